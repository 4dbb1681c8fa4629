import type { Readable } from 'node:stream'
import type { BlobKey } from '../../vocabulary/blob-key.ts'

/** Bytes `start` up to, not including, `end`; `start === end` is an empty range. */
export interface BlobRange {
  start: number
  end: number
}

/**
 * Immutable byte strings under random keys, written once. Every driver and every wrapper keeps this
 * contract, which `blob-store.suite.ts` proves. Every verb refuses what is not a key (BadBlobKey).
 */
export interface BlobStore {
  /**
   * Stores `body` and resolves with the number of bytes written, once they are durable and visible.
   * Until then, and for ever when it rejects, `open`, `size` and `list` know nothing of the key.
   * Chunks belong to the store once yielded: the caller neither changes nor reuses their memory.
   * Memory used does not depend on the length of the body.
   *
   * @param size the body's length in bytes where it is known; a body of another length is refused
   * @throws BlobTaken, BlobSizeDiffers, and whatever the body throws
   */
  put(key: BlobKey, body: AsyncIterable<Uint8Array>, size?: number): Promise<number>

  /**
   * The bytes of a blob, or of a range of it. The caller reads the stream to its end or destroys it.
   * A blob that is missing or too short for the range is told here, never in the middle of the stream.
   *
   * @throws BlobMissing, BlobRangeOutside
   */
  open(key: BlobKey, range?: BlobRange): Promise<Readable>

  /** Length in bytes; undefined when there is no such blob. */
  size(key: BlobKey): Promise<number | undefined>

  /**
   * Forgets blobs; a missing one is fine. A removal may be undone by a power cut: the blob is then a stray,
   * which the sweeper finds again. A stream opened before may fail or go on, as the driver has it.
   */
  remove(keys: readonly BlobKey[]): Promise<void>

  /** Every key greater than `after`, in ascending order. Blobs put or removed meanwhile may or may not appear. */
  list(after?: BlobKey): AsyncIterable<BlobKey>

  /**
   * Frees what writes cut short by a crash have left behind, if nothing was written to them since `before`.
   *
   * @param before milliseconds since 1970
   * @returns how many leftovers were removed
   */
  sweepUnfinished(before: number): Promise<number>

  /** Gives back connections. Nothing may be asked of the store afterwards. */
  close(): Promise<void>
}
