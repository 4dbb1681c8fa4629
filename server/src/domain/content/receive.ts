import { newBlobKey } from '../../vocabulary/blob-key.ts'
import type { ChecksumType } from '../../vocabulary/checksum.ts'
import type { Domain } from '../domain.ts'
import { BlockSums } from './block-sums.ts'
import { digestOf, startDigest } from './digest.ts'
import { gather, SMALL_BODY } from './gather.ts'
import { BLOB_DIGEST, type Extent, type StoredBlob } from './stored.ts'

/** Bytes that are safe, and unknown to anyone until a row names them. */
export interface Received {
  readonly size: number
  /** Absent when there are no bytes: then nothing is stored. */
  readonly stored: { readonly extent: Extent; readonly blob: StoredBlob } | undefined
  readonly digests: ReadonlyMap<ChecksumType, string>
}

export interface Receiving {
  /** Exact length, where it is known. */
  readonly size?: number
  /** Digests to compute of the body. */
  readonly wanted?: readonly ChecksumType[]
  readonly also?: (bytes: Uint8Array) => void
}

/** What comes, or what is there already when it is small. */
export type Body = AsyncIterable<Uint8Array> | Buffer

/**
 * The one doorway for bytes: counts and hashes them on their way into a blob, durable when this resolves. Small
 * bodies share a blob with those that come at the same time.
 */
export async function receive(domain: Domain, body: Body, options: Receiving = {}): Promise<Received> {
  if (Buffer.isBuffer(body)) return await receiveWhole(domain, body, options)
  const small = options.size !== undefined && options.size <= SMALL_BODY
  return small ? await receiveSmall(domain, body, options) : await receiveStream(domain, body, options)
}

/** Computes what was asked for while the bytes pass. */
function watched(
  body: AsyncIterable<Uint8Array>,
  types: Iterable<ChecksumType>,
  also?: (bytes: Uint8Array) => void,
) {
  const running = [...new Set(types)].map((type) => [type, startDigest(type)] as const)
  const sums = new BlockSums()
  let size = 0
  async function* passing(): AsyncGenerator<Uint8Array> {
    for await (const bytes of body) {
      if (bytes.length === 0) continue
      size += bytes.length
      sums.update(bytes)
      for (const [, digest] of running) digest.update(bytes)
      also?.(bytes)
      yield bytes
    }
  }
  return {
    passing,
    size: () => size,
    sums: () => sums.text(),
    digests: () => new Map(running.map(([type, digest]) => [type, digest.hex()] as const)),
  }
}

async function receiveSmall(
  domain: Domain,
  body: AsyncIterable<Uint8Array>,
  options: Receiving,
): Promise<Received> {
  const pieces: Uint8Array[] = []
  for await (const bytes of body) pieces.push(bytes)
  return await receiveWhole(domain, Buffer.concat(pieces), options)
}

async function receiveWhole(domain: Domain, bytes: Buffer, options: Receiving): Promise<Received> {
  options.also?.(bytes)
  const types = new Set(options.wanted)
  const digests = new Map([...types].map((type) => [type, digestOf(type, bytes)] as const))
  const stored = bytes.length === 0 ? undefined : await gather(domain, bytes)
  return { size: bytes.length, stored, digests }
}

async function receiveStream(
  domain: Domain,
  body: AsyncIterable<Uint8Array>,
  options: Receiving,
): Promise<Received> {
  const watch = watched(body, [BLOB_DIGEST, ...(options.wanted ?? [])], options.also)
  const source = watch.passing()
  const first = await source.next()
  if (first.done === true) return { size: 0, stored: undefined, digests: watch.digests() }
  const key = newBlobKey(domain.now())
  await domain.blobs.put(key, resumed(first.value, source), options.size)
  const size = watch.size()
  const digests = watch.digests()
  const blob = { key, size, digest: `${BLOB_DIGEST}:${digests.get(BLOB_DIGEST)}` }
  const extent = { blob: key, start: 0, length: size, sums: watch.sums() }
  return { size, stored: { extent, blob }, digests }
}

/** Left early, it lets go of the rest too: who holds the body may then throw away what still comes. */
async function* resumed(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}
