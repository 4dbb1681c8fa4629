import type { Actor } from '../../vocabulary/actor.ts'
import type { Checksum, ChecksumType } from '../../vocabulary/checksum.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { keepContent } from '../content/keep.ts'
import { type Body, receive } from '../content/receive.ts'
import { claimedTypes, verify } from '../content/verify.ts'
import type { Domain } from '../domain.ts'
import { holdBackFrom } from '../malware/hold-back.ts'
import { commitWrite, requireWritable, type WriteWish, type Written } from './commit-write.ts'
import { spaceOf } from './place.ts'
import { resolveTarget } from './resolve.ts'

export interface FileWish extends WriteWish {
  /** Bytes to come, by the sender's word; room is asked for before they are taken. */
  readonly announced?: number
  /** Exact length of the body when it is known. */
  readonly size?: number
  /** Verified before anything is kept. */
  readonly checksums?: readonly Checksum[]
  /** Digests the sender wants to be told. */
  readonly wanted?: readonly ChecksumType[]
}

export interface FileWritten extends Written {
  readonly digests: ReadonlyMap<ChecksumType, string>
}

/** Refuses what would be refused at the end, before a byte is sent. */
export async function beforeWrite(
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  wish: FileWish,
): Promise<void> {
  const now = seconds(domain.now())
  await domain.records.read(async (reader) => {
    const target = await resolveTarget(reader, actor, path, now)
    await requireWritable(reader, target, Math.max(wish.announced ?? 0, wish.size ?? 0), wish, now)
  })
}

/**
 * Writes a file. Bytes first, row second; a body that breaks off leaves the old content untouched.
 * @throws Refusal; and whatever `body` throws.
 */
export async function writeFile(
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  body: Body,
  wish: FileWish,
): Promise<FileWritten> {
  const before = seconds(domain.now())
  const space = await domain.records.read(async (reader) =>
    spaceOf(await resolveTarget(reader, actor, path, before)),
  )
  const claims = wish.checksums ?? []
  const received = await receive(domain, body, {
    ...(wish.size === undefined ? {} : { size: wish.size }),
    wanted: [...claimedTypes(claims), ...(wish.wanted ?? [])],
  })
  const checksums = verify(claims, received.digests).join(' ')
  const written = await domain.records.write([space], async (writer) => {
    const now = seconds(domain.now())
    const target = await resolveTarget(writer, actor, path, now)
    const id = await keepContent(writer, received)
    await holdBackFrom(writer, domain, actor, { id, size: received.size }, now)
    return await commitWrite(writer, actor, target, { id, size: received.size, checksums }, wish, now)
  })
  return { ...written, digests: received.digests }
}
