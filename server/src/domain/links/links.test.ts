import { linksSuite } from './links.suite.ts'

linksSuite('SQLite')
