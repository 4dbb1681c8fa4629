import type { Readable } from 'node:stream'
import type { BlobKey } from '../../vocabulary/blob-key.ts'
import { BlobMissing, BlobSizeDiffers, BlobTaken, checkBlobKey } from './blob-errors.ts'
import type { BlobRange, BlobReader, BlobStore } from './blob-store.ts'
import { rangeWithin } from './range.ts'
import { readerOf } from './reader-of.ts'
import { streamOf } from './stream-of.ts'

/** For tests: blobs in the memory of this process. */
export class MemoryBlobs implements BlobStore {
  readonly #blobs = new Map<BlobKey, Buffer>()
  readonly #unfinished = new Set<BlobKey>()

  async put(key: BlobKey, body: AsyncIterable<Uint8Array>, size?: number): Promise<number> {
    checkBlobKey(key)
    if (this.#blobs.has(key) || this.#unfinished.has(key)) throw new BlobTaken(key)
    this.#unfinished.add(key)
    try {
      const chunks: Uint8Array[] = []
      for await (const chunk of body) chunks.push(Uint8Array.from(chunk))
      const bytes = Buffer.concat(chunks)
      if (size !== undefined && size !== bytes.length) throw new BlobSizeDiffers(size, bytes.length)
      this.#blobs.set(key, bytes)
      return bytes.length
    } finally {
      this.#unfinished.delete(key)
    }
  }

  async open(key: BlobKey, range?: BlobRange): Promise<Readable> {
    checkBlobKey(key)
    const bytes = this.#blobs.get(key)
    if (!bytes) throw new BlobMissing(key)
    const { start, end } = rangeWithin(range, bytes.length)
    return streamOf(bytes.subarray(start, end))
  }

  async read(key: BlobKey, range?: BlobRange): Promise<BlobReader> {
    return readerOf(await this.open(key, range))
  }

  async size(key: BlobKey): Promise<number | undefined> {
    checkBlobKey(key)
    return this.#blobs.get(key)?.length
  }

  async remove(keys: readonly BlobKey[]): Promise<void> {
    for (const key of keys) checkBlobKey(key)
    for (const key of keys) this.#blobs.delete(key)
  }

  async *list(after?: BlobKey): AsyncIterable<BlobKey> {
    if (after !== undefined) checkBlobKey(after)
    for (const key of [...this.#blobs.keys()].sort()) if (after === undefined || key > after) yield key
  }

  async sweepUnfinished(): Promise<number> {
    return 0
  }

  async close(): Promise<void> {}
}
