import type { Writer } from '../../storage/records/records.ts'
import type { ContentId } from '../../vocabulary/ids.ts'
import type { Received } from './receive.ts'
import type { Extent, StoredBlob } from './stored.ts'

/** Of the files that share a blob, the first to be kept brings its row. */
const INSERT_BLOB = 'INSERT INTO blob (key, size, digest) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING'
const INSERT_EXTENT =
  'INSERT INTO extent (content, position, blob, start, length, sums) VALUES (?, ?, ?, ?, ?, ?)'
const INSERT_CONTENT = 'INSERT INTO content (id, size) VALUES (?, ?)'

export const keepBlob = (writer: Writer, blob: StoredBlob): Promise<number> =>
  writer.run(INSERT_BLOB, blob.key, blob.size, blob.digest)

/** @param extent none for a piece without bytes. */
export const keepExtent = (
  writer: Writer,
  content: ContentId,
  position: string,
  extent: Extent | undefined,
): Promise<number> =>
  writer.run(
    INSERT_EXTENT,
    content,
    position,
    extent?.blob ?? '',
    extent?.start ?? 0,
    extent?.length ?? 0,
    extent?.sums ?? '',
  )

/** @param known its id, where it must have a certain one. */
export async function makeContent(writer: Writer, size: number, known?: ContentId): Promise<ContentId> {
  const id = known ?? (await writer.ids('row'))
  await writer.run(INSERT_CONTENT, id, size)
  return id
}

/**
 * The statement that tells the sweeper of all contents that some rows name, its values: now in seconds, then those
 * of `rows`.
 * @param rows a table and a condition.
 */
export const disowning = (rows: string): string =>
  `INSERT INTO garbage (content, since) SELECT content, CAST(? AS BIGINT) FROM ${rows} ON CONFLICT (content) DO NOTHING`

const DISOWN = 'INSERT INTO garbage (content, since) VALUES (?, ?) ON CONFLICT (content) DO NOTHING'

/** What may belong to nobody any more is looked at by the sweeper. @param now seconds. */
export const disown = (writer: Writer, content: ContentId, now: number): Promise<number> =>
  writer.run(DISOWN, content, now)

/**
 * Lets a content that nobody has carry a whole blob, so that the sweeper looks at it later: if nothing else comes
 * to name it, it goes.
 */
export async function carryBlob(
  writer: Writer,
  blob: Pick<StoredBlob, 'key' | 'size'>,
  now: number,
): Promise<void> {
  const carrier = await makeContent(writer, blob.size)
  await keepExtent(writer, carrier, '0', { blob: blob.key, start: 0, length: blob.size, sums: '' })
  await disown(writer, carrier, now)
}

/** Gives received bytes their rows: from here on they are known, and no longer swept as strays. */
export async function keepContent(writer: Writer, { size, stored }: Received): Promise<ContentId> {
  const id = await makeContent(writer, size)
  if (stored !== undefined) {
    await keepBlob(writer, stored.blob)
    await keepExtent(writer, id, '0', stored.extent)
  }
  return id
}
