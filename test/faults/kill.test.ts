import { afterAll, beforeAll } from 'vitest'
import { type PostgresRig, startPostgres } from '../rigs/postgres.ts'
import { type S3Rig, startS3 } from '../rigs/s3.ts'
import { withTools } from '../rigs/with-tools.ts'
import { killSuite } from './kill.suite.ts'
import { migrationKillSuite } from './migration-kill.suite.ts'
import type { Storage } from './storage.ts'
import { sweepKillSuite } from './sweep-kill.suite.ts'

/** Few for every day; `npm run torture` asks for many. */
const kills = (usual: number): number => Number(process.env.TEST_KILLS ?? usual)
/** What is short, and always the same, needs fewer to be met at every moment. */
const fewer = (usual: number): number =>
  process.env.TEST_KILLS === undefined ? usual : Math.ceil(kills(usual) / 2)

function suites(
  name: string,
  usual: readonly [number, number, number],
  storage: () => Promise<Storage>,
): void {
  killSuite(name, kills(usual[0]), storage)
  sweepKillSuite(name, fewer(usual[1]), storage)
  migrationKillSuite(name, fewer(usual[2]), storage)
}

suites('SQLite and disk', [10, 5, 5], async () => ({ settings: {}, fresh: async () => ({}) }))

withTools(['postgres', 's3'], 'killed on servers', () => {
  let postgres: PostgresRig
  let s3: S3Rig
  beforeAll(async () => {
    ;[postgres, s3] = await Promise.all([startPostgres(), startS3()])
  })
  afterAll(async () => {
    await Promise.all([postgres?.stop(), s3?.stop()])
  })
  const fresh = async () => ({ NUAGE_DATABASE: await postgres.createDatabase(), NUAGE_BLOBS: s3.bucket() })
  suites('PostgreSQL and S3', [4, 2, 3], async () => ({ settings: await fresh(), fresh }))
})
