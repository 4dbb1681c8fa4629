import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { evade } from '../mounts/evade.ts'
import type { Node } from './node.ts'

/** Nothing below what is live is trashed; without saying so no index helps, and every step reads every node. */
const SUBTREE = `WITH RECURSIVE sub(id) AS (
    SELECT id FROM node WHERE id = ?
    UNION ALL SELECT n.id FROM sub JOIN node n ON n.parent = sub.id WHERE n.trashed IS NULL)`
const ACROSS = (table: 'version' | 'lock' | 'mount' | 'node_tag' | 'share'): string =>
  `${SUBTREE} UPDATE ${table} SET space = ? WHERE node IN (SELECT id FROM sub)`
const NODES_ACROSS = `${SUBTREE} UPDATE node SET space = ? WHERE id IN (SELECT id FROM sub)`
const DEPOSITS_ACROSS = `${SUBTREE} UPDATE deposit SET space = ?
  WHERE share IN (SELECT id FROM share WHERE node IN (SELECT id FROM sub))`
/** What hangs on a tree, told by one walk: mostly little does, and then no other walk is needed. */
const HANGING = `${SUBTREE} SELECT COUNT(v.id) AS version, COALESCE(SUM(v.size), 0) AS size,
    SUM(CASE WHEN EXISTS (SELECT 1 FROM lock WHERE node = s.id) THEN 1 ELSE 0 END) AS lock,
    SUM(CASE WHEN EXISTS (SELECT 1 FROM mount WHERE node = s.id) THEN 1 ELSE 0 END) AS mount,
    SUM(CASE WHEN EXISTS (SELECT 1 FROM node_tag WHERE node = s.id) THEN 1 ELSE 0 END) AS node_tag,
    SUM(CASE WHEN EXISTS (SELECT 1 FROM share WHERE node = s.id) THEN 1 ELSE 0 END) AS share,
    SUM(CASE WHEN EXISTS (SELECT 1 FROM mount WHERE parent = s.id) THEN 1 ELSE 0 END) AS within
  FROM sub s LEFT JOIN version v ON v.node = s.id`
interface Hanging {
  readonly version: number
  /** Bytes of the versions. */
  readonly size: number
  readonly lock: number
  /** Mounts of what is in the tree. */
  readonly mount: number
  readonly node_tag: number
  readonly share: number
  /** Mounts that stand in the tree. */
  readonly within: number
}
const STANDING = `${SUBTREE} SELECT id, person, node, space, wanted FROM mount WHERE parent IN (SELECT id FROM sub)`
const RECOUNT = 'UPDATE space SET versions_size = versions_size + ? WHERE id = ?'

/** Takes a tree with all that hangs on it into another space; its place there is the caller's to give. */
export async function across(
  writer: Writer,
  actor: Actor,
  node: Node,
  to: SpaceId,
  now: number,
): Promise<void> {
  const hanging = (await writer.get<Hanging>(HANGING, node.id))!
  if (hanging.within > 0) await evade(writer, actor, node.id, STANDING, now)
  for (const space of [node.space, to]) writer.announce({ kind: 'uprooted', space })
  await writer.run(NODES_ACROSS, node.id, to)
  for (const table of ['version', 'lock', 'mount', 'node_tag', 'share'] as const)
    if (hanging[table] > 0) await writer.run(ACROSS(table), node.id, to)
  if (hanging.share > 0) await writer.run(DEPOSITS_ACROSS, node.id, to)
  if (hanging.version === 0) return
  await writer.run(RECOUNT, -hanging.size, node.space)
  await writer.run(RECOUNT, hanging.size, to)
}
