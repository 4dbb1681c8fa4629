import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { FILE, FOLDER } from '../../vocabulary/node-kind.ts'
import { allows, CREATE, DELETE, DOWNLOAD, UPDATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { recordChange } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import type { Hold } from '../locks/lock.ts'
import { requireUnlocked } from '../locks/require-unlocked.ts'
import { evade } from '../mounts/evade.ts'
import { giveWay } from '../mounts/give-way.ts'
import { moveMount } from '../mounts/move.ts'
import { requireRoom } from '../quota/room.ts'
import { carryOver } from '../shares/carry-over.ts'
import { acceptNewName } from './accept-name.ts'
import { ancestors } from './ancestors.ts'
import { type OnClash, settleClash } from './clash.ts'
import { propagate } from './climb.ts'
import { type Pin, requirePin } from './commit-write.ts'
import { giveContent } from './give-content.ts'
import { mimeOf } from './mime.ts'
import type { Node } from './node.ts'
import { requireBytes } from './open.ts'
import { type Place, shownPath, type Target } from './place.ts'
import { discard } from './remove.ts'
import { resolve, resolveTarget } from './resolve.ts'
import { requireInto, requireSeen, type Seen } from './seen.ts'

export interface MoveWish {
  readonly overwrite: boolean
  readonly pin?: Pin
  /** What the mover saw at the destination. */
  readonly targetPin?: Pin
  /** What the mover means, whatever the paths lead to by now. */
  readonly seen?: Seen
  /** The folder that it is to go into, likewise. */
  readonly into?: NodeId
  /** Decides instead of `overwrite`; what is replaced keeps its id, and what it held becomes a version. */
  readonly onClash?: OnClash
  readonly hold: Hold
}

export interface Moved {
  readonly node: Node
  /** What it is called now, where it was put. */
  readonly name: string
  /** False when something was replaced. */
  readonly created: boolean
}

/** The rules of §12 that hold for moving and copying alike. */
export function requireSeparate(from: readonly string[], to: readonly string[], moving: boolean): void {
  const within = (inner: readonly string[], outer: readonly string[]): boolean =>
    outer.length <= inner.length && outer.every((name, i) => name === inner[i])
  if (!within(from, to) && !within(to, from)) return
  if (from.length === to.length) throw new Refusal('not-permitted', 'same-path')
  if (within(to, from)) throw new Refusal('conflict', 'into-own-subtree')
  throw new Refusal('not-permitted', moving ? 'onto-ancestor' : 'onto-ancestor-copy')
}

export function requireReplaceable(target: Target, wish: Pick<MoveWish, 'overwrite' | 'targetPin'>): void {
  if (target.parent.node.kind !== FOLDER)
    throw new Refusal('parent-not-folder', 'destination-parent-not-folder')
  if (target.existing !== undefined && !wish.overwrite) throw new Refusal('stale', 'destination-exists')
  requirePin(wish.targetPin, target.existing?.node)
}

/**
 * Moves and renames. Within a space one row changes, whatever is inside; into another space one statement takes
 * the whole tree along, and every id stays what it was. What stood there goes to the trash first.
 */
export async function move(
  domain: Domain,
  actor: Actor,
  from: readonly string[],
  to: readonly string[],
  wish: MoveWish,
): Promise<Moved> {
  requireSeparate(from, to, true)
  if (from.length === 0) throw new Refusal('not-permitted', 'root-fixed')
  const before = seconds(domain.now())
  const spaces = await domain.records.read(async (reader) => [
    (await resolve(reader, actor, from, before)).node.space,
    (await resolveTarget(reader, actor, to, before)).parent.node.space,
  ])
  return await domain.records.write(spaces, async (writer) => {
    const now = seconds(domain.now())
    const place = await resolve(writer, actor, from, now)
    const asked = await resolveTarget(writer, actor, to, now)
    requireSeen(place, wish.seen)
    requireInto(asked, wish.into)
    const { kind } = place.node
    const target = await settleClash(writer, actor, asked, { kind, onClash: wish.onClash, now })
    requirePin(wish.pin, place.node)
    requireReplaceable(target, wish)
    if (wish.onClash === 'replace' && target.existing !== undefined)
      return await moveOnto(writer, actor, place, target, wish.hold, now)
    return await movePlace(writer, actor, place, target, wish, now)
  })
}

const MOVE = 'UPDATE node SET parent = ?, name = ?, mime = ? WHERE id = ?'
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

async function movePlace(
  writer: Writer,
  actor: Actor,
  place: Place,
  target: Target,
  wish: MoveWish,
  now: number,
): Promise<Moved> {
  const { node } = place
  const { parent, existing } = target
  const renaming = node.parent === parent.node.id
  if (!place.isMountRoot && !allows(place.permissions, renaming ? UPDATE : DELETE))
    throw new Refusal('not-permitted', 'no-move')
  if (!allows(parent.permissions, renaming ? UPDATE : CREATE)) throw new Refusal('not-permitted', 'no-write')
  // Whoever may not have the bytes moves them to nobody who may.
  const leaves = parent.node.space !== node.space || allows(parent.permissions, DOWNLOAD)
  if (!place.isMountRoot && leaves) requireBytes(place)
  const name = await acceptNewName(writer, target.name)
  if (existing !== undefined) await discard(writer, actor, existing, wish.hold, now)
  if (place.isMountRoot) {
    await giveWay(writer, actor, target, name)
    return { ...(await moveMount(writer, place, parent, name)), name, created: existing === undefined }
  }
  await requireMovable(writer, place, parent, wish.hold, now)
  const above = (await ancestors(writer, place)).slice(1)
  const below = await ancestors(writer, parent)
  if (below.includes(node.id)) throw new Refusal('conflict', 'into-own-subtree')
  if (parent.node.space !== node.space) {
    await requireRoom(writer, parent.node.space, node.size, { path: shownPath([...parent.path, name]) })
    await across(writer, actor, node, parent.node.space, now)
  }
  const mime = node.kind === FILE ? mimeOf(name) : ''
  await giveWay(writer, actor, target, name)
  await writer.run(MOVE, parent.node.id, name, mime, node.id)
  if (existing !== undefined && replaces(node, existing)) await carryOver(writer, existing.node.id, node.id)
  const etag = newEtag()
  await propagate(writer, above, { size: -node.size, now, etag })
  await propagate(writer, below, { size: node.size, now, etag })
  const moved = { ...node, space: parent.node.space, parent: parent.node.id, name, mime }
  await recordChange(
    writer,
    actor,
    { space: node.space, verb: 'move', node: node.id, from: node, to: moved },
    now,
  )
  if (moved.space !== node.space)
    await recordChange(
      writer,
      actor,
      { space: moved.space, verb: 'move', node: node.id, from: node, to: moved },
      now,
    )
  return { node: moved, name, created: existing === undefined }
}

/** What is replaced takes over what the moved file holds, which then goes to the trash with its own versions. */
async function moveOnto(
  writer: Writer,
  actor: Actor,
  place: Place,
  target: Target,
  hold: Hold,
  now: number,
): Promise<Moved> {
  if (place.isMountRoot) throw new Refusal('not-permitted', 'no-move')
  const node = await giveContent(writer, actor, place, target, hold, now)
  await discard(writer, actor, place, hold, now)
  return { node, name: target.name, created: false }
}

/** A file that takes the place of a file, as programs save. */
export const replaces = (node: Node, existing: Place): boolean =>
  node.kind === FILE && existing.node.kind === FILE && !existing.isMountRoot

async function requireMovable(
  writer: Writer,
  place: Place,
  parent: Place,
  hold: Hold,
  now: number,
): Promise<void> {
  const { node } = place
  const above = place.trail.slice(0, -1)
  const nodes: NodeId[] = [node.id, parent.node.id]
  if (node.parent !== null) nodes.push(node.parent)
  const whole = { space: node.space, node: node.id }
  await requireUnlocked(writer, { nodes, above: [...above, ...parent.trail], whole }, hold, now)
}

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
