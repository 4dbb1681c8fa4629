import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { type Check, check } from '../check.ts'
import type { FindingKind } from '../finding.ts'
import { isUncounted, MEMBERS, recount } from '../recount.ts'

interface Folder {
  id: number
  space: number
  name: string
  size: number
  expected: number
}

/** Along `node.id`. Below a folder that is being purged, rows go and sizes stay; below a draft they have yet to come. */
export const folderSize: Check = check<Folder>({
  kind: 'folder-size',
  sql: `SELECT f.id, f.space, f.name, f.size, f.expected FROM (
      SELECT n.id, n.space, n.name, n.size, ${MEMBERS} AS expected
      FROM node n WHERE n.id BETWEEN ? AND ? AND n.kind = ${FOLDER}) f WHERE f.size <> f.expected`,
  unless: (reader, row) => isUncounted(reader, row.id),
  key: (row) => row.id,
  subject: (row) => `node ${row.id}`,
  detail: (row) => `the folder “${row.name}” counts ${row.size} bytes and holds ${row.expected}`,
  spaces: (row) => [row.space],
  async mend(writer, row) {
    await recount(writer, row.id)
    return 'counted anew'
  },
})

interface Space {
  id: number
  held: number
  expected: number
}

const counter = (kind: FindingKind, column: string, expected: string): Check =>
  check<Space>({
    kind,
    sql: `SELECT s.id, s.${column} AS held, COALESCE(x.sum, 0) AS expected FROM space s
      LEFT JOIN (${expected}) x ON x.space = s.id
      WHERE s.id BETWEEN ? AND ? AND s.${column} <> COALESCE(x.sum, 0)`,
    key: (row) => row.id,
    subject: (row) => `space ${row.id}`,
    detail: (row) => `${column} says ${row.held}, it is ${row.expected}`,
    spaces: (row) => [row.id],
    async mend(writer, row) {
      await writer.run(`UPDATE space SET ${column} = ? WHERE id = ?`, row.expected, row.id)
      return 'counted anew'
    },
  })

const versionsSize = counter(
  'versions-size',
  'versions_size',
  'SELECT space, SUM(size) AS sum FROM version GROUP BY space',
)
const reserved = counter(
  'reserved',
  'reserved',
  'SELECT space, SUM(CASE WHEN declared > size THEN declared ELSE size END) AS sum FROM upload GROUP BY space',
)

const changeNumber = check<Space>({
  kind: 'change-number',
  sql: `SELECT s.id, s.seq AS held, (SELECT MAX(c.seq) FROM change c WHERE c.space = s.id) AS expected
    FROM space s WHERE s.id BETWEEN ? AND ? AND EXISTS (SELECT 1 FROM change c WHERE c.space = s.id AND c.seq > s.seq)`,
  key: (row) => row.id,
  subject: (row) => `space ${row.id}`,
  detail: (row) => `its last change is number ${row.expected}, and it counts to ${row.held}`,
  spaces: (row) => [row.id],
  async mend(writer, row) {
    await writer.run('UPDATE space SET seq = ? WHERE id = ?', row.expected, row.id)
    return `counting goes on from ${row.expected}`
  },
})

/** Along `space.id`. */
export const spaceCounters: readonly Check[] = [versionsSize, reserved, changeNumber]

/** Along `space.id`. */
export const spaceRoot: Check = check<{ id: number; root: number; trash: number }>({
  kind: 'space-root',
  sql: `SELECT s.id, s.root, s.trash FROM space s LEFT JOIN node r ON r.id = s.root
    LEFT JOIN node t ON t.id = s.trash WHERE s.id BETWEEN ? AND ?
    AND (r.id IS NULL OR t.id IS NULL OR r.kind <> ${FOLDER} OR t.kind <> ${FOLDER}
      OR r.space <> s.id OR t.space <> s.id)`,
  key: (row) => row.id,
  subject: (row) => `space ${row.id}`,
  detail: (row) => `its root ${row.root} or its trash ${row.trash} is missing, or no folder of its own`,
})

const ISSUED: Readonly<Record<string, readonly string[]>> = {
  node: ['node'],
  row: [
    'content',
    'trash',
    'version',
    'upload',
    'space',
    'mount',
    'app_password',
    'audit',
    'job',
    'deposit',
    'mail',
    'second_factor',
  ],
  share: ['share', 'notification', 'tag', 'comment'],
}
const IN_USE = Object.entries(ISSUED).map(
  ([name, tables]) =>
    `SELECT '${name}' AS name, MAX(id) AS used FROM (${tables
      .map((table) => `SELECT MAX(id) AS id FROM ${table}`)
      .join(' UNION ALL ')}) t${name}`,
)

/** Along `sequence.name`. */
export const sequence: Check = check<{ name: string; next: number; used: number }>({
  kind: 'sequence',
  sql: `SELECT s.name, s.next, u.used FROM sequence s JOIN (${IN_USE.join(' UNION ALL ')}) u ON u.name = s.name
    WHERE s.name BETWEEN ? AND ? AND u.used >= s.next`,
  key: (row) => row.name,
  subject: (row) => `sequence ${row.name}`,
  detail: (row) => `it would give ${row.next} next, and ${row.used} is in use`,
  async mend(writer, row) {
    await writer.run('UPDATE sequence SET next = ? WHERE name = ?', row.used + 1, row.name)
    return `it goes on from ${row.used + 1}; restart every running server`
  },
})
