import type { Reader } from '../../server/src/storage/records/records.ts'

interface NodeRow {
  id: number
  space: number
  parent: number | null
  kind: number
  size: number
  content: number | null
  trashed: number | null
}

/** Statements that find nothing where all is well, each with what it means when they do. */
const DANGLING: Readonly<Record<string, string>> = {
  'a node in a space that is not there':
    'SELECT n.id FROM node n LEFT JOIN space s ON s.id = n.space WHERE s.id IS NULL',
  'a file without content': 'SELECT id FROM node WHERE kind = 0 AND content IS NULL',
  'a file whose content is not there':
    'SELECT n.id FROM node n LEFT JOIN content c ON c.id = n.content WHERE n.content IS NOT NULL AND c.id IS NULL',
  'a version whose content is not there':
    'SELECT v.id FROM version v LEFT JOIN content c ON c.id = v.content WHERE c.id IS NULL',
  'a version of no file, or counted elsewhere':
    'SELECT v.id FROM version v LEFT JOIN node n ON n.id = v.node WHERE n.id IS NULL OR n.space <> v.space',
  'an upload whose content is not there':
    'SELECT u.id FROM upload u LEFT JOIN content c ON c.id = u.content WHERE c.id IS NULL',
  'a file of another length than its content': `SELECT n.id FROM node n WHERE n.kind = 0 AND n.size <>
    (SELECT COALESCE(SUM(e.length), 0) FROM extent e WHERE e.content = n.content)`,
  'a version of another length than its content': `SELECT v.id FROM version v WHERE v.size <>
    (SELECT COALESCE(SUM(e.length), 0) FROM extent e WHERE e.content = v.content)`,
  'an upload of another length than its chunks': `SELECT u.id FROM upload u WHERE u.size <>
    (SELECT COALESCE(SUM(e.length), 0) FROM extent e WHERE e.content = u.content)`,
  'an extent of no content':
    'SELECT e.content AS id FROM extent e LEFT JOIN content c ON c.id = e.content WHERE c.id IS NULL',
  'an extent outside its blob': `SELECT e.content AS id FROM extent e LEFT JOIN blob b ON b.key = e.blob
    WHERE e.blob <> '' AND (b.key IS NULL OR e.start + e.length > b.size)`,
  'a content that nobody has and nobody sweeps': `SELECT c.id FROM content c
    LEFT JOIN node n ON n.content = c.id LEFT JOIN version v ON v.content = c.id
    LEFT JOIN upload u ON u.content = c.id LEFT JOIN garbage g ON g.content = c.id
    WHERE n.id IS NULL AND v.id IS NULL AND u.id IS NULL AND g.content IS NULL`,
  'a blob that nothing refers to':
    'SELECT b.key AS id FROM blob b LEFT JOIN extent e ON e.blob = b.key WHERE e.content IS NULL',
  'a preview of a content that is not there': `SELECT p.content AS id FROM preview p
    LEFT JOIN content c ON c.id = p.content WHERE c.id IS NULL`,
  'a preview that failed of a content that is not there': `SELECT f.content AS id FROM preview_failure f
    LEFT JOIN content c ON c.id = f.content WHERE c.id IS NULL`,
  'a lock on nothing, or in the wrong space':
    'SELECT l.token AS id FROM lock l LEFT JOIN node n ON n.id = l.node WHERE n.id IS NULL OR n.space <> l.space',
  'a favourite of nothing':
    'SELECT f.node AS id FROM favourite f LEFT JOIN node n ON n.id = f.node WHERE n.id IS NULL',
  'a property of nothing':
    'SELECT p.node AS id FROM property p LEFT JOIN node n ON n.id = p.node WHERE n.id IS NULL',
  'a tag on nothing, or in the wrong space':
    'SELECT b.node AS id FROM node_tag b LEFT JOIN node n ON n.id = b.node WHERE n.id IS NULL OR n.space <> b.space',
  'a tag that is not there, on something':
    'SELECT b.tag AS id FROM node_tag b LEFT JOIN tag t ON t.id = b.tag WHERE t.id IS NULL',
  'a comment on nothing': 'SELECT c.id FROM comment c LEFT JOIN node n ON n.id = c.node WHERE n.id IS NULL',
  'comments on nothing that were seen':
    'SELECT k.node AS id FROM comment_mark k LEFT JOIN node n ON n.id = k.node WHERE n.id IS NULL',
  'a mount of nothing, or nowhere, or in the wrong space': `SELECT m.id FROM mount m
    LEFT JOIN node n ON n.id = m.node LEFT JOIN node p ON p.id = m.parent
    WHERE n.id IS NULL OR (p.id IS NULL AND m.state = 0) OR n.space <> m.space`,
  'a share of nothing, or in the wrong space':
    'SELECT s.id FROM share s LEFT JOIN node n ON n.id = s.node WHERE n.id IS NULL OR n.space <> s.space',
  'a link without its share':
    'SELECT l.share AS id FROM link l LEFT JOIN share s ON s.id = l.share WHERE s.id IS NULL',
  'a box without its share':
    'SELECT b.share AS id FROM box b LEFT JOIN share s ON s.id = b.share WHERE s.id IS NULL',
  'a deposit without its share, or counted elsewhere': `SELECT d.id FROM deposit d
    LEFT JOIN share s ON s.id = d.share WHERE s.id IS NULL OR s.space <> d.space`,
  'a trash entry of nothing, or in the wrong space': `SELECT t.id FROM trash t
    LEFT JOIN node n ON n.id = t.node WHERE (n.id IS NULL AND t.purging = 0) OR n.space <> t.space`,
  'a gap in the change log': `SELECT s.id FROM space s WHERE s.seq <>
    (SELECT count(*) + COALESCE(MIN(c.seq), 1) - 1 FROM change c WHERE c.space = s.id) OR s.seq <>
    (SELECT COALESCE(MAX(c.seq), 0) FROM change c WHERE c.space = s.id)`,
  'an id that will be given again': `SELECT n.id FROM node n JOIN sequence s ON s.name = 'node' WHERE n.id >= s.next`,
  'versions counted wrongly': `SELECT s.id FROM space s WHERE s.versions_size <>
    (SELECT COALESCE(SUM(v.size), 0) FROM version v WHERE v.space = s.id)`,
  'room reserved wrongly': `SELECT s.id FROM space s WHERE s.reserved <>
    (SELECT COALESCE(SUM(CASE WHEN u.declared > u.size THEN u.declared ELSE u.size END), 0)
     FROM upload u WHERE u.space = s.id)`,
}

