import { BlobMissing, BlobRangeOutside } from '../../storage/blobs/blob-store.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { ContentId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'

/** Bytes are not what was stored. */
export class BytesDiffer extends Error {
  override readonly name = 'BytesDiffer'
}

const MARK = 'UPDATE blob SET damaged = ? WHERE key = ? AND damaged IS NULL'
const FILES = 'SELECT id FROM node WHERE content = ? ORDER BY id LIMIT 20'

const isDamage = (error: unknown): error is Error =>
  error instanceof BytesDiffer || error instanceof BlobMissing || error instanceof BlobRangeOutside

/**
 * What to throw when a blob could not be read: of one that is damaged the operator is told which files have it,
 * and `doctor` knows of it from here on.
 */
export async function readFault(
  domain: Domain,
  blob: string,
  content: ContentId | undefined,
  error: unknown,
): Promise<unknown> {
  if (!isDamage(error)) return error
  const files = await note(domain, blob, content).catch(() => [])
  const detail = `blob ${blob} is damaged: ${error.message} (node ${files.join(', ') || 'none'})`
  return new Refusal('damaged', 'content-damaged', { detail, cause: error })
}

async function note(domain: Domain, blob: string, content: ContentId | undefined): Promise<number[]> {
  await domain.records.write([], (writer) => writer.run(MARK, seconds(domain.now()), blob))
  if (content === undefined) return []
  const files = await domain.records.read((reader) => reader.all<{ id: number }>(FILES, content))
  return files.map(({ id }) => id)
}
