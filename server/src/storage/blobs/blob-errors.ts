import type { BlobKey } from '../../vocabulary/blob-key.ts'
import { isBlobKey } from '../../vocabulary/blob-key.ts'

/** No blob has this key: never stored, or removed. */
export class BlobMissing extends Error {
  override readonly name = 'BlobMissing'
  readonly key: BlobKey
  constructor(key: BlobKey) {
    super(`no blob ${key}`)
    this.key = key
  }
}

/** The key names a blob already, or one being written; what is there stays as it is. */
export class BlobTaken extends Error {
  override readonly name = 'BlobTaken'
  readonly key: BlobKey
  constructor(key: BlobKey) {
    super(`blob ${key} exists`)
    this.key = key
  }
}

/** The body was shorter or longer than its announced size; nothing was stored. */
export class BlobSizeDiffers extends Error {
  override readonly name = 'BlobSizeDiffers'
  readonly announced: number
  readonly received: number
  constructor(announced: number, received: number) {
    super(`body of ${received} bytes announced as ${announced}`)
    this.announced = announced
    this.received = received
  }
}

/** A range that is malformed or reaches past the blob's end: a caller's mistake, or a truncated blob. */
export class BlobRangeOutside extends RangeError {
  override readonly name = 'BlobRangeOutside'
}

/** Not a key: refused before anything is touched. */
export class BadBlobKey extends TypeError {
  override readonly name = 'BadBlobKey'
}

export function checkBlobKey(key: unknown): asserts key is BlobKey {
  // The text itself is left out: it is a stranger's.
  if (!isBlobKey(key)) throw new BadBlobKey('not a blob key')
}
