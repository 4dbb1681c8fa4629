import { withTools } from '../rigs/with-tools.ts'
import { migrateSuite } from './migrate.suite.ts'

withTools(['postgres', 's3'], 'migrations on servers', migrateSuite)
