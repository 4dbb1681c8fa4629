import type { ContentId, NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import type { NodeKind } from '../../vocabulary/node-kind.ts'

/** A file or folder as it is stored. Times are seconds; `size` of a folder is the sum of all below. */
export interface Node {
  readonly id: NodeId
  readonly space: SpaceId
  readonly parent: NodeId | null
  readonly name: string
  readonly kind: NodeKind
  readonly size: number
  readonly mtime: number
  readonly etag: string
  readonly content: ContentId | null
  readonly mime: string
  /** Blank-separated `TYPE:hex` as the writer sent and Nuage verified them; empty when none came. */
  readonly checksums: string
  readonly created: number
  readonly uploaded: number
  readonly author: PersonId | null
  readonly trashed: number | null
}

const NAMES = [
  'id',
  'space',
  'parent',
  'name',
  'kind',
  'size',
  'mtime',
  'etag',
  'content',
  'mime',
  'checksums',
  'created',
  'uploaded',
  'author',
  'trashed',
] as const

/** The columns of a node, for a table known as `table` in the statement. */
export const columns = (table: string): string => NAMES.map((name) => `${table}.${name}`).join(', ')

export const NODE_BY_ID = `SELECT ${columns('n')} FROM node n WHERE n.id = ?`

/**
 * The ids of those members of a folder that have one of these names, whose number a statement gives before them.
 * Each name is looked up by itself: told `name IN (…)`, PostgreSQL reads the whole folder and compares each of its
 * names with each of the list.
 * @param list `?, ?, …`
 */
export const idsByNames = (list: string): string =>
  `SELECT (SELECT m.id FROM node m WHERE m.parent = ? AND m.trashed IS NULL AND m.name = w.column1)
   FROM (VALUES ${list.replaceAll('?', '(?)')}) AS w`
