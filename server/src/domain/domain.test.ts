import { etagsSuite } from './files/etags.suite.ts'
import { modelSuite } from './files/model.suite.ts'
import { mountsSuite } from './mounts/mounts.suite.ts'
import { uploadsSuite } from './uploads/uploads.suite.ts'

etagsSuite('SQLite')
mountsSuite('SQLite')
modelSuite('SQLite', 60)
uploadsSuite('SQLite', 50)
