import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { columns, type Node } from '../files/node.ts'

/** One deletion. `deleted` is seconds. */
export interface TrashEntry {
  readonly id: number
  readonly space: SpaceId
  readonly origin: NodeId | null
  readonly name: string
  /** The path it had within its space, without a leading slash. */
  readonly location: string
  readonly deleted: number
  readonly deletedBy: PersonId | null
  readonly deletedByName: string
  readonly node: Node
}

interface Row extends Node {
  entry: number
  origin: NodeId | null
  entry_name: string
  location: string
  deleted: number
  deleted_by: PersonId | null
  deleted_by_name: string | null
}

export const SELECT_ENTRY = `SELECT ${columns('n')}, t.id AS entry, t.origin, t.name AS entry_name, t.location, t.deleted,
  t.deleted_by, p.name AS deleted_by_name
  FROM trash t JOIN node n ON n.id = t.node LEFT JOIN person p ON p.id = t.deleted_by
  WHERE t.purging = 0 AND`

export const entryFrom = (row: unknown): TrashEntry => {
  const { entry, origin, entry_name, location, deleted, deleted_by, deleted_by_name, ...node } = row as Row
  return {
    id: entry,
    space: node.space,
    origin,
    name: entry_name,
    location,
    deleted,
    deletedBy: deleted_by,
    deletedByName: deleted_by_name ?? deleted_by ?? '',
    node,
  }
}
