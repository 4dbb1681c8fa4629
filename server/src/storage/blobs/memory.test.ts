import { blobStoreSuite } from './blob-store.suite.ts'
import { MemoryBlobs } from './memory.ts'

blobStoreSuite('memory', async () => new MemoryBlobs(), { bounded: false })
