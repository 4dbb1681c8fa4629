import type { WriteWish } from '../../../domain/files/commit-write.ts'
import { beforeWrite } from '../../../domain/files/write.ts'
import { stateOf } from '../../../domain/locks/find.ts'
import type { BulkPart } from '../../../domain/uploads/bulk.ts'
import type { Member } from '../../../vocabulary/actor.ts'
import type { Checksum } from '../../../vocabulary/checksum.ts'
import { parseChecksums, parseDigest } from '../../wire/checksum-header.ts'
import { evaluateConditions } from '../../wire/conditions.ts'
import type { AnnouncedLengths } from '../../wire/length-headers.ts'
import { parseUnixTime } from '../../wire/mtime-header.ts'
import { MalformedRelated, parseRelated, type RelatedPart } from '../../wire/related.ts'
import { bodyOf } from '../body.ts'
import { conditionFailed, representation } from '../conditions.ts'
import { type Exchange, holdOf } from '../exchange.ts'
import { badRequest } from '../fault.ts'

/** One part of the request, for its line in the answer. */
export interface Slot {
  /** As it was sent: the key that the client looks for. */
  readonly path: string
  /** Why its bytes were not even taken. */
  refused: unknown
}

/** A part of this many bytes is asked for room before it is taken; smaller ones only when they are written. */
const SHORT = 64 * 1024

/**
 * The parts that may be written, as they arrive; the bytes of the others are passed over.
 * @param slots is filled with one for each part, in order.
 * @throws MalformedRelated, BodyTruncated, BodyStalled.
 */
export async function* readParts(
  exchange: Exchange<Member>,
  boundary: string,
  lengths: AnnouncedLengths,
  slots: Slot[],
): AsyncGenerator<BulkPart> {
  for await (const part of parseRelated(bodyOf(exchange, lengths), boundary)) {
    const path = part.headers.get('x-file-path')
    if (path === undefined) throw new MalformedRelated(part.index, 'headers')
    const slot: Slot = { path, refused: undefined }
    slots.push(slot)
    let accepted: BulkPart
    try {
      accepted = await accept(exchange, part, namesIn(path))
    } catch (error) {
      slot.refused = error
      continue
    }
    yield accepted
  }
}

/** The path is plain text, below the person's files; nothing in it is an instruction. */
function namesIn(path: string): string[] {
  const names = path
    .normalize('NFC')
    .split('/')
    .filter((name) => name !== '')
  if (path.includes('\0') || names.length === 0 || names.some((name) => name === '.' || name === '..'))
    throw badRequest('bulk-path')
  return names
}

async function accept(
  exchange: Exchange<Member>,
  part: RelatedPart,
  path: readonly string[],
): Promise<BulkPart> {
  const { domain, actor } = exchange
  const { headers, body, length } = part
  const mtime = parseUnixTime(headers.get('x-oc-mtime') ?? headers.get('x-file-mtime'), 'X-File-Mtime')
  const created = parseUnixTime(headers.get('x-oc-ctime') ?? headers.get('x-file-ctime'), 'X-File-CTime')
  const checksums = checksumsOf(headers)
  const wish: WriteWish = {
    hold: holdOf(actor),
    ...(await pinOf(exchange, headers, path)),
    ...(mtime === null ? {} : { mtime }),
    ...(created === null ? {} : { created }),
  }
  if (length >= SHORT) await beforeWrite(domain, actor, path, { ...wish, size: length })
  return { path, wish, checksums, body }
}

function checksumsOf(headers: ReadonlyMap<string, string>): Checksum[] {
  const md5 = headers.get('x-file-md5')
  const { checksums } = parseChecksums(headers.get('oc-checksum'))
  const own = md5 === undefined ? [] : [parseDigest('MD5', md5, 'X-File-MD5')]
  return [...new Set([...own, ...checksums])]
}

async function pinOf(
  { domain, actor }: Exchange<Member>,
  headers: ReadonlyMap<string, string>,
  path: readonly string[],
): Promise<Pick<WriteWish, 'pin'>> {
  const conditions = Object.fromEntries(
    ['if-match', 'if-none-match'].flatMap((name) => (headers.has(name) ? [[name, headers.get(name)!]] : [])),
  )
  if (Object.keys(conditions).length === 0) return {}
  const state = await stateOf(domain, actor, path)
  const verdict = evaluateConditions('PUT', conditions, representation(state))
  if (verdict.kind === 'failed') throw conditionFailed(verdict.header, state.etag)
  return { pin: state.pin }
}
