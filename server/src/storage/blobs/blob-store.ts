import type { Readable } from 'node:stream'
import type { BlobKey } from '../../vocabulary/blob-key.ts'

export { BlobMissing, BlobRangeOutside } from './blob-errors.ts'
export { readerOf } from './reader-of.ts'
export { streamFrom } from './stream-of.ts'

/** Bytes `start` up to, not including, `end`; `start === end` is an empty range. */
export interface BlobRange {
  start: number
  end: number
}

/** Bytes that are read into memory of the reader's own, which may so be used again and again. */
export interface BlobReader {
  /**
   * Fills `into` with what comes next, and less only at the end: then 0. One call at a time.
   *
   * @returns how many bytes
   */
  read(into: Uint8Array): Promise<number>
  /** Once, when no call is under way. */
  close(): Promise<void>
}

/**
 * Immutable byte strings under random keys, written once. Every driver and every wrapper keeps this
 * contract, which `blob-store.suite.ts` proves. Every verb refuses what is not a key (BadBlobKey).
 */
export interface BlobStore {
  /**
   * Stores `body` and resolves with the number of bytes written, once they are durable and visible.
   * Until then, and for ever when it rejects, `open`, `size` and `list` know nothing of the key.
   * A chunk is lent: the store is done with its memory by the time it asks for the next one, or for the end.
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

  /** As `open`; the caller closes the reader. */
  read(key: BlobKey, range?: BlobRange): Promise<BlobReader>

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
