import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FILE, FOLDER } from '../../vocabulary/node-kind.ts'
import { allows, CREATE, DELETE, DOWNLOAD, UPDATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { recordChange } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import type { Hold } from '../locks/lock.ts'
import { requireUnlocked } from '../locks/require-unlocked.ts'
import { giveWay } from '../mounts/give-way.ts'
import { moveMount } from '../mounts/move.ts'
import { requireRoom } from '../quota/room.ts'
import { carryOver } from '../shares/carry-over.ts'
import { acceptNewName } from './accept-name.ts'
import { across } from './across.ts'
import { ancestors } from './ancestors.ts'
import { type OnClash, settleClash } from './clash.ts'
import { propagate } from './climb.ts'
import { type Pin, requirePin } from './commit-write.ts'
import { AT_ONCE, EVERYTHING, TRIES } from './copy-tree.ts'
import { giveContent } from './give-content.ts'
import {
  type Behind,
  canKeep,
  giveUpBehind,
  growBehind,
  isTakenAway,
  type Keeping,
  keepBehind,
} from './keep-behind.ts'
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

interface Asked {
  readonly actor: Actor
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly wish: MoveWish
}

/**
 * Moves and renames. Within a space one row changes, whatever is inside; into another space one statement takes
 * the whole tree along, and every id stays what it was. What stood there goes to the trash first; of what is taken
 * out of another's space, its owner keeps a copy in theirs, however large (docs/adr/0030).
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
  let behind: Behind | undefined
  try {
    for (let tried = 1; ; tried++) {
      const keeping = { behind, atOnce: tried < TRIES ? AT_ONCE : EVERYTHING }
      const moved = await moveOnce(domain, { actor, from, to, wish }, keeping)
      if (!('large' in moved)) return moved
      if (behind !== undefined) await giveUpBehind(domain, behind)
      behind = await growBehind(domain, actor, moved.large)
    }
  } finally {
    // Where this fails too, what was copied goes when its time is over.
    if (behind !== undefined) await giveUpBehind(domain, behind).catch(() => {})
  }
}

/** @returns what has to be copied out of sight before it can leave: then nothing has happened. */
async function moveOnce(
  domain: Domain,
  { actor, from, to, wish }: Asked,
  keeping: Keeping,
): Promise<Moved | { readonly large: Node }> {
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
    await requireMayMove(writer, place, target, wish, now)
    if (isTakenAway(place, target.parent) && !(await canKeep(writer, place.node, keeping)))
      return { large: place.node }
    return await movePlace(writer, actor, place, target, { ...wish, keeping }, now)
  })
}

const MOVE = 'UPDATE node SET parent = ?, name = ?, mime = ? WHERE id = ?'
/** Everything that can be said against it. @throws Refusal */
async function requireMayMove(
  writer: Writer,
  place: Place,
  target: Target,
  wish: MoveWish,
  now: number,
): Promise<void> {
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
  if (place.isMountRoot) return
  await requireMovable(writer, place, parent, wish.hold, now)
  if (parent.node.space === node.space) return
  const credit = existing === undefined || existing.isMountRoot ? 0 : existing.node.size
  const path = shownPath([...parent.path, name])
  await requireRoom(writer, parent.node.space, node.size, { credit, path })
}

async function movePlace(
  writer: Writer,
  actor: Actor,
  place: Place,
  target: Target,
  wish: MoveWish & { readonly keeping: Keeping },
  now: number,
): Promise<Moved> {
  const { node } = place
  const { parent, existing } = target
  const name = await acceptNewName(writer, target.name)
  if (existing !== undefined) await discard(writer, actor, existing, wish.hold, now)
  if (place.isMountRoot) {
    await giveWay(writer, actor, target, name)
    return { ...(await moveMount(writer, place, parent, name)), name, created: existing === undefined }
  }
  const above = (await ancestors(writer, place)).slice(1)
  const below = await ancestors(writer, parent)
  if (below.includes(node.id)) throw new Refusal('conflict', 'into-own-subtree')
  if (isTakenAway(place, parent)) await keepBehind(writer, actor, node, above, wish.keeping, now)
  if (parent.node.space !== node.space) await across(writer, actor, node, parent.node.space, now)
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