/** All counters made anew from the rows they count, and every reference followed; empty when all is well. */
export async function recount(reader: Reader): Promise<string[]> {
  const faults: string[] = []
  for (const [meaning, text] of Object.entries(DANGLING)) {
    const rows = await reader.all<{ id: string | number }>(text)
    if (rows.length > 0) faults.push(`${meaning}: ${rows.slice(0, 5).map((row) => row.id)}`)
  }
  const nodes = await reader.all<NodeRow>(
    'SELECT id, space, parent, kind, size, content, trashed FROM node ORDER BY id',
  )
  const roots = await reader.all<{ id: number; root: number; trash: number }>(
    'SELECT id, root, trash FROM space',
  )
  const entries = await reader.all<{ id: number; node: number; purging: number }>(
    'SELECT id, node, purging FROM trash',
  )
  return [...faults, ...treeFaults(nodes, roots, entries)]
}

function treeFaults(
  nodes: readonly NodeRow[],
  spaces: readonly { id: number; root: number; trash: number }[],
  entries: readonly { id: number; node: number; purging: number }[],
): string[] {
  const faults: string[] = []
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const bins = new Set(spaces.map((space) => space.trash))
  const roots = new Set(spaces.flatMap((space) => [space.root, space.trash]))
  const entryOf = new Map(entries.map((entry) => [entry.node, entry]))
  const sums = new Map<number, number>()
  for (const node of nodes) {
    if (node.parent === null) {
      if (!roots.has(node.id)) faults.push(`node ${node.id} hangs nowhere`)
      continue
    }
    const parent = byId.get(node.parent)
    if (parent === undefined || parent.kind !== 1 || parent.space !== node.space)
      faults.push(`node ${node.id} lies in ${node.parent}, which cannot hold it`)
    const entry = entryOf.get(node.id)
    if ((node.trashed !== null) !== bins.has(node.parent) || node.trashed !== (entry?.id ?? null))
      faults.push(`node ${node.id} is neither live nor properly in the trash`)
    if ((entry?.purging ?? 0) === 0) sums.set(node.parent, (sums.get(node.parent) ?? 0) + node.size)
  }
  const leaving = new Set(entries.filter((entry) => entry.purging !== 0).map((entry) => entry.node))
  const isLeaving = (node: NodeRow): boolean =>
    leaving.has(node.id) ||
    (node.parent !== null && isLeaving(byId.get(node.parent) ?? { ...node, parent: null }))
  for (const node of nodes)
    if (node.kind === 1 && node.size !== (sums.get(node.id) ?? 0) && !isLeaving(node))
      faults.push(`folder ${node.id} says ${node.size} bytes and holds ${sums.get(node.id) ?? 0}`)
  return faults
}
