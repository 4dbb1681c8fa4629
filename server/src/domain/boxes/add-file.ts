import type { Checksum } from '../../vocabulary/checksum.ts'
import { SMALL_BODY } from '../content/gather.ts'
import { type Body, type Received, receive } from '../content/receive.ts'
import { claimedTypes, verify } from '../content/verify.ts'
import type { Domain } from '../domain.ts'
import type { Upload } from '../uploads/upload.ts'
import { mostBytesNow, tooLarge } from './begin-deposit.ts'
import type { Box } from './box.ts'
import { TELLING } from './first-bytes.ts'
import { fileName, foldersOf } from './names.ts'
import { requireBeginning, requireName } from './types.ts'

/** A file on its way into a deposit. */
export interface SentFile {
  /** As its sender calls it. */
  readonly name: string
  /** The folders it was sent with. */
  readonly folders?: readonly string[]
  /** Exact length, where it is known. */
  readonly size?: number
  /** Seconds. */
  readonly mtime?: number
  /** Verified before anything is kept. */
  readonly checksums?: readonly Checksum[]
  /** Its pieces may be lent. */
  readonly body: Body
}

/** A file whose bytes are safe, and which nobody has yet. */
export interface TakenFile {
  readonly name: string
  readonly folders: readonly string[]
  readonly size: number
  readonly sha256: string
  /** What its sender claimed, and is true. */
  readonly checksums: readonly Checksum[]
  readonly mtime?: number
  /** Or, where they came in pieces, the upload that holds them. */
  readonly bytes: Received | { readonly upload: Upload }
}

/**
 * Takes the bytes of one file of a deposit, counting their SHA-256 on the way. What is too long, or not what it is
 * called, is refused as soon as it is seen.
 * @throws Refusal `bad-name`, `not-permitted`, `over-quota`; and whatever the body throws.
 */
export async function takeFile(domain: Domain, box: Box, sent: SentFile): Promise<TakenFile> {
  const name = fileName(sent.name)
  requireName(box.types, name)
  const most = mostBytesNow(box)
  if ((sent.size ?? 0) > most) throw tooLarge(name)
  const { head, rest } = await beginningOf(sent.body, most, name)
  requireBeginning(box.types, name, head.subarray(0, TELLING))
  const claims = sent.checksums ?? []
  const bytes = await receive(domain, rest === undefined ? head : joined(head, rest), {
    wanted: ['SHA256', ...claimedTypes(claims)],
    ...(sent.size === undefined ? {} : { size: sent.size }),
  })
  return {
    name,
    folders: foldersOf(sent.folders ?? []),
    size: bytes.size,
    sha256: bytes.digests.get('SHA256')!,
    checksums: verify(claims, bytes.digests),
    ...(sent.mtime === undefined ? {} : { mtime: sent.mtime }),
    bytes,
  }
}

/** The first bytes, of the reader's own; and the rest, unless a small file has already come to its end. */
async function beginningOf(
  body: Body,
  most: number,
  name: string,
): Promise<{ head: Buffer; rest: AsyncIterator<Uint8Array> | undefined }> {
  if (Buffer.isBuffer(body)) {
    if (body.length > most) throw tooLarge(name)
    return { head: body, rest: undefined }
  }
  const source = limited(body, most, name)
  const pieces: Buffer[] = []
  let size = 0
  while (size <= SMALL_BODY) {
    const { done, value } = await source.next()
    if (done === true) return { head: Buffer.concat(pieces), rest: undefined }
    pieces.push(Buffer.from(value))
    size += value.length
  }
  return { head: Buffer.concat(pieces), rest: source }
}

async function* limited(
  body: AsyncIterable<Uint8Array>,
  most: number,
  name: string,
): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const piece of body) {
    size += piece.length
    if (size > most) throw tooLarge(name)
    yield piece
  }
}

async function* joined(head: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
