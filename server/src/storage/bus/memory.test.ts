import { describe } from 'vitest'
import { busSuite } from './bus.suite.ts'
import { MemoryBus } from './memory.ts'

describe('the bus of one process', () => busSuite(() => new MemoryBus(), { reaches: 'process' }))
