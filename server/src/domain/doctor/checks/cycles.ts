import type { Reader } from '../../../storage/records/records.ts'
import type { NodeId, SpaceId } from '../../../vocabulary/ids.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'

/**
 * From whatever has nothing above it, and from what was deleted, down to every folder that can be reached. What
 * is left over lies in a ring, or below one.
 */
const DOWN = `WITH RECURSIVE down(id) AS (
    SELECT n.id FROM node n LEFT JOIN node p ON p.id = n.parent
    WHERE n.kind = ${FOLDER} AND (p.id IS NULL OR n.trashed IS NOT NULL)
    UNION SELECT n.id FROM down JOIN node n ON n.parent = down.id AND n.trashed IS NULL WHERE n.kind = ${FOLDER})`
const COUNTS = `${DOWN} SELECT (SELECT count(*) FROM down) AS reached,
  (SELECT count(*) FROM node WHERE kind = ${FOLDER}) AS folders`
const LEFT = `${DOWN} SELECT id, parent, space, name FROM node WHERE kind = ${FOLDER} AND id NOT IN (SELECT id FROM down)`
const RING = `WITH RECURSIVE up(id, parent) AS (SELECT id, parent FROM node WHERE id = ?
  UNION SELECT n.id, n.parent FROM up JOIN node n ON n.id = up.parent)
  SELECT 1 AS ring FROM up WHERE parent = ?`

export interface Ring {
  readonly id: NodeId
  readonly space: SpaceId
  readonly name: string
}

/** Folders that lie within themselves: of each ring the one with the smallest id. */
export async function findRings(reader: Reader): Promise<Ring[]> {
  const { reached, folders } = (await reader.get<{ reached: number; folders: number }>(COUNTS))!
  if (reached === folders) return []
  const left = await reader.all<Ring & { parent: NodeId }>(LEFT)
  const byId = new Map(left.map((row) => [row.id, row]))
  const walked = new Set<NodeId>()
  const rings: Ring[] = []
  for (const start of left) {
    const trail: NodeId[] = []
    let at = byId.get(start.id)
    for (; at !== undefined && !walked.has(at.id); at = byId.get(at.parent)) {
      walked.add(at.id)
      trail.push(at.id)
    }
    const from = at === undefined ? -1 : trail.indexOf(at.id)
    if (from < 0) continue
    const { id, space, name } = byId.get(Math.min(...trail.slice(from)))!
    rings.push({ id, space, name })
  }
  return rings
}

export const isRing = async (reader: Reader, id: NodeId): Promise<boolean> =>
  (await reader.get(RING, id, id)) !== undefined
