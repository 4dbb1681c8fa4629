import { startPostgres } from '../rigs/postgres.ts'
import { startS3 } from '../rigs/s3.ts'
import { withTools } from '../rigs/with-tools.ts'
import { killSuite } from './kill.suite.ts'

/** Few for every day; `npm run torture` asks for many. */
const kills = (usual: number): number => Number(process.env.TEST_KILLS ?? usual)

killSuite('SQLite and disk', kills(20), async () => ({
  settings: {},
  fresh: async () => ({}),
  free: async () => {},
}))

withTools(['postgres', 's3'], 'killed on servers', () => {
  killSuite('PostgreSQL and S3', kills(5), async () => {
    const [postgres, s3] = await Promise.all([startPostgres(), startS3()])
    const fresh = async () => ({ NUAGE_DATABASE: await postgres.createDatabase(), NUAGE_BLOBS: s3.bucket() })
    return {
      settings: await fresh(),
      fresh,
      async free() {
        await Promise.all([postgres.stop(), s3.stop()])
      },
    }
  })
})
