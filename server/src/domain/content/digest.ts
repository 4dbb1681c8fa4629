import { createHash, type Hash, hash } from 'node:crypto'
import type { ChecksumType } from '../../vocabulary/checksum.ts'
import { adler32 } from './adler32.ts'

export interface Digest {
  update(bytes: Uint8Array): unknown
  /** The end: nothing may be added afterwards. */
  hex(): string
}

const NODE_NAMES: Record<Exclude<ChecksumType, 'ADLER32'>, string> = {
  SHA1: 'sha1',
  MD5: 'md5',
  SHA256: 'sha256',
  'SHA3-256': 'sha3-256',
}

export const continued = (hash: Hash): Digest => ({
  update: (bytes) => hash.update(bytes),
  hex: () => hash.digest('hex'),
})

export const startDigest = (type: ChecksumType): Digest =>
  type === 'ADLER32' ? adler32() : continued(createHash(NODE_NAMES[type]))

/** The digest of bytes that are all there: a third of the price of starting one. */
export function digestOf(type: ChecksumType, bytes: Uint8Array): string {
  if (type !== 'ADLER32') return hash(NODE_NAMES[type], bytes)
  const digest = adler32()
  digest.update(bytes)
  return digest.hex()
}
