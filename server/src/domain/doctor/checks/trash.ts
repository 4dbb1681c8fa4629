import { type Check, check } from '../check.ts'
import { recount } from '../recount.ts'

interface Row {
  id: number
  space: number
  parent: number
  name: string
  trash: number
}

const ENTRY = 'SELECT id FROM trash WHERE node = ?'
const NEW_ENTRY = `INSERT INTO trash (id, space, node, origin, name, location, deleted, deleted_by)
  VALUES (?, ?, ?, NULL, ?, ?, ?, NULL)`
const INTO = 'UPDATE node SET parent = ?, trashed = ? WHERE id = ?'

/** Along `node.id`: what lies in the trash has an entry, and the other way round. */
export const trashedNodes: Check = check<Row>({
  kind: 'trashed-node',
  sql: `SELECT n.id, n.space, n.parent, n.name, s.trash FROM node n JOIN space s ON s.id = n.space
    JOIN node p ON p.id = n.parent LEFT JOIN trash t ON t.id = n.trashed WHERE n.id BETWEEN ? AND ? AND (
      (n.trashed IS NULL AND n.parent = s.trash)
      OR (n.trashed IS NOT NULL AND (t.id IS NULL OR t.node <> n.id OR n.parent <> s.trash)))`,
  key: (row) => row.id,
  subject: (row) => `node ${row.id}`,
  detail: (row) => `“${row.name}” is half in the trash: its entry or its place is missing`,
  spaces: (row) => [row.space],
  async mend(writer, row, { now }) {
    let entry = (await writer.get<{ id: number }>(ENTRY, row.id))?.id
    if (entry === undefined) {
      entry = await writer.ids('row')
      await writer.run(NEW_ENTRY, entry, row.space, row.id, row.name, row.name, now)
    }
    await writer.run(INTO, row.trash, entry, row.id)
    await recount(writer, row.parent)
    await recount(writer, row.trash)
    return 'put into the trash, from where it can be restored'
  },
})

/** Along `trash.id`. An entry being purged outlives its node for a moment. */
export const trashEntries: Check = check<{ id: number; space: number; name: string; node: number }>({
  kind: 'trash-entry',
  sql: `SELECT t.id, t.space, t.name, t.node FROM trash t LEFT JOIN node n ON n.id = t.node
    WHERE t.id BETWEEN ? AND ? AND t.purging = 0 AND (n.id IS NULL OR n.trashed IS NULL OR n.trashed <> t.id)`,
  key: (row) => row.id,
  subject: (row) => `trash entry ${row.id}`,
  detail: (row) => `“${row.name}” (node ${row.node}) is listed in the trash and does not lie there`,
  spaces: (row) => [row.space],
  async mend(writer, row) {
    await writer.run('DELETE FROM trash WHERE id = ?', row.id)
    return 'the entry was removed'
  },
})
