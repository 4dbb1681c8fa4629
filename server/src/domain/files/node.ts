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
