import { createHash } from 'node:crypto'
import type { Member, Sender } from '../../vocabulary/actor.ts'
import { type ContentReader, readContent } from '../content/open.ts'
import type { Domain } from '../domain.ts'
import { chunkName, findUpload, UPLOAD, type Upload } from './upload.ts'

export interface Chunk {
  readonly name: string
  readonly size: number
  /** Another after each replacement. */
  readonly etag: string
}

const CHUNKS = 'SELECT position, length, blob FROM extent WHERE content = ? ORDER BY position'
const ALL = `SELECT ${UPLOAD} FROM upload WHERE person = ? AND share = 0 ORDER BY name`

/** What has arrived so far, in the order in which it will be put together. @throws Refusal `not-found`. */
export async function lookUpload(
  domain: Domain,
  actor: Sender,
  name: string,
): Promise<{ upload: Upload; chunks: Chunk[] }> {
  return await domain.records.read(async (reader) => {
    const upload = await findUpload(reader, actor, name)
    const rows = await reader.all<{ position: string; length: number; blob: string }>(CHUNKS, upload.content)
    const chunks = rows.map(({ position, length, blob }) => ({
      name: chunkName(position),
      size: length,
      etag: createHash('md5').update(blob).digest('hex'),
    }))
    return { upload, chunks }
  })
}

export const listUploads = (domain: Domain, actor: Member): Promise<Upload[]> =>
  domain.records.read((reader) => reader.all<Upload>(ALL, actor.person))

/** @throws Refusal `not-found`. */
export const requireUpload = (domain: Domain, actor: Sender, name: string): Promise<Upload> =>
  domain.records.read((reader) => findUpload(reader, actor, name))

/** What has arrived, put together in order, from `start` up to, not including, `end`. */
export const readUpload = (
  domain: Domain,
  upload: Upload,
  range: { start: number; end: number },
): Promise<ContentReader> => readContent(domain, upload.content, range)
