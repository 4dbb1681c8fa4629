import type { Writer } from '../../storage/records/records.ts'
import type { DropVisitor } from '../../vocabulary/actor.ts'
import type { Checksum } from '../../vocabulary/checksum.ts'
import type { ContentId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { openContent } from '../content/open.ts'
import { claimedTypes, verify } from '../content/verify.ts'
import type { Domain } from '../domain.ts'
import { digestsOf } from '../uploads/assemble.ts'
import { RESERVE } from '../uploads/begin.ts'
import { findUpload, reservedFor, type Upload } from '../uploads/upload.ts'
import type { TakenFile } from './add-file.ts'
import { mostBytesNow, tooLarge } from './begin-deposit.ts'
import type { Box } from './box.ts'
import { TELLING } from './first-bytes.ts'
import { fileName, foldersOf } from './names.ts'
import { requireBeginning, requireName } from './types.ts'

/** A file that came in pieces. */
export interface GatheredFile {
  /** As its sender calls it. */
  readonly name: string
  readonly folders?: readonly string[]
  /** Bytes it must have, by its sender's word. */
  readonly size?: number
  /** Seconds. */
  readonly mtime?: number
  readonly checksums?: readonly Checksum[]
  /** What the pieces were gathered under. */
  readonly upload: string
}

/**
 * Takes the pieces of a file as one. Their SHA-256 was counted while they came; what came before a restart is read
 * back.
 * @throws Refusal `not-found` when nothing came, `bad-request` when something is missing, and all of `takeFile`.
 */
export async function takeGathered(
  domain: Domain,
  visitor: DropVisitor,
  box: Box,
  sent: GatheredFile,
): Promise<TakenFile> {
  const name = fileName(sent.name)
  requireName(box.types, name)
  const upload = await domain.records.read((reader) => findUpload(reader, visitor, sent.upload))
  const { size, content } = upload
  if (sent.size !== undefined && sent.size !== size)
    throw new Refusal('bad-request', 'chunks-sum', { facts: { expected: sent.size, found: size } })
  if (size > mostBytesNow(box)) throw tooLarge(name)
  const first = await openContent(domain, content, { start: 0, end: Math.min(size, TELLING) })
  requireBeginning(box.types, name, Buffer.concat(await first.toArray()))
  const claims = sent.checksums ?? []
  const digests = await digestsOf(domain, upload, ['SHA256', ...claimedTypes(claims)])
  const sha256 = digests.get('SHA256')!
  const checksums = verify(claims, digests)
  const mtime = sent.mtime === undefined ? {} : { mtime: sent.mtime }
  return {
    name,
    folders: foldersOf(sent.folders ?? []),
    size,
    sha256,
    checksums,
    ...mtime,
    bytes: { upload },
  }
}

const AGAIN = 'SELECT id, declared, size, content, space, revision FROM upload WHERE id = ?'
const FORGET = 'DELETE FROM upload WHERE id = ?'
const SIZE = 'UPDATE content SET size = ? WHERE id = ?'

/** Makes the pieces a content that a file can have. @throws Refusal `locked` when another piece came meanwhile. */
export async function takeUpload(writer: Writer, { upload }: { upload: Upload }): Promise<ContentId> {
  const current = await writer.get<Upload>(AGAIN, upload.id)
  if (current?.revision !== upload.revision) throw new Refusal('locked', 'upload-busy')
  await writer.run(FORGET, upload.id)
  await writer.run(RESERVE, -reservedFor(current), current.space)
  await writer.run(SIZE, current.size, current.content)
  return current.content
}
