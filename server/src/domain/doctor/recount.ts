import type { Reader, Writer } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'

/**
 * What the members of the folder `n` sum up to. What is being purged no longer counts: its size left the trash
 * at once, its rows follow; nor does a draft.
 */
export const MEMBERS = `COALESCE((SELECT SUM(m.size) FROM node m WHERE m.parent = n.id AND m.trashed IS NULL), 0)
  + COALESCE((SELECT SUM(m.size) FROM node m LEFT JOIN trash t ON t.id = m.trashed
    WHERE m.parent = n.id AND m.trashed IS NOT NULL AND COALESCE(t.purging, 0) = 0), 0)`

/** Unlike a climb in a sound tree this one ends even where a folder lies within itself. */
const UP = `WITH RECURSIVE up(id, parent, trashed) AS (SELECT id, parent, trashed FROM node WHERE id = ?
  UNION SELECT n.id, n.parent, n.trashed FROM up JOIN node n ON n.id = up.parent) `
const ABOVE = `${UP} SELECT id, parent FROM up`
const UNCOUNTED = `${UP} SELECT 1 AS uncounted FROM up JOIN trash t ON t.id = up.trashed WHERE t.purging <> 0`
const COUNTED = `SELECT n.size, n.kind, ${MEMBERS} AS expected FROM node n WHERE n.id = ?`

/** A node and all above it, from below, each once. */
export async function safeClimb(reader: Reader, node: NodeId): Promise<NodeId[]> {
  const rows = await reader.all<{ id: NodeId; parent: NodeId | null }>(ABOVE, node)
  const parents = new Map(rows.map((row) => [row.id, row.parent]))
  const ids: NodeId[] = []
  for (let id: NodeId | null | undefined = node; id != null && parents.has(id); id = parents.get(id)) {
    if (ids.includes(id)) break
    ids.push(id)
  }
  return ids
}

export const isUncounted = async (reader: Reader, node: NodeId): Promise<boolean> =>
  (await reader.get(UNCOUNTED, node)) !== undefined

/** Gives a folder and all above it the size of what they hold. */
export async function recount(writer: Writer, node: NodeId): Promise<void> {
  for (const id of await safeClimb(writer, node)) {
    const found = await writer.get<{ size: number; kind: number; expected: number }>(COUNTED, id)
    if (found?.kind === 1 && found.size !== found.expected)
      await writer.run('UPDATE node SET size = ? WHERE id = ?', found.expected, id)
  }
}
