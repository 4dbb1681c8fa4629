import type { Writer } from '../../storage/records/records.ts'
import type { ContentId } from '../../vocabulary/ids.ts'
import type { Received } from './receive.ts'

export const INSERT_BLOB = 'INSERT INTO blob (key, size, digest) VALUES (?, ?, ?)'
export const INSERT_EXTENT =
  'INSERT INTO extent (content, position, blob, start, length) VALUES (?, ?, ?, ?, ?)'
export const INSERT_CONTENT = 'INSERT INTO content (id, size) VALUES (?, ?)'

/** Gives received bytes their rows: from here on they are known, and no longer swept as strays. */
export async function keepContent(writer: Writer, received: Received): Promise<ContentId> {
  const id = await writer.ids('row')
  await writer.run(INSERT_CONTENT, id, received.size)
  for (const blob of received.blobs) await writer.run(INSERT_BLOB, blob.key, blob.size, blob.digest)
  for (const [at, extent] of received.extents.entries())
    await writer.run(INSERT_EXTENT, id, String(at).padStart(6, '0'), extent.blob, extent.start, extent.length)
  return id
}
