import { embedded, onServers } from '../../../../test/rigs/engine.ts'
import { withTools } from '../../../../test/rigs/with-tools.ts'
import { backupSuite } from './backup.suite.ts'

withTools(['postgres', 's3'], 'a backup from PostgreSQL and S3 to SQLite and disk', () =>
  backupSuite(onServers, embedded),
)
withTools(['postgres', 's3'], 'a backup from SQLite and disk to PostgreSQL and S3', () =>
  backupSuite(embedded, onServers),
)
