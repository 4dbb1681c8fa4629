import type { Readable } from 'node:stream'
import type { BlobKey } from '../../../vocabulary/blob-key.ts'
import { diskFull, storageUnavailable } from '../../storage-refusals.ts'
import type { BlobRange, BlobReader, BlobStore } from '../blob-store.ts'

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** What the system or the S3 client failed with; a mistake of a caller, or of ours, stays what it is. */
function refusedBy(error: unknown): unknown {
  const { code, name, $metadata } = (error ?? {}) as { code?: unknown; name?: string; $metadata?: object }
  if (typeof code === 'string' && NO_ROOM.has(code)) return diskFull(error)
  if (name === 'QuotaExceeded' || name === 'EntityTooLarge') return diskFull(error)
  const ofSystem = typeof code === 'string' && /^E[A-Z]{2,}$/.test(code)
  if (ofSystem || $metadata !== undefined || name === 'TimeoutError') return storageUnavailable(error)
  return error
}

/** Says no in the domain's words where the store below cannot do its work, and leaves the errors of a body alone. */
export function withRefusals(store: BlobStore): BlobStore {
  const told = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error) => {
      throw refusedBy(error)
    })
  return {
    async put(key: BlobKey, body: AsyncIterable<Uint8Array>, size?: number) {
      let ofBody: { error: unknown } | undefined
      async function* watched(): AsyncGenerator<Uint8Array> {
        try {
          yield* body
        } catch (error) {
          ofBody = { error }
          throw error
        }
      }
      try {
        return await store.put(key, watched(), size)
      } catch (error) {
        throw ofBody !== undefined && ofBody.error === error ? error : refusedBy(error)
      }
    },
    open: (key: BlobKey, range?: BlobRange): Promise<Readable> => told(store.open(key, range)),
    async read(key: BlobKey, range?: BlobRange): Promise<BlobReader> {
      const reader = await told(store.read(key, range))
      return { read: (into) => told(reader.read(into)), close: () => reader.close() }
    },
    size: (key: BlobKey) => told(store.size(key)),
    remove: (keys: readonly BlobKey[]) => told(store.remove(keys)),
    async *list(after?: BlobKey) {
      try {
        yield* store.list(after)
      } catch (error) {
        throw refusedBy(error)
      }
    },
    sweepUnfinished: (before: number) => told(store.sweepUnfinished(before)),
    close: () => store.close(),
  }
}
