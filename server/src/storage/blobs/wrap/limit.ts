import type { BlobKey } from '../../../vocabulary/blob-key.ts'
import type { BlobRange, BlobStore } from '../blob-store.ts'

interface Limits {
  /** Streams and readers open at once, until each has closed. */
  readers?: number
  /** Puts at once. */
  writers?: number
}

/**
 * Makes callers wait their turn, first come first served. Readers and writers queue apart: who copies holds one of
 * each, and would otherwise wait for itself.
 */
export function withLimit(store: BlobStore, { readers, writers }: Limits): BlobStore {
  const reading = new Turns(readers ?? Number.POSITIVE_INFINITY)
  const writing = new Turns(writers ?? Number.POSITIVE_INFINITY)
  return {
    async put(key: BlobKey, body: AsyncIterable<Uint8Array>, size?: number) {
      await writing.take()
      try {
        return await store.put(key, body, size)
      } finally {
        writing.give()
      }
    },
    async open(key: BlobKey, range?: BlobRange) {
      await reading.take()
      try {
        const stream = await store.open(key, range)
        if (stream.closed) reading.give()
        else stream.once('close', () => reading.give())
        return stream
      } catch (error) {
        reading.give()
        throw error
      }
    },
    async read(key: BlobKey, range?: BlobRange) {
      await reading.take()
      try {
        const reader = await store.read(key, range)
        return {
          read: (into: Uint8Array) => reader.read(into),
          close: () => reader.close().finally(() => reading.give()),
        }
      } catch (error) {
        reading.give()
        throw error
      }
    },
    size: (key: BlobKey) => store.size(key),
    remove: (keys: readonly BlobKey[]) => store.remove(keys),
    list: (after?: BlobKey) => store.list(after),
    sweepUnfinished: (before: number) => store.sweepUnfinished(before),
    close: () => store.close(),
  }
}

class Turns {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(free: number) {
    this.#free = free
  }

  async take(): Promise<void> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  give(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free++
  }
}
