import { createHash, type Hash } from 'node:crypto'
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
