import { withTools } from '../../../test/rigs/with-tools.ts'
import { etagsSuite } from './files/etags.suite.ts'
import { modelSuite } from './files/model.suite.ts'
import { mountsSuite } from './mounts/mounts.suite.ts'

withTools('postgres', 'the domain on PostgreSQL', () => {
  etagsSuite('PostgreSQL')
  mountsSuite('PostgreSQL')
  modelSuite('PostgreSQL', 6)
})
