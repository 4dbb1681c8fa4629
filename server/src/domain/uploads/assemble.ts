import type { Sender } from '../../vocabulary/actor.ts'
import type { Checksum, ChecksumType } from '../../vocabulary/checksum.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { continued, startDigest } from '../content/digest.ts'
import { openContent } from '../content/open.ts'
import { claimedTypes, verify } from '../content/verify.ts'
import type { Domain } from '../domain.ts'
import { commitWrite, requireWritable, type WriteWish, type Written } from '../files/commit-write.ts'
import { spaceOf } from '../files/place.ts'
import { resolveTarget } from '../files/resolve.ts'
import { holdBackFrom } from '../malware/hold-back.ts'
import { RESERVE } from './begin.ts'
import { type PrefixSoFar, prefixDigests } from './prefix-digest.ts'
import { findUpload, reservedFor, type Upload } from './upload.ts'

export interface AssembleWish extends WriteWish {
  /** Bytes the file must have, by the sender's word. */
  readonly total?: number
  readonly checksums?: readonly Checksum[]
  readonly overwrite: boolean
}

const FORGET = 'DELETE FROM upload WHERE id = ?'
const SIZE = 'UPDATE content SET size = ? WHERE id = ?'

const assembling = new WeakMap<Domain, Set<number>>()

/**
 * Gives the chunks their place as one file: a metadata write, whatever their size. A failed try leaves the
 * chunks where they are.
 * @throws Refusal `not-found`, `bad-request`, `bad-checksum`, `locked` while another try runs, and all of a write.
 */
export async function assemble(
  domain: Domain,
  actor: Sender,
  name: string,
  destination: readonly string[],
  wish: AssembleWish,
): Promise<Written> {
  const { upload, space } = await domain.records.read(async (reader) => {
    const found = await findUpload(reader, actor, name)
    requireTotal(found, wish.total)
    const now = seconds(domain.now())
    const target = await resolveTarget(reader, actor, destination, now)
    if (target.existing !== undefined && !wish.overwrite) throw new Refusal('stale', 'destination-exists')
    // In the space where room is kept for it already, it needs none besides.
    const room = spaceOf(target) === found.space ? 0 : found.size
    await requireWritable(reader, target, room, wish, now)
    return { upload: found, space: spaceOf(target) }
  })
  const running = assembling.get(domain) ?? new Set<number>()
  assembling.set(domain, running)
  if (running.has(upload.id)) throw new Refusal('locked', 'upload-busy')
  running.add(upload.id)
  try {
    const claims = wish.checksums ?? []
    const checksums = verify(claims, await digestsOf(domain, upload, claimedTypes(claims))).join(' ')
    const written = await domain.records.write([...new Set([upload.space, space])], async (writer) => {
      const current = await findUpload(writer, actor, name)
      if (current.revision !== upload.revision) throw new Refusal('locked', 'upload-busy')
      const now = seconds(domain.now())
      const target = await resolveTarget(writer, actor, destination, now)
      if (target.existing !== undefined && !wish.overwrite) throw new Refusal('stale', 'destination-exists')
      await writer.run(FORGET, upload.id)
      await writer.run(RESERVE, -reservedFor(upload), upload.space)
      await writer.run(SIZE, upload.size, upload.content)
      const content = { id: upload.content, size: upload.size, checksums }
      await holdBackFrom(writer, domain, actor, content, now)
      return await commitWrite(writer, actor, target, content, wish, now)
    })
    prefixDigests(domain).forget(upload.id)
    return written
  } finally {
    running.delete(upload.id)
  }
}

function requireTotal(upload: Upload, total: number | undefined): void {
  if (total !== undefined && total !== upload.size)
    throw new Refusal('bad-request', 'chunks-sum', { facts: { expected: total, found: upload.size } })
}

/** What the chunks already told while they came, and the rest read back. */
export async function digestsOf(
  domain: Domain,
  upload: Upload,
  types: readonly ChecksumType[],
): Promise<Map<ChecksumType, string>> {
  const digests = new Map<ChecksumType, string>()
  for (const type of new Set(types)) {
    const known = await knownOf(domain, upload, type)
    const from = known?.bytes ?? 0
    const running = from > 0 ? continued(known!.hash) : startDigest(type)
    if (from < upload.size)
      for await (const bytes of await openContent(domain, upload.content, { start: from, end: upload.size }))
        running.update(bytes as Uint8Array)
    digests.set(type, running.hex())
  }
  return digests
}

const FIRST = 'SELECT blob, start FROM extent WHERE content = ? ORDER BY position LIMIT ?'

/** What was digested while it came, if that still is how the file begins. */
async function knownOf(domain: Domain, upload: Upload, type: ChecksumType): Promise<PrefixSoFar | undefined> {
  const known = prefixDigests(domain).soFar(upload)
  if (known === undefined || known.type !== type || known.bytes > upload.size) return undefined
  if (known.isWhole) return known
  const rows = await domain.records.read((reader) =>
    reader.all<{ blob: string; start: number }>(FIRST, upload.content, known.chunks),
  )
  return known.isOf(rows) ? known : undefined
}
