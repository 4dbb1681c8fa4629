import type { Writer } from '../../storage/records/records.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import type { CopyStamp } from './copy-below.ts'
import type { Node } from './node.ts'

/** So many nodes are copied at once; larger trees grow out of sight first (docs/adr/0015). */
export const AT_ONCE = 250
export const EVERYTHING = Number.MAX_SAFE_INTEGER
/** So often a tree may change while it is being copied before it is copied in one piece, while others wait. */
export const TRIES = 3

const SUBTREE = `sub(id) AS (
    SELECT id FROM node WHERE id = ?
    UNION ALL SELECT n.id FROM sub JOIN node n ON n.parent = sub.id WHERE n.trashed IS NULL)`
/** `before`: a folder may be younger than what was moved into it, so its own id need not be the first of the block. */
const COUNT = `WITH RECURSIVE ${SUBTREE} SELECT count(*) AS count, SUM(CASE WHEN id < ? THEN 1 ELSE 0 END) AS before
  FROM (SELECT id FROM sub LIMIT ?) s`
const COPY = `WITH RECURSIVE ${SUBTREE},
  fresh AS MATERIALIZED (SELECT id AS old, CAST(? AS BIGINT) - 1 + row_number() OVER (ORDER BY id) AS id FROM sub)
  INSERT INTO node (id, space, parent, name, kind, size, mtime, etag, content, mime, created, uploaded, author)
  SELECT f.id, CAST(? AS BIGINT), p.id, n.name, n.kind, n.size, n.mtime, ?, n.content, n.mime, n.created,
    CAST(? AS BIGINT), ?
  FROM fresh f JOIN node n ON n.id = f.old LEFT JOIN fresh p ON p.old = n.parent`
const SHALLOW = `INSERT INTO node (id, space, name, kind, size, mtime, etag, content, mime, created, uploaded, author)
  SELECT CAST(? AS BIGINT), CAST(? AS BIGINT), name, kind, size, mtime, ?, content, mime, created,
    CAST(? AS BIGINT), ? FROM node WHERE id = ?`

/** How many a tree has, itself among them, and how many of their ids are lower than its own. */
export const countBelow = async (
  writer: Writer,
  node: NodeId,
  atMost: number,
): Promise<{ count: number; before: number }> =>
  (await writer.get<{ count: number; before: number }>(COUNT, node, node, atMost + 1))!

/** All of it at once. @returns the id of the new root, which has no place yet. */
export async function copyAll(
  writer: Writer,
  source: Node,
  space: SpaceId,
  { etag, author, now }: CopyStamp,
  count: number,
  before: number,
): Promise<NodeId> {
  const base = await writer.ids('node', count)
  await writer.run(COPY, source.id, base, space, etag, now, author)
  return base + before
}

/** The root by itself. @returns the id of the new one. */
export async function copyOne(
  writer: Writer,
  source: Node,
  space: SpaceId,
  stamp: CopyStamp,
): Promise<NodeId> {
  const id = await writer.ids('node')
  await writer.run(SHALLOW, id, space, stamp.etag, stamp.now, stamp.author, source.id)
  return id
}
