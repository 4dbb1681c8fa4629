import { createHash, type Hash } from 'node:crypto'
import { newBlobKey } from '../../vocabulary/blob-key.ts'
import type { Checksum, ChecksumType } from '../../vocabulary/checksum.ts'
import type { Domain } from '../domain.ts'
import { adler32 } from './adler32.ts'

export interface Extent {
  readonly blob: string
  readonly start: number
  readonly length: number
}

/** Bytes that are safe, and unknown to anyone until a row names them. */
export interface Received {
  readonly size: number
  readonly extents: readonly Extent[]
  readonly blobs: readonly { readonly key: string; readonly size: number; readonly digest: Checksum }[]
  readonly digests: ReadonlyMap<ChecksumType, string>
}

/** What every blob is checked against later. As fast as any other here, and the one that sync clients send. */
export const BLOB_DIGEST = 'SHA1'

interface Running {
  update(chunk: Uint8Array): unknown
  hex(): string
}

const NODE_NAMES: Record<Exclude<ChecksumType, 'ADLER32'>, string> = {
  SHA1: 'sha1',
  MD5: 'md5',
  SHA256: 'sha256',
  'SHA3-256': 'sha3-256',
}

export function startDigest(type: ChecksumType): Running {
  if (type === 'ADLER32') return adler32()
  const hash: Hash = createHash(NODE_NAMES[type])
  return { update: (chunk) => hash.update(chunk), hex: () => hash.digest('hex') }
}

/**
 * The one doorway for bytes: counts and hashes them on their way into a new blob, durable when this resolves.
 * Nothing is stored for no bytes.
 * @param wanted digests to compute besides the blob's own.
 */
export async function receive(
  domain: Domain,
  body: AsyncIterable<Uint8Array>,
  options: { size?: number; wanted?: readonly ChecksumType[]; also?: (chunk: Uint8Array) => void } = {},
): Promise<Received> {
  const running = new Map<ChecksumType, Running>()
  for (const type of new Set<ChecksumType>([BLOB_DIGEST, ...(options.wanted ?? [])]))
    running.set(type, startDigest(type))
  const digests = [...running.values()]
  let size = 0
  async function* counted(): AsyncIterable<Uint8Array> {
    for await (const chunk of body) {
      size += chunk.length
      for (const digest of digests) digest.update(chunk)
      options.also?.(chunk)
      yield chunk
    }
  }
  const source = counted()[Symbol.asyncIterator]()
  const opening = await source.next()
  const blobs: Received['blobs'][number][] = []
  const key = newBlobKey(domain.now())
  if (opening.done !== true) await domain.blobs.put(key, resumed(opening.value, source), options.size)
  const hex = new Map([...running].map(([type, digest]) => [type, digest.hex()] as const))
  if (opening.done !== true) blobs.push({ key, size, digest: `${BLOB_DIGEST}:${hex.get(BLOB_DIGEST)}` })
  return {
    size,
    blobs,
    extents: blobs.map((blob) => ({ blob: blob.key, start: 0, length: size })),
    digests: hex,
  }
}

async function* resumed(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  yield first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}
