import { etagsSuite } from './files/etags.suite.ts'
import { mountsSuite } from './mounts/mounts.suite.ts'

etagsSuite('SQLite')
mountsSuite('SQLite')
