import { withTools } from '../../../../test/rigs/with-tools.ts'
import { linksSuite } from './links.suite.ts'

withTools('postgres', 'links on PostgreSQL', () => linksSuite('PostgreSQL'))
