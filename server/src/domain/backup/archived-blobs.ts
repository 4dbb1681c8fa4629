import type { Archive, ArchivedTable } from '../../storage/archive/archive.ts'
import type { BlobRow } from './copy-blob.ts'

const PAGE = 1_000

/** The blobs an archived table names, some at a time. */
export async function* archivedBlobs(archive: Archive, table: ArchivedTable): AsyncGenerator<BlobRow[]> {
  const [key, size, digest] = ['key', 'size', 'digest'].map((name) => table.columns.indexOf(name)) as [
    number,
    number,
    number,
  ]
  let some: BlobRow[] = []
  for await (const row of archive.rows(table)) {
    some.push({ key: row[key] as string, size: row[size] as number, digest: row[digest] as string })
    if (some.length < PAGE) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}
