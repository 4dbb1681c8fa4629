import type { Member } from '../../vocabulary/actor.ts'
import type { Domain } from '../domain.ts'
import { chunkName, findUpload, type Upload } from './upload.ts'

export interface Chunk {
  readonly name: string
  readonly size: number
}

const CHUNKS = 'SELECT position, length FROM extent WHERE content = ? ORDER BY position'
const ALL = `SELECT id, person, name, content, space, declared, size, revision, created, touched
  FROM upload WHERE person = ? ORDER BY name`

/** What has arrived so far, in the order in which it will be put together. @throws Refusal `not-found`. */
export async function lookUpload(
  domain: Domain,
  actor: Member,
  name: string,
): Promise<{ upload: Upload; chunks: Chunk[] }> {
  return await domain.records.read(async (reader) => {
    const upload = await findUpload(reader, actor, name)
    const rows = await reader.all<{ position: string; length: number }>(CHUNKS, upload.content)
    return { upload, chunks: rows.map((row) => ({ name: chunkName(row.position), size: row.length })) }
  })
}

export const listUploads = (domain: Domain, actor: Member): Promise<Upload[]> =>
  domain.records.read((reader) => reader.all<Upload>(ALL, actor.person))
