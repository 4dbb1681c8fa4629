import { afterAll, beforeAll } from 'vitest'
import { type PostgresRig, startPostgres } from '../rigs/postgres.ts'
import { type S3Rig, startS3 } from '../rigs/s3.ts'
import { withTools } from '../rigs/with-tools.ts'
import { boxKillSuite } from './box-kill.suite.ts'

/** Few for every day; `npm run torture` asks for many. */
const kills = (usual: number): number => Number(process.env.TEST_KILLS ?? usual)

withTools('clamd', 'killed while a class hands in', () => {
  boxKillSuite('SQLite and disk', kills(7), async () => ({ settings: {}, fresh: async () => ({}) }))
})

withTools(['clamd', 'postgres', 's3'], 'killed on servers while a class hands in', () => {
  let postgres: PostgresRig
  let s3: S3Rig
  beforeAll(async () => {
    ;[postgres, s3] = await Promise.all([startPostgres(), startS3()])
  })
  afterAll(async () => {
    await Promise.all([postgres?.stop(), s3?.stop()])
  })
  const fresh = async () => ({ NUAGE_DATABASE: await postgres.createDatabase(), NUAGE_BLOBS: s3.bucket() })
  boxKillSuite('PostgreSQL and S3', kills(3), async () => ({ settings: await fresh(), fresh }))
})
