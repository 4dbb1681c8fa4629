import { newBlobKey } from '../../vocabulary/blob-key.ts'
import type { Domain } from '../domain.ts'
import { blockSums } from './block-sums.ts'
import { startDigest } from './digest.ts'
import { BLOB_DIGEST, type Extent, type StoredBlob } from './stored.ts'

/** Bodies up to so many bytes are gathered. */
export const SMALL_BODY = 64 * 1024

/** A shared blob holds no more than so many: what is left of it when most is deleted stays small. */
const BLOB_BYTES = 1024 * 1024
const BLOB_BODIES = 32
/**
 * Blobs being written at once. One: whoever comes meanwhile shares the next, and the fewer there are the fewer
 * flushes and transactions are paid for.
 */
const WRITING = 1

export interface Gathered {
  readonly extent: Extent
  readonly blob: StoredBlob
}

interface Waiting {
  readonly bytes: Buffer
  done(gathered: Gathered): void
  failed(error: unknown): void
}

/**
 * Small bodies that arrive together share a blob, and so the flushes of the disk that make it durable. Whoever
 * comes while one is being written joins the next: nobody waits for company.
 */
class Gathering {
  readonly #domain: Domain
  #waiting: Waiting[] = []
  #writing = 0

  constructor(domain: Domain) {
    this.#domain = domain
  }

  add(bytes: Buffer): Promise<Gathered> {
    return new Promise((done, failed) => {
      this.#waiting.push({ bytes, done, failed })
      if (this.#writing < WRITING) void this.#write()
    })
  }

  async #write(): Promise<void> {
    this.#writing++
    // One turn of the event loop, for those who arrived together.
    await new Promise(setImmediate)
    while (this.#waiting.length > 0) {
      const group = this.#take()
      try {
        const blob = await this.#store(group)
        let start = 0
        for (const { bytes, done } of group) {
          done({ extent: { blob: blob.key, start, length: bytes.length, sums: blockSums(bytes) }, blob })
          start += bytes.length
        }
      } catch (error) {
        for (const { failed } of group) failed(error)
      }
    }
    this.#writing--
  }

  #take(): Waiting[] {
    let count = 0
    let size = 0
    for (const { bytes } of this.#waiting) {
      if (count === BLOB_BODIES || (count > 0 && size + bytes.length > BLOB_BYTES)) break
      size += bytes.length
      count++
    }
    return this.#waiting.splice(0, count)
  }

  async #store(group: readonly Waiting[]): Promise<StoredBlob> {
    const key = newBlobKey(this.#domain.now())
    const digest = startDigest(BLOB_DIGEST)
    let size = 0
    for (const { bytes } of group) {
      digest.update(bytes)
      size += bytes.length
    }
    await this.#domain.blobs.put(key, bytesOf(group), size)
    return { key, size, digest: `${BLOB_DIGEST}:${digest.hex()}` }
  }
}

async function* bytesOf(group: readonly Waiting[]): AsyncGenerator<Uint8Array> {
  for (const { bytes } of group) yield bytes
}

const gatherings = new WeakMap<Domain, Gathering>()

/** Stores a small body; durable when this resolves. */
export function gather(domain: Domain, bytes: Buffer): Promise<Gathered> {
  let gathering = gatherings.get(domain)
  if (gathering === undefined) {
    gathering = new Gathering(domain)
    gatherings.set(domain, gathering)
  }
  return gathering.add(bytes)
}
