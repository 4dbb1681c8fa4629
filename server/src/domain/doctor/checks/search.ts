import { climb } from '../../files/climb.ts'
import { entryOf, type SearchEntry, type Searched } from '../../search/entry.ts'
import { type Check, check } from '../check.ts'

type Row = Searched & Pick<SearchEntry, 'folded'> & { space: number; missing: number; told: number }

/** Of the spaces whose copy says that it is up with the log; capitals and accents the database cannot judge. */
const WRONG = `SELECT n.space, n.id, n.name, n.kind, n.size, n.mtime, n.created, n.uploaded, n.mime, e.folded,
    CASE WHEN e.node IS NULL THEN 1 ELSE 0 END AS missing,
    CASE WHEN e.kind <> n.kind OR e.size <> n.size OR e.mtime <> n.mtime THEN 1 ELSE 0 END AS told
  FROM node n JOIN space s ON s.id = n.space JOIN search_progress p ON p.space = n.space AND p.seq = s.seq
  LEFT JOIN search_entry e ON e.space = n.space AND e.node = n.id
  WHERE n.id BETWEEN ? AND ? AND n.trashed IS NULL AND n.id <> s.root AND n.id <> s.trash
    AND (e.node IS NULL OR e.kind <> n.kind OR e.size <> n.size OR e.mtime <> n.mtime OR e.folded <> lower(n.name))`

/** Along `node.id`: what is searched says the same as the nodes. */
export const searchEntry: Check = check<Row>({
  kind: 'search-entry',
  sql: WRONG,
  async unless(reader, row) {
    if (row.missing === 1) return (await climb(reader, row.id)).trashed
    return row.told === 0 && row.folded === entryOf(row).folded
  },
  key: (row) => row.id,
  subject: (row) => `node ${row.id}`,
  detail: (row) => `“${row.name}” cannot be found by searching, or only as something else`,
  spaces: (row) => [row.space],
  async mend(writer, row) {
    await writer.run('DELETE FROM search_progress WHERE space = ?', row.space)
    return 'what is searched of this space is made again by the next search'
  },
})

/** Along `search_entry.space`. */
export const searchDangling: Check = check<{ space: number; count: number }>({
  kind: 'search-dangling',
  sql: `SELECT e.space, count(*) AS count FROM search_entry e WHERE e.space BETWEEN ? AND ?
    AND NOT EXISTS (SELECT 1 FROM node n WHERE n.id = e.node) GROUP BY e.space`,
  key: (row) => row.space,
  subject: (row) => `space ${row.space}`,
  detail: (row) => `${row.count} rows of search_entry belong to nodes that do not exist`,
  spaces: (row) => [row.space],
  async mend(writer, row) {
    await writer.run(
      'DELETE FROM search_entry WHERE space = ? AND NOT EXISTS (SELECT 1 FROM node n WHERE n.id = search_entry.node)',
      row.space,
    )
    return 'removed'
  },
})
