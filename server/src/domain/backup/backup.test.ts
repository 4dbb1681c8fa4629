import { describe } from 'vitest'
import { embedded } from '../../../../test/rigs/engine.ts'
import { backupSuite } from './backup.suite.ts'

describe('a backup from SQLite and disk to the same', () => backupSuite(embedded, embedded))
