import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FILE, FOLDER } from '../../vocabulary/node-kind.ts'
import { allows, CREATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { personOf, recordChange } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import { requireUnlocked } from '../locks/require-unlocked.ts'
import { giveWay } from '../mounts/give-way.ts'
import { requireRoom } from '../quota/room.ts'
import { carryOver } from '../shares/carry-over.ts'
import { acceptNewName } from './accept-name.ts'
import { ancestors } from './ancestors.ts'
import { settleClash } from './clash.ts'
import { propagate } from './climb.ts'
import { copyBelow } from './copy-below.ts'
import { AT_ONCE, copyAll, copyOne, countBelow, EVERYTHING, TRIES } from './copy-tree.ts'
import { abandonDraft, beginDraft, type Draft, publishDraft } from './draft.ts'
import { giveContent } from './give-content.ts'
import { mimeOf } from './mime.ts'
import { type Moved, type MoveWish, replaces, requireReplaceable, requireSeparate } from './move.ts'
import { NODE_BY_ID, type Node } from './node.ts'
import { requireBytes } from './open.ts'
import { type Place, shownPath, type Target } from './place.ts'
import { discard } from './remove.ts'
import { resolve, resolveTarget } from './resolve.ts'
import { requireInto, requireSeen } from './seen.ts'

const PLACE = 'UPDATE node SET parent = ?, name = ?, mime = ?, size = ?, trashed = NULL WHERE id = ?'
const PROPERTIES = `INSERT INTO property (node, person, name, value)
  SELECT ?, person, name, value FROM property WHERE node = ?`

export interface CopyWish extends MoveWish {
  /** A folder without its members (RFC 4918 §9.8.3, `Depth: 0`). */
  readonly shallow: boolean
}

interface Asked {
  readonly actor: Actor
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly wish: CopyWish
}

/**
 * Copies a file or a whole folder as it was at one moment; content is shared, never copied. Times are kept; ids,
 * favourites, tags and stored checksums are not. Large folders are copied in slices, so that nobody waits, and
 * appear at once when they are complete (docs/adr/0015).
 */
export async function copy(
  domain: Domain,
  actor: Actor,
  from: readonly string[],
  to: readonly string[],
  wish: CopyWish,
): Promise<Moved> {
  // Beside itself, both are kept: the other name is found later.
  if (wish.onClash !== 'keep-both' || from.join('/') !== to.join('/')) requireSeparate(from, to, false)
  const asked = { actor, from, to, wish }
  for (let tried = 1; tried < TRIES; tried++) {
    const begun = await begin(domain, asked, AT_ONCE)
    const moved = 'node' in begun ? begun : await complete(domain, asked, begun)
    if (moved !== undefined) return moved
  }
  return (await begin(domain, asked, EVERYTHING)) as Moved
}

interface Begun {
  readonly draft: Draft
  /** As it was when the copy began. */
  readonly source: Node
  readonly etag: string
  /** Seconds. */
  readonly now: number
}

/** Copies what is small at once, and of what is large the root, as a draft. */
async function begin(domain: Domain, asked: Asked, atOnce: number): Promise<Moved | Begun> {
  const { actor, from, to, wish } = asked
  // The source's space too: a tree that grew between being counted and being copied would outgrow its ids.
  const before = seconds(domain.now())
  const spaces = await domain.records.read(async (reader) => [
    (await resolve(reader, actor, from, before)).node.space,
    (await resolveTarget(reader, actor, to, before)).parent.node.space,
  ])
  return await domain.records.write(spaces, async (writer) => {
    const now = seconds(domain.now())
    const ready = await prepare(writer, asked, now)
    const { place, target } = ready
    if (wish.onClash === 'replace' && target.existing !== undefined)
      return {
        node: await giveContent(writer, actor, place, target, wish.hold, now),
        ...{ name: ready.name, created: false },
      }
    const { node: source } = place
    const { space } = target.parent.node
    const stamp = { etag: newEtag(), author: personOf(actor), now }
    if (!wish.shallow && source.kind === FOLDER) {
      const { count, before } = await countBelow(writer, source.id, atOnce)
      if (count <= atOnce)
        return await settle(
          writer,
          asked,
          ready,
          await copyAll(writer, source, space, stamp, count, before),
          now,
        )
      const node = await copyOne(writer, source, space, stamp)
      const draft = await beginDraft(writer, actor, { node, space, name: ready.name }, now)
      return { draft, source, ...stamp }
    }
    return await settle(writer, asked, ready, await copyOne(writer, source, space, stamp), now)
  })
}

/** @returns undefined when the source changed meanwhile: then nothing has happened. */
async function complete(
  domain: Domain,
  asked: Asked,
  { draft, source, ...stamp }: Begun,
): Promise<Moved | undefined> {
  try {
    await copyBelow(domain, source.id, draft, { ...stamp, author: personOf(asked.actor) })
    return await domain.records.write([...new Set([source.space, draft.space])], async (writer) => {
      const now = seconds(domain.now())
      const ready = await prepare(writer, asked, now)
      const { node } = ready.place
      const moved = node.id !== source.id || ready.target.parent.node.space !== draft.space
      if (moved || node.etag !== source.etag) {
        await abandonDraft(writer, draft.entry)
        return undefined
      }
      await publishDraft(writer, draft)
      return await settle(writer, asked, ready, draft.node, now)
    })
  } catch (error) {
    // Where this fails too, the draft goes when its time is over.
    await domain.records.write([draft.space], (writer) => abandonDraft(writer, draft.entry)).catch(() => {})
    throw error
  }
}

interface Ready {
  readonly place: Place
  readonly target: Target
  readonly name: string
  /** The folder that it comes into, and all above. */
  readonly above: readonly NodeId[]
  readonly size: number
}

/** Whether it may be copied, and there. @throws Refusal */
async function prepare(writer: Writer, { actor, from, to, wish }: Asked, now: number): Promise<Ready> {
  const place = await resolve(writer, actor, from, now)
  const { node } = place
  const asked = await resolveTarget(writer, actor, to, now)
  requireSeen(place, wish.seen)
  requireInto(asked, wish.into)
  const target = await settleClash(writer, actor, asked, { kind: node.kind, onClash: wish.onClash, now })
  const { parent } = target
  requirePin(wish, place)
  requireReplaceable(target, wish)
  requireBytes(place)
  if (!allows(parent.permissions, CREATE)) throw new Refusal('not-permitted', 'no-write')
  const name = await acceptNewName(writer, target.name)
  const above = await ancestors(writer, parent)
  if (above.includes(node.id)) throw new Refusal('conflict', 'into-own-subtree')
  await requireUnlocked(writer, { nodes: [parent.node.id], above: parent.trail.slice(0, -1) }, wish.hold, now)
  const size = wish.shallow && node.kind !== FILE ? 0 : node.size
  await requireRoom(writer, parent.node.space, size, { path: shownPath([...parent.path, name]) })
  return { place, target, name, above, size }
}

function requirePin(wish: MoveWish, place: Place): void {
  if (wish.pin !== undefined && wish.pin !== 'absent' && wish.pin.etag !== place.node.etag)
    throw new Refusal('stale', 'changed-meanwhile')
}

/** Gives the copy its place. What stood there goes to the trash first. */
async function settle(
  writer: Writer,
  { actor, wish }: Asked,
  { place, target, name, above, size }: Ready,
  id: NodeId,
  now: number,
): Promise<Moved> {
  const { node } = place
  const { parent, existing } = target
  if (existing !== undefined) await discard(writer, actor, existing, wish.hold, now)
  await giveWay(writer, actor, target, name)
  if (existing !== undefined && replaces(node, existing)) await carryOver(writer, existing.node.id, id)
  await writer.run(PLACE, parent.node.id, name, node.kind === FILE ? mimeOf(name) : '', size, id)
  await writer.run(PROPERTIES, id, node.id)
  await propagate(writer, above, { size, now, etag: newEtag() })
  const copied = (await writer.get<Node>(NODE_BY_ID, id))!
  await recordChange(
    writer,
    actor,
    { space: copied.space, verb: 'copy', node: id, from: null, to: copied },
    now,
  )
  return { node: copied, name, created: existing === undefined }
}
