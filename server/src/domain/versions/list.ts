import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { ContentId, NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import type { Permissions } from '../../vocabulary/permissions.ts'
import { ALL } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { climb } from '../files/climb.ts'
import { NODE_BY_ID, type Node } from '../files/node.ts'
import { mountsOf } from '../mounts/list.ts'
import { rootOf } from '../spaces/root.ts'

/** What a file held before. Times are seconds. */
export interface Version {
  readonly id: number
  readonly space: SpaceId
  readonly node: NodeId
  /** Its name among the versions of the node: its mtime, or the next free second. */
  readonly stamp: number
  readonly content: ContentId
  readonly size: number
  readonly mtime: number
  readonly created: number
  readonly author: PersonId | null
  readonly label: string
}

const VERSION = 'id, space, node, stamp, content, size, mtime, created, author, label'
const OF_NODE = `SELECT ${VERSION} FROM version WHERE node = ? ORDER BY stamp DESC`
const ONE = `SELECT ${VERSION} FROM version WHERE node = ? AND stamp = ?`

/**
 * A node by its id, if the person can reach it: in their own space, or at or below one of their mounts.
 * @throws Refusal `not-found`, whether it does not exist or is not theirs to know of.
 */
export async function reach(
  reader: Reader,
  actor: Member,
  id: NodeId,
): Promise<{ node: Node; permissions: Permissions; above: NodeId[] }> {
  const missing = new Refusal('not-found', 'node-missing', { facts: { path: String(id) } })
  const node = await reader.get<Node>(NODE_BY_ID, id)
  if (node === undefined) throw missing
  const climbed = await climb(reader, id)
  if (climbed.trashed) throw missing
  const own = await rootOf(reader, actor.person)
  const above = climbed.ids.slice(1)
  if (climbed.ids.at(-1) === own.root) return { node, permissions: ALL, above }
  const mounts = [...(await mountsOf(reader, actor.person)).values()]
  const mount = mounts.find((candidate) => climbed.ids.includes(candidate.node))
  if (mount === undefined) throw missing
  return { node, permissions: mount.permissions, above }
}

/** The file and what it held before, newest first. @throws Refusal `not-found` for folders too. */
export async function listVersions(
  domain: Domain,
  actor: Member,
  id: NodeId,
): Promise<{ node: Node; versions: Version[] }> {
  return await domain.records.read(async (reader) => {
    const { node } = await reach(reader, actor, id)
    if (node.kind !== FILE) throw new Refusal('not-found', 'node-missing', { facts: { path: String(id) } })
    return { node, versions: await reader.all<Version>(OF_NODE, id) }
  })
}

/** @throws Refusal `not-found`. */
export async function findVersion(reader: Reader, node: NodeId, stamp: number): Promise<Version> {
  const version = await reader.get<Version>(ONE, node, stamp)
  if (version === undefined)
    throw new Refusal('not-found', 'node-missing', { facts: { path: String(stamp) } })
  return version
}
