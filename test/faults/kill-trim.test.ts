import { afterAll, beforeAll } from 'vitest'
import { type PostgresRig, startPostgres } from '../rigs/postgres.ts'
import { type S3Rig, startS3 } from '../rigs/s3.ts'
import { withTools } from '../rigs/with-tools.ts'
import { trimKillSuite } from './trim-kill.suite.ts'

/** Few for every day; `npm run torture` asks for many. */
const kills = (usual: number): number => Number(process.env.TEST_KILLS ?? usual)

trimKillSuite('SQLite and disk', kills(5), async () => ({ settings: {}, fresh: async () => ({}) }))

withTools(['postgres', 's3'], 'killed on servers while the change log is trimmed', () => {
  let postgres: PostgresRig
  let s3: S3Rig
  beforeAll(async () => {
    ;[postgres, s3] = await Promise.all([startPostgres(), startS3()])
  })
  afterAll(async () => {
    await Promise.all([postgres?.stop(), s3?.stop()])
  })
  const fresh = async () => ({ NUAGE_DATABASE: await postgres.createDatabase(), NUAGE_BLOBS: s3.bucket() })
  trimKillSuite('PostgreSQL and S3', kills(3), async () => ({ settings: await fresh(), fresh }))
})
