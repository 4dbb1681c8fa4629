import { newEtag } from '../../../vocabulary/etag.ts'
import { FILE, FOLDER } from '../../../vocabulary/node-kind.ts'
import { propagate } from '../../files/climb.ts'
import { numberedName } from '../../files/numbered-name.ts'
import { type Check, check } from '../check.ts'
import { recount, safeClimb } from '../recount.ts'
import { recover } from '../recovered.ts'

interface Row {
  id: number
  space: number
  parent: number | null
  name: string
  trashed: number | null
}

const BETWEEN = 'n.id BETWEEN ? AND ?'
const NODE = 'n.id, n.space, n.parent, n.name, n.trashed'
const common = {
  key: (row: Row) => row.id,
  subject: (row: Row) => `node ${row.id}`,
  spaces: (row: Row) => [row.space],
}

const spaceMissing = check<Row>({
  ...common,
  kind: 'space-missing',
  sql: `SELECT ${NODE} FROM node n WHERE ${BETWEEN} AND NOT EXISTS (SELECT 1 FROM space s WHERE s.id = n.space)`,
  detail: (row) => `“${row.name}” belongs to the space ${row.space}, which does not exist`,
})

const rootParent = check<Row>({
  ...common,
  kind: 'root-parent',
  sql: `SELECT ${NODE} FROM node n JOIN space s ON s.id = n.space
    WHERE ${BETWEEN} AND n.parent IS NOT NULL AND (n.id = s.root OR n.id = s.trash)`,
  detail: (row) => `the root of the space ${row.space} lies in the folder ${row.parent}`,
  async mend(writer, row) {
    await writer.run('UPDATE node SET parent = NULL WHERE id = ?', row.id)
    return 'made a root again'
  },
})

const unreachable = check<Row & { trash: number }>({
  ...common,
  kind: 'unreachable',
  sql: `SELECT ${NODE}, s.trash FROM node n JOIN space s ON s.id = n.space LEFT JOIN node p ON p.id = n.parent
    WHERE ${BETWEEN} AND n.id <> s.root AND n.id <> s.trash AND (p.id IS NULL OR p.kind <> ${FOLDER})`,
  detail: (row) =>
    `nothing leads to “${row.name}”: its folder ${row.parent ?? ''} is no folder or is missing`,
  async mend(writer, row, mending) {
    if (row.trashed === null) return await recover(writer, row.id, mending)
    await writer.run('UPDATE node SET parent = ? WHERE id = ?', row.trash, row.id)
    await recount(writer, row.trash)
    return 'put back into the trash'
  },
})

const BELOW = `WITH RECURSIVE sub(id) AS (
  SELECT id FROM node WHERE id = ? UNION SELECT n.id FROM sub JOIN node n ON n.parent = sub.id AND n.trashed IS NULL)`
const TAKE_ALONG = ['node', 'version', 'lock', 'node_tag', 'mount', 'share'].map(
  (table) =>
    `${BELOW} UPDATE ${table} SET space = ? WHERE ${table === 'node' ? 'id' : 'node'} IN (SELECT id FROM sub)`,
)

const foreignParent = check<Row & { above: number }>({
  ...common,
  kind: 'foreign-parent',
  sql: `SELECT ${NODE}, p.space AS above FROM node n JOIN node p ON p.id = n.parent
    JOIN space s ON s.id = p.space JOIN space o ON o.id = n.space
    WHERE ${BETWEEN} AND p.kind = ${FOLDER} AND p.space <> n.space AND n.id <> o.root AND n.id <> o.trash`,
  detail: (row) =>
    `“${row.name}” says it belongs to the space ${row.space}, and lies in the space ${row.above}`,
  spaces: (row) => [row.space, row.above],
  async mend(writer, row) {
    for (const text of TAKE_ALONG) await writer.run(text, row.id, row.above)
    return `counted in the space ${row.above} with all that is in it`
  },
})

async function rename(writer: Parameters<typeof propagate>[0], row: Row, now: number): Promise<string> {
  const wanted = /^\.{0,2}$/.test(row.name) ? `_${row.id}` : row.name.replaceAll('/', '_')
  const name = await numberedName(writer, row.parent!, wanted)
  await writer.run('UPDATE node SET name = ? WHERE id = ?', name, row.id)
  const above = (await safeClimb(writer, row.id)).slice(1)
  await propagate(writer, above, { size: 0, now, etag: newEtag() })
  return `renamed to “${name}”`
}

const nameUnusable = check<Row>({
  ...common,
  kind: 'name-unusable',
  sql: `SELECT ${NODE} FROM node n WHERE ${BETWEEN} AND n.parent IS NOT NULL
    AND (n.name IN ('', '.', '..') OR n.name LIKE '%/%')`,
  detail: (row) => `its name “${row.name}” cannot be reached by any path`,
  mend: (writer, row, { now }) => rename(writer, row, now),
})

const nameTwice = check<Row>({
  ...common,
  kind: 'name-twice',
  sql: `SELECT ${NODE} FROM node n WHERE ${BETWEEN} AND n.trashed IS NULL AND EXISTS (SELECT 1 FROM node m
    WHERE m.parent = n.parent AND m.name = n.name AND m.trashed IS NULL AND m.id < n.id)`,
  detail: (row) => `a second “${row.name}” in the folder ${row.parent}`,
  mend: (writer, row, { now }) => rename(writer, row, now),
})

const etagEmpty = check<Row>({
  ...common,
  kind: 'etag-empty',
  sql: `SELECT ${NODE} FROM node n WHERE ${BETWEEN} AND n.etag = ''`,
  detail: (row) => `“${row.name}” has no etag`,
  async mend(writer, row, { now }) {
    await writer.run('UPDATE node SET etag = ? WHERE id = ?', newEtag(), row.id)
    const above = (await safeClimb(writer, row.id)).slice(1)
    await propagate(writer, above, { size: 0, now, etag: newEtag() })
    return 'given a new one'
  },
})

const fileContent = check<Row & { content: number | null }>({
  ...common,
  kind: 'file-content',
  sql: `SELECT ${NODE}, n.content FROM node n WHERE ${BETWEEN} AND n.kind = ${FILE}
    AND NOT EXISTS (SELECT 1 FROM content c WHERE c.id = n.content)`,
  detail: (row) => `the content ${row.content ?? ''} of the file “${row.name}” is lost`,
})

const fileSize = check<Row & { size: number; kept: number; sum: number }>({
  ...common,
  kind: 'file-size',
  sql: `SELECT ${NODE}, n.size, c.size AS kept,
    (SELECT SUM(e.length) FROM extent e WHERE e.content = c.id) AS sum
    FROM node n JOIN content c ON c.id = n.content WHERE ${BETWEEN} AND n.kind = ${FILE} AND c.size <> n.size`,
  detail: (row) => `“${row.name}” counts ${row.size} bytes, its content has ${row.kept}`,
  async mend(writer, row) {
    if (row.kept !== (row.sum ?? 0)) return undefined
    await writer.run('UPDATE node SET size = ?, etag = ? WHERE id = ?', row.kept, newEtag(), row.id)
    await recount(writer, row.id)
    return 'counted anew'
  },
})

/** Along `node.id`. The order matters to mending: a node has its place before its name is looked at. */
export const treeChecks: readonly Check[] = [
  spaceMissing,
  rootParent,
  unreachable,
  foreignParent,
  nameUnusable,
  nameTwice,
  etagEmpty,
  fileContent,
  fileSize,
]
