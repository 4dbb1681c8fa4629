import { expect, test, vi } from 'vitest'
import { newBlobKey } from '../../../vocabulary/blob-key.ts'
import { BlobMissing } from '../blob-errors.ts'
import { blobStoreSuite } from '../blob-store.suite.ts'
import { MemoryBlobs } from '../memory.ts'
import { patterned } from '../suite-bodies.ts'
import { withRetry } from './retry.ts'

blobStoreSuite('retry', async () => withRetry(new MemoryBlobs(), { waits: [1] }), { bounded: false })

const outage = new Error('connection refused')
const key = newBlobKey(0)

test('verbs that may be repeated ride out an outage, and no longer one', async () => {
  const below = new MemoryBlobs()
  await below.put(key, patterned(3))
  const size = vi.spyOn(below, 'size')
  const store = withRetry(below, { waits: [1, 1] })
  size.mockRejectedValueOnce(outage).mockRejectedValueOnce(outage)
  expect(await store.size(key)).toBe(3)
  size.mockRejectedValue(outage)
  await expect(store.size(key)).rejects.toBe(outage)
  expect(size).toHaveBeenCalledTimes(6)
})

test('an answer is not an outage', async () => {
  const below = new MemoryBlobs()
  const open = vi.spyOn(below, 'open')
  await expect(withRetry(below, { waits: [1, 1] }).open(key)).rejects.toBeInstanceOf(BlobMissing)
  expect(open).toHaveBeenCalledTimes(1)
})

test('a put is repeated until its body is touched, and never after', async () => {
  const below = new MemoryBlobs()
  const put = vi.spyOn(below, 'put')
  const store = withRetry(below, { waits: [1, 1] })
  put.mockRejectedValueOnce(outage)
  expect(await store.put(key, patterned(3), 3)).toBe(3)
  expect(put).toHaveBeenCalledTimes(2)

  put.mockClear()
  put.mockImplementation(async (_, body) => {
    for await (const _chunk of body) throw outage
    return 0
  })
  await expect(store.put(newBlobKey(0), patterned(3))).rejects.toBe(outage)
  expect(put).toHaveBeenCalledTimes(1)
})

test('a listing goes on where it broke off', async () => {
  const below = new MemoryBlobs()
  const keys = Array.from({ length: 9 }, () => newBlobKey(0)).sort()
  for (const one of keys) await below.put(one, patterned(1))
  const list = below.list.bind(below)
  vi.spyOn(below, 'list').mockImplementation(async function* (after) {
    let given = 0
    for await (const one of list(after)) {
      if (given++ === 2) throw outage
      yield one
    }
  })
  const found: string[] = []
  for await (const one of withRetry(below, { waits: [1] }).list()) found.push(one)
  expect(found).toEqual(keys)
})
