import { randomFillSync } from 'node:crypto'

/**
 * The name of an immutable blob: 20 random characters of [0-9a-z], '-', and the second it was named, in
 * base 36. The random part comes first so that keys spread evenly over folders and S3 partitions; the time
 * lets the sweeper tell a stray from an upload under way without asking the store.
 */
export type BlobKey = string

const randomLength = 20
const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz'
const shape = /^[0-9a-z]{20}-(?:0|[1-9a-z][0-9a-z]{0,6})$/

/** Bytes from here up would favour the first letters of the alphabet. */
const fair = 256 - (256 % alphabet.length)

const pool = Buffer.allocUnsafe(4096)
let used = pool.length

/** @param now milliseconds since 1970 */
export function newBlobKey(now: number): BlobKey {
  let key = ''
  while (key.length < randomLength) {
    if (used === pool.length) {
      randomFillSync(pool)
      used = 0
    }
    const byte = pool[used++] as number
    if (byte < fair) key += alphabet[byte % alphabet.length]
  }
  return `${key}-${Math.floor(now / 1000).toString(36)}`
}

/** When the key was made: milliseconds since 1970, in whole seconds. */
export const blobKeyTime = (key: BlobKey): number => Number.parseInt(key.slice(randomLength + 1), 36) * 1000

/** Strict: what passes is safe as a file name and as an S3 key. */
export const isBlobKey = (text: unknown): text is BlobKey => typeof text === 'string' && shape.test(text)
