import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newBlobKey } from '../../vocabulary/blob-key.ts'
import { BadBlobKey, BlobMissing, BlobRangeOutside, BlobSizeDiffers, BlobTaken } from './blob-errors.ts'
import type { BlobStore } from './blob-store.ts'
import { patterned, patternHash, patternPiece } from './suite-bodies.ts'

const now = Date.UTC(2026, 10, 22)
const fresh = () => newBlobKey(now)
const mebi = 1024 * 1024

interface SuiteOptions {
  /** Whether memory stays bounded whatever a body's length; not so for a store that is memory. */
  bounded?: boolean
  /** How many blobs the paging test puts: more than one page of the driver's listing. */
  listed?: number
}

/** What every driver and every wrapper must do. `makeStore` gives an empty store. */
export function blobStoreSuite(
  name: string,
  makeStore: () => Promise<BlobStore>,
  { bounded = true, listed = 60 }: SuiteOptions = {},
): void {
  describe(`blob store: ${name}`, () => {
    let store: BlobStore
    beforeAll(async () => {
      store = await makeStore()
    })
    afterAll(() => store?.close())

    const read = async (key: string, range?: { start: number; end: number }) =>
      buffer(await store.open(key, range))
    const keys = async (from: BlobStore, after?: string) => {
      const found: string[] = []
      for await (const key of from.list(after)) found.push(key)
      return found
    }

    describe('put', () => {
      test.each([0, 1, 65_535, 65_537, mebi, 5 * mebi + 3, 17 * mebi + 1])(
        '%i bytes come back as they went in',
        async (size) => {
          const key = fresh()
          expect(await store.put(key, patterned(size), size)).toBe(size)
          expect(await store.size(key)).toBe(size)
          expect(hash(await read(key))).toBe(patternHash(size))
        },
      )

      test('a body of unknown length, in chunks of all sizes', async () => {
        const key = fresh()
        const pieces = [1, 0, 7, 65_536, 3, 2 * mebi, 1, 400_000]
        const total = pieces.reduce((sum, piece) => sum + piece)
        expect(await store.put(key, patterned(total, pieces))).toBe(total)
        expect(hash(await read(key))).toBe(patternHash(total))
      })

      test('a Node stream is a body', async () => {
        const key = fresh()
        expect(await store.put(key, Readable.from([Buffer.from('ab'), Buffer.from('c')]))).toBe(3)
        expect(String(await read(key))).toBe('abc')
      })

      test('thousands of tiny chunks', async () => {
        const key = fresh()
        expect(await store.put(key, patterned(20_000, [1]))).toBe(20_000)
        expect(hash(await read(key))).toBe(patternHash(20_000))
      })

      test.each([10, 3 * mebi, 20 * mebi])(
        'a body that throws after %i bytes leaves nothing',
        async (size) => {
          const key = fresh()
          const fault = new Error('line cut')
          let closed = false
          async function* cut() {
            try {
              yield* patterned(size)
              throw fault
            } finally {
              closed = true
            }
          }
          await expect(store.put(key, cut())).rejects.toBe(fault)
          expect(closed).toBe(true)
          await expectNothing(key)
          // The name is not burnt either: the caller may try again.
          expect(await store.put(key, patterned(4))).toBe(4)
        },
      )

      test.each([
        [10, 9],
        [10, 11],
        [10, 0],
        [0, 1],
        [18 * mebi, 17 * mebi],
        [17 * mebi, 18 * mebi],
      ])('a body of %i bytes announced as %i is refused and leaves nothing', async (size, announced) => {
        const key = fresh()
        await expect(store.put(key, patterned(size), announced)).rejects.toBeInstanceOf(BlobSizeDiffers)
        await expectNothing(key)
      })

      test.each([5, 17 * mebi])('a taken key is refused and what is there stays (%i bytes)', async (size) => {
        const key = fresh()
        await store.put(key, patterned(size))
        await expect(store.put(key, patterned(size + 1))).rejects.toBeInstanceOf(BlobTaken)
        expect(hash(await read(key))).toBe(patternHash(size))
      })

      test('of concurrent puts of one key exactly one wins', async () => {
        const key = fresh()
        const sizes = [100, 101, 102, 103]
        const done = await Promise.allSettled(sizes.map((size) => store.put(key, patterned(size))))
        const won = sizes.filter((_, index) => done[index]?.status === 'fulfilled')
        expect(won).toHaveLength(1)
        for (const one of done) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(BlobTaken)
        expect(hash(await read(key))).toBe(patternHash(won[0]!))
      })

      test('concurrent puts of many keys', async () => {
        const sizes = Array.from({ length: 40 }, (_, index) => index * 977)
        const named = sizes.map((size) => ({ key: fresh(), size }))
        await Promise.all(named.map(({ key, size }) => store.put(key, patterned(size))))
        for (const { key, size } of named) expect(hash(await read(key))).toBe(patternHash(size))
      })

      if (bounded)
        test.runIf(bounded)('256 MiB pass through in bounded memory', async () => {
          const key = fresh()
          const size = 256 * mebi
          const before = process.memoryUsage().rss
          let peak = before
          async function* watched() {
            for await (const chunk of patterned(size)) {
              peak = Math.max(peak, process.memoryUsage().rss)
              yield chunk
            }
          }
          expect(await store.put(key, watched())).toBe(size)
          const digest = createHash('sha1')
          for await (const chunk of await store.open(key)) {
            peak = Math.max(peak, process.memoryUsage().rss)
            digest.update(chunk)
          }
          expect(digest.digest('hex')).toBe(patternHash(size))
          // Garbage not yet collected is counted too, and may be twice what is held.
          expect(peak - before).toBeLessThan(160 * mebi)
        })
    })

    describe('open', () => {
      const size = 700_001
      const key = fresh()
      beforeAll(() => store.put(key, patterned(size)))

      test.each([
        ['the first byte', 0, 1],
        ['the last byte', size - 1, size],
        ['the middle', 300_000, 300_017],
        ['a large middle', 10, 600_000],
        ['all', 0, size],
      ])('%s', async (_, start, end) => {
        expect((await read(key, { start, end })).equals(patternPiece(start, end))).toBe(true)
      })

      test.each([0, 5, size])('an empty range at %i is an empty stream', async (at) => {
        expect(await read(key, { start: at, end: at })).toHaveLength(0)
      })

      test.each([
        [0, size + 1],
        [size, size + 1],
        [size + 5, size + 6],
        [size + 1, size + 1],
        [-1, 4],
        [5, 4],
        [0.5, 4],
        [0, Number.NaN],
        [0, Number.POSITIVE_INFINITY],
      ])('the range %d to %d is refused', async (start, end) => {
        await expect(store.open(key, { start, end })).rejects.toBeInstanceOf(BlobRangeOutside)
      })

      test('a missing blob is told at once, whatever the range', async () => {
        for (const range of [undefined, { start: 0, end: 0 }, { start: 0, end: 10 }])
          await expect(store.open(fresh(), range)).rejects.toBeInstanceOf(BlobMissing)
      })

      test('a stream may be left half read', async () => {
        const stream = await store.open(key)
        for await (const chunk of stream) {
          expect(chunk.length).toBeGreaterThan(0)
          break
        }
        if (!stream.closed) await new Promise((closed) => stream.once('close', closed))
        const untouched = await store.open(key)
        await new Promise((closed) => untouched.once('close', closed).destroy())
      })

      test('many readers at once', async () => {
        const read20 = await Promise.all(Array.from({ length: 20 }, () => read(key)))
        expect(new Set(read20.map(hash))).toEqual(new Set([patternHash(size)]))
      })
    })

    describe('size and remove', () => {
      test('a missing blob has no size', async () => {
        expect(await store.size(fresh())).toBeUndefined()
      })

      test('removed blobs are gone, missing ones are fine, others stay', async () => {
        const [first, second, third] = [fresh(), fresh(), fresh()]
        for (const key of [first, second, third]) await store.put(key, patterned(3))
        await store.remove([first, fresh(), second, first])
        await expectNothing(first)
        await expectNothing(second)
        expect(await store.size(third)).toBe(3)
        await store.remove([])
      })
    })

    describe('list', () => {
      test('every key once, in order, across pages, from anywhere', async () => {
        const own = await makeStore()
        try {
          expect(await keys(own)).toEqual([])
          const named = Array.from({ length: listed }, fresh)
          for (let at = 0; at < named.length; at += 50)
            await Promise.all(named.slice(at, at + 50).map((key) => own.put(key, patterned(0), 0)))
          const sorted = [...named].sort()
          expect(await keys(own)).toEqual(sorted)
          const middle = sorted[listed >> 1]!
          expect(await keys(own, middle)).toEqual(sorted.slice((listed >> 1) + 1))
          expect(await keys(own, sorted.at(-1))).toEqual([])
          const absent = fresh()
          expect(await keys(own, absent)).toEqual(sorted.filter((key) => key > absent))
          await own.remove(named)
          expect(await keys(own)).toEqual([])
        } finally {
          await own.close()
        }
      })

      test('a blob under way is not listed', async () => {
        const key = fresh()
        const halfway = Promise.withResolvers<void>()
        const goOn = Promise.withResolvers<void>()
        async function* slow() {
          yield* patterned(18 * mebi)
          halfway.resolve()
          await goOn.promise
          yield Buffer.from('end')
        }
        const put = store.put(key, slow())
        await halfway.promise
        expect(await keys(store)).not.toContain(key)
        expect(await store.size(key)).toBeUndefined()
        goOn.resolve()
        await put
        expect(await keys(store)).toContain(key)
      })
    })

    test.each([
      '',
      '..',
      '../../../../etc/passwd',
      'aa/../bb',
      `${'a'.repeat(20)}-1/../x`,
      `${'A'.repeat(20)}-1`,
      `${'a'.repeat(20)}-1\0`,
      `${'a'.repeat(20)}-1.part`,
      7 as unknown as string,
    ])('the hostile key %j is refused by every verb', async (key) => {
      await expect(store.put(key, patterned(1))).rejects.toBeInstanceOf(BadBlobKey)
      await expect(store.open(key)).rejects.toBeInstanceOf(BadBlobKey)
      await expect(store.size(key)).rejects.toBeInstanceOf(BadBlobKey)
      await expect(store.remove([key])).rejects.toBeInstanceOf(BadBlobKey)
      await expect(keys(store, key)).rejects.toBeInstanceOf(BadBlobKey)
    })

    test('sweeping leaves finished blobs and writes under way alone', async () => {
      const key = fresh()
      await store.put(key, patterned(3))
      async function* swept() {
        yield* patterned(18 * mebi)
        await store.sweepUnfinished(Date.now() - 3_600_000)
        yield Buffer.from('end')
      }
      expect(await store.put(fresh(), swept())).toBe(18 * mebi + 3)
      expect(await store.size(key)).toBe(3)
    })

    async function expectNothing(key: string): Promise<void> {
      expect(await store.size(key)).toBeUndefined()
      await expect(store.open(key)).rejects.toBeInstanceOf(BlobMissing)
      expect(await keys(store)).not.toContain(key)
    }
  })
}

const hash = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex')
