import { setTimeout } from 'node:timers/promises'
import type { BlobKey } from '../../../vocabulary/blob-key.ts'
import { BadBlobKey, BlobMissing, BlobRangeOutside, BlobSizeDiffers, BlobTaken } from '../blob-errors.ts'
import type { BlobRange, BlobStore } from '../blob-store.ts'

interface RetryOptions {
  /** How long to wait before each further attempt, in milliseconds; as many attempts as there are waits. */
  waits: readonly number[]
  /** Milliseconds after the first attempt began from which on no further one is made: whoever asks is waiting. */
  within?: number
}

const final = [BadBlobKey, BlobMissing, BlobRangeOutside, BlobSizeDiffers, BlobTaken]

/**
 * Rides out a short outage of the store below. Verbs that may safely be repeated are; a put only as long as
 * nobody has asked its body for bytes, which cannot be had twice; a listing goes on where it broke off.
 */
export function withRetry(
  store: BlobStore,
  { waits, within = Number.POSITIVE_INFINITY }: RetryOptions,
): BlobStore {
  const again = async <T>(attempt: () => Promise<T>, repeatable = () => true): Promise<T> => {
    const until = performance.now() + within
    for (let tried = 0; ; tried++)
      try {
        return await attempt()
      } catch (error) {
        const wait = waits[tried]
        if (wait === undefined || performance.now() > until) throw error
        if (final.some((kind) => error instanceof kind) || !repeatable()) throw error
        await setTimeout(wait)
      }
  }

  return {
    put(key: BlobKey, body: AsyncIterable<Uint8Array>, size?: number) {
      let touched = false
      const watched: AsyncIterable<Uint8Array> = {
        [Symbol.asyncIterator]() {
          touched = true
          return body[Symbol.asyncIterator]()
        },
      }
      return again(
        () => store.put(key, watched, size),
        () => !touched,
      )
    },
    open: (key: BlobKey, range?: BlobRange) => again(() => store.open(key, range)),
    read: (key: BlobKey, range?: BlobRange) => again(() => store.read(key, range)),
    size: (key: BlobKey) => again(() => store.size(key)),
    remove: (keys: readonly BlobKey[]) => again(() => store.remove(keys)),
    async *list(after?: BlobKey) {
      let last = after
      let failures = 0
      for (;;)
        try {
          for await (const key of store.list(last)) {
            last = key
            failures = 0
            yield key
          }
          return
        } catch (error) {
          const wait = waits[failures++]
          if (wait === undefined || error instanceof BadBlobKey) throw error
          await setTimeout(wait)
        }
    },
    sweepUnfinished: (before: number) => again(() => store.sweepUnfinished(before)),
    close: () => store.close(),
  }
}
