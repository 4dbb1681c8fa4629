import { setImmediate } from 'node:timers/promises'
import type { Records } from '../../storage/records/records.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import type { NodeKind } from '../../vocabulary/node-kind.ts'
import type { Was } from '../changes/before.ts'

/** A node as it is. */
export interface Present {
  readonly id: NodeId
  readonly space: SpaceId
  readonly parent: NodeId | null
  readonly name: string
  readonly kind: NodeKind
  readonly size: number
  readonly mtime: number
  readonly content: number | null
  readonly trashed: number | null
  /** Whether it is on its way out of the trash for good. */
  readonly purging: number
}

/** So many ids stand in one statement. */
export const WIDTH = 100
export const PRESENT_BY_IDS = `SELECT n.id, n.space, n.parent, n.name, n.kind, n.size, n.mtime, n.content, n.trashed,
  COALESCE(t.purging, 0) AS purging FROM node n LEFT JOIN trash t ON t.id = n.trashed
  WHERE n.id IN (${Array(WIDTH).fill('?').join(', ')})`

/** A page of ids, filled up to the width of the statement. */
export const padded = (ids: readonly number[]): number[] =>
  ids.length === WIDTH ? [...ids] : [...ids, ...Array<number>(WIDTH - ids.length).fill(ids[0] ?? 0)]

/**
 * What has changed as it is now, with all folders above it, above where it was, and above where it is.
 * A node that is missing here is gone for good.
 */
export async function surveyPresent(
  records: Records,
  was: ReadonlyMap<NodeId, Was | null>,
): Promise<Map<NodeId, Present>> {
  const present = new Map<NodeId, Present>()
  const seen = new Set<NodeId>()
  let wanted = new Set<NodeId>(was.keys())
  for (const state of was.values()) if (state !== null) wanted.add(state.parent)
  while (wanted.size > 0) {
    const ids = [...wanted]
    wanted = new Set()
    for (let i = 0; i < ids.length; i += WIDTH) {
      const some = ids.slice(i, i + WIDTH)
      const rows = await records.read((reader) => reader.all<Present>(PRESENT_BY_IDS, ...padded(some)))
      for (const id of some) seen.add(id)
      for (const row of rows) {
        present.set(row.id, row)
        if (row.parent !== null && !seen.has(row.parent)) wanted.add(row.parent)
      }
      await setImmediate()
    }
    for (const id of seen) wanted.delete(id)
  }
  return present
}
