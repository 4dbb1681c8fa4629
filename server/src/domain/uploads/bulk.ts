import type { Actor } from '../../vocabulary/actor.ts'
import { newBlobKey } from '../../vocabulary/blob-key.ts'
import type { Checksum, ChecksumType } from '../../vocabulary/checksum.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { BlockSums } from '../content/block-sums.ts'
import { startDigest } from '../content/digest.ts'
import { carryBlob, keepBlob, keepExtent, makeContent } from '../content/keep.ts'
import { BLOB_DIGEST, type StoredBlob } from '../content/stored.ts'
import { claimedTypes, verify } from '../content/verify.ts'
import type { Domain } from '../domain.ts'
import { commitWrite, type WriteWish, type Written } from '../files/commit-write.ts'
import { spaceOf } from '../files/place.ts'
import { resolveTarget } from '../files/resolve.ts'

export interface BulkPart {
  readonly path: readonly string[]
  readonly wish: WriteWish
  /** At least one; verified. */
  readonly checksums: readonly Checksum[]
  readonly body: AsyncIterable<Uint8Array>
}

export type BulkOutcome = { readonly written: Written } | { readonly refused: unknown }

interface Arrived {
  readonly part: BulkPart
  readonly start: number
  readonly length: number
  readonly sums: string
  readonly digests: Map<ChecksumType, string>
}

/**
 * Many small files in one request: one blob, one flush of the disk, and a transaction that they share; each of
 * them succeeds or fails by itself.
 * @param parts a fault in it ends the taking; what had arrived whole is still written.
 * @returns an outcome for each part that arrived, in order, and the fault if there was one.
 */
export async function writeBulk(
  domain: Domain,
  actor: Actor,
  parts: AsyncIterable<BulkPart>,
): Promise<{ outcomes: BulkOutcome[]; fault: unknown }> {
  const arrived: Arrived[] = []
  let fault: unknown
  const digest = startDigest(BLOB_DIGEST)
  let size = 0
  async function* bytes(): AsyncIterable<Uint8Array> {
    try {
      for await (const part of parts) {
        const start = size
        const types = new Set(claimedTypes(part.checksums))
        const running = [...types].map((type) => [type, startDigest(type)] as const)
        const sums = new BlockSums()
        for await (const chunk of part.body) {
          size += chunk.length
          sums.update(chunk)
          digest.update(chunk)
          for (const [, one] of running) one.update(chunk)
          yield chunk
        }
        const digests = new Map(running.map(([type, one]) => [type, one.hex()] as const))
        arrived.push({ part, start, length: size - start, sums: sums.text(), digests })
      }
    } catch (error) {
      fault = error
    }
  }
  const key = newBlobKey(domain.now())
  await domain.blobs.put(key, bytes())
  if (size === 0) await domain.blobs.remove([key])
  else await keep(domain, { key, size, digest: `${BLOB_DIGEST}:${digest.hex()}` })
  const outcomes = await Promise.all(arrived.map((one) => writeOne(domain, actor, key, one)))
  return { outcomes, fault }
}

/** The blob has its row before any file refers to it, and goes if every file is refused. */
async function keep(domain: Domain, blob: StoredBlob): Promise<void> {
  await domain.records.write([], async (writer) => {
    await keepBlob(writer, blob)
    await carryBlob(writer, blob, seconds(domain.now()))
  })
}

async function writeOne(domain: Domain, actor: Actor, blob: string, one: Arrived): Promise<BulkOutcome> {
  const { part, start, length, sums } = one
  try {
    if (part.checksums.length === 0) throw new Refusal('bad-checksum', 'checksum-missing')
    const checksums = verify(part.checksums, one.digests).join(' ')
    const before = seconds(domain.now())
    const space = await domain.records.read(async (reader) =>
      spaceOf(await resolveTarget(reader, actor, part.path, before)),
    )
    const written = await domain.records.write([space], async (writer) => {
      const now = seconds(domain.now())
      const target = await resolveTarget(writer, actor, part.path, now)
      const id = await makeContent(writer, length)
      if (length > 0) await keepExtent(writer, id, '0', { blob, start, length, sums })
      return await commitWrite(writer, actor, target, { id, size: length, checksums }, part.wish, now)
    })
    return { written }
  } catch (refused) {
    return { refused }
  }
}
