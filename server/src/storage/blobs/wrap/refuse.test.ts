import { expect, test } from 'vitest'
import { newBlobKey } from '../../../vocabulary/blob-key.ts'
import { BlobMissing } from '../blob-errors.ts'
import { blobStoreSuite } from '../blob-store.suite.ts'
import type { BlobStore } from '../blob-store.ts'
import { MemoryBlobs } from '../memory.ts'
import { patterned } from '../suite-bodies.ts'
import { withRefusals } from './refuse.ts'

blobStoreSuite('memory with refusals', async () => withRefusals(new MemoryBlobs()), { bounded: false })

const key = newBlobKey(0)
const failing = (error: unknown): BlobStore => {
  const fail = () => Promise.reject(error)
  return withRefusals({ ...new MemoryBlobs(), put: fail, open: fail, size: fail } as never)
}
const ofSystem = (code: string) => Object.assign(new Error(`${code}: nothing doing`), { code })

test.each([
  [ofSystem('ENOSPC'), 'over-quota', 'disk-full'],
  [ofSystem('EDQUOT'), 'over-quota', 'disk-full'],
  [ofSystem('EROFS'), 'unavailable', 'storage-unavailable'],
  [ofSystem('EIO'), 'unavailable', 'storage-unavailable'],
  [Object.assign(new Error('Slow down'), { $metadata: {} }), 'unavailable', 'storage-unavailable'],
])('%s is a refusal, with the cause for the log', async (error, kind, reason) => {
  const store = failing(error)
  const refusal = { kind, reason, cause: error }
  await expect(store.put(key, patterned(3))).rejects.toMatchObject(refusal)
  await expect(store.open(key)).rejects.toMatchObject(refusal)
  await expect(store.size(key)).rejects.toMatchObject(refusal)
})

test('what the caller or the body did wrong stays what it is', async () => {
  const missing = new BlobMissing(key)
  await expect(failing(missing).open(key)).rejects.toBe(missing)
  const line = ofSystem('ECONNRESET')
  async function* cut() {
    yield* patterned(3)
    throw line
  }
  await expect(withRefusals(new MemoryBlobs()).put(key, cut())).rejects.toBe(line)
})
