import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { type Check, check } from '../check.ts'
import type { FindingKind } from '../finding.ts'

interface Row {
  node: number
  count: number
}

/** Something that hangs on a node, along the node's id. */
const belonging = (kind: FindingKind, table: string): Check =>
  check<Row>({
    kind,
    sql: `SELECT b.node, count(*) AS count FROM ${table} b WHERE b.node BETWEEN ? AND ?
      AND NOT EXISTS (SELECT 1 FROM node n WHERE n.id = b.node) GROUP BY b.node`,
    key: (row) => row.node,
    subject: (row) => `${table} of node ${row.node}`,
    detail: (row) => `${row.count} of a node that does not exist`,
    async mend(writer, row) {
      await writer.run(`DELETE FROM ${table} WHERE node = ?`, row.node)
      return 'removed'
    },
  })

export const lockDangling = belonging('lock-dangling', 'lock')
export const favouriteDangling = belonging('favourite-dangling', 'favourite')
export const propertyDangling = belonging('property-dangling', 'property')

/** Along `mount.id`. */
export const mountDangling: Check = check<{ id: number; person: string; name: string }>({
  kind: 'mount-dangling',
  sql: `SELECT m.id, m.person, m.name FROM mount m LEFT JOIN node p ON p.id = m.parent
    WHERE m.id BETWEEN ? AND ? AND (p.id IS NULL OR p.kind <> ${FOLDER}
      OR NOT EXISTS (SELECT 1 FROM node n WHERE n.id = m.node))`,
  key: (row) => row.id,
  subject: (row) => `mount ${row.id}`,
  detail: (row) => `“${row.name}” of ${row.person} leads to nothing, or stands in no folder`,
  async mend(writer, row) {
    await writer.run('DELETE FROM mount WHERE id = ?', row.id)
    return 'removed'
  },
})
