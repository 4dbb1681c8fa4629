import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { newBlobKey } from '../../../vocabulary/blob-key.ts'
import { BlobMissing } from '../blob-errors.ts'
import { blobStoreSuite } from '../blob-store.suite.ts'
import { MemoryBlobs } from '../memory.ts'
import { patterned } from '../suite-bodies.ts'
import { withLimit } from './limit.ts'

blobStoreSuite('limit', async () => withLimit(new MemoryBlobs(), { readers: 3, writers: 2 }), {
  bounded: false,
})

test('no more than so many put at once, and everybody has their turn', async () => {
  const store = withLimit(new MemoryBlobs(), { writers: 2 })
  let now = 0
  let most = 0
  async function* slow() {
    most = Math.max(most, ++now)
    await setImmediate()
    now--
    yield Buffer.from('x')
  }
  await Promise.all(Array.from({ length: 9 }, () => store.put(newBlobKey(0), slow())))
  expect(most).toBe(2)
})

test('a reader keeps the place until the stream has closed; a failed open keeps none', async () => {
  const store = withLimit(new MemoryBlobs(), { readers: 1 })
  const key = newBlobKey(0)
  await store.put(key, patterned(3))
  await expect(store.open(newBlobKey(0))).rejects.toBeInstanceOf(BlobMissing)
  const first = await store.open(key)
  let opened = false
  const second = store.open(key).then((stream) => {
    opened = true
    return stream
  })
  for (let turn = 0; turn < 5; turn++) await setImmediate()
  expect(opened).toBe(false)
  first.destroy()
  for await (const chunk of await second) expect(chunk).toHaveLength(3)
})

test('who reads and writes at once does not wait for itself', async () => {
  const store = withLimit(new MemoryBlobs(), { readers: 1, writers: 1 })
  const [from, to] = [newBlobKey(0), newBlobKey(0)]
  await store.put(from, patterned(3))
  expect(await store.put(to, await store.open(from))).toBe(3)
})
