import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { allows, DELETE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { type Change, personOf, recordChange } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import type { Hold } from '../locks/lock.ts'
import { requireUnlocked } from '../locks/require-unlocked.ts'
import { leaveMount } from '../mounts/leave.ts'
import { rootsOfSpace } from '../spaces/root.ts'
import { ancestors } from './ancestors.ts'
import { climb, propagate } from './climb.ts'
import { type Pin, requirePin } from './commit-write.ts'
import type { Node } from './node.ts'
import type { Place } from './place.ts'
import { resolve } from './resolve.ts'
import { requireSeen, type Seen } from './seen.ts'

const TRASH = `INSERT INTO trash (id, space, node, origin, name, location, deleted, deleted_by)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
/** Whoever sees this entry: the owner of its space and who deletes it, each with all else that they see. */
const SAME_SECOND = `SELECT t.deleted FROM trash t JOIN space s ON s.id = t.space
  WHERE (t.space = ? OR s.owner = ? OR t.deleted_by = ? OR t.deleted_by = (SELECT owner FROM space WHERE id = ?))
  AND t.name = ? AND t.deleted >= ? ORDER BY t.deleted`
const INTO_TRASH = 'UPDATE node SET parent = ?, trashed = ? WHERE id = ?'
/** So many ids stand in one statement. */
const WIDTH = 32
const NAMES = Array.from(
  { length: WIDTH + 1 },
  (_, count) => `SELECT id, name FROM node WHERE id IN (${Array(count).fill('?').join(', ')})`,
)

/**
 * Deletes into the trash of the space: one row, whatever is inside. A mount's root is left, not deleted.
 * @returns its entry in the trash; undefined for what is left.
 * @throws Refusal `not-found`, `not-permitted`, `locked`, `stale`.
 */
export async function remove(
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  wish: { pin?: Pin; seen?: Seen; hold: Hold },
): Promise<number | undefined> {
  if (path.length === 0) throw new Refusal('not-permitted', 'root-fixed-delete')
  const before = seconds(domain.now())
  const found = await domain.records.read((reader) => resolve(reader, actor, path, before))
  return await domain.records.write([found.node.space], async (writer) => {
    const now = seconds(domain.now())
    const place = await resolve(writer, actor, path, now)
    requireSeen(place, wish.seen)
    requirePin(wish.pin, place.node)
    return await discard(writer, actor, place, wish.hold, now)
  })
}

/** @returns its entry in the trash; undefined for a mount, which is left. */
export async function discard(
  writer: Writer,
  actor: Actor,
  place: Place,
  hold: Hold,
  now: number,
): Promise<number | undefined> {
  if (place.isMountRoot) {
    await leaveMount(writer, place.mount!)
    return undefined
  }
  const { node } = place
  if (!allows(place.permissions, DELETE)) throw new Refusal('not-permitted', 'no-delete')
  const above = (await ancestors(writer, place)).slice(1)
  const parent = above[0]
  if (parent === undefined) throw new Refusal('not-permitted', 'root-fixed-delete')
  const whole = { space: node.space, node: node.id }
  await requireUnlocked(writer, { nodes: [node.id, parent], above: above.slice(1), whole }, hold, now)
  const { trash } = await rootsOfSpace(writer, node.space)
  const entry = await bury(writer, actor, node, { trash, above }, now)
  await propagate(writer, above, { size: -node.size, now, etag: newEtag() })
  await propagate(writer, [trash], { size: node.size, now, etag: newEtag() })
  return entry
}

/**
 * Makes an entry of a node, lays it into the trash and records that. Sizes and etags above are the caller's to see to.
 * @param above all folders from its parent up.
 * @returns the entry.
 */
export async function bury(
  writer: Writer,
  actor: Actor,
  node: Node,
  { trash, above }: { trash: NodeId; above: readonly NodeId[] },
  now: number,
): Promise<number> {
  const folder = await wayTo(writer, above)
  const { entry, change } = await layIntoTrash(writer, actor, node, { trash, folder }, now)
  await recordChange(writer, actor, change, now)
  return entry
}

/**
 * The same for somebody who knows the way to the folder and records the change.
 * @param folder names from the space's root down to where it lay.
 */
export async function layIntoTrash(
  writer: Writer,
  actor: Actor,
  node: Node,
  { trash, folder }: { trash: NodeId; folder: readonly string[] },
  now: number,
): Promise<{ entry: number; change: Change }> {
  const entry = await writer.ids('row')
  const location = [...folder, node.name].join('/')
  const deleted = await freeSecond(writer, actor, node.space, node.name, now)
  const by = personOf(actor)
  await writer.run(TRASH, entry, node.space, node.id, node.parent, node.name, location, deleted, by)
  await writer.run(INTO_TRASH, trash, entry, node.id)
  const to = { ...node, parent: trash }
  return { entry, change: { space: node.space, verb: 'trash', node: node.id, from: node, to } }
}

/** Clients name an entry `NAME.d<second>`: two of one name within a second are told apart by the next second. */
async function freeSecond(
  writer: Writer,
  actor: Actor,
  space: number,
  name: string,
  now: number,
): Promise<number> {
  const person = personOf(actor)
  let second = now
  for (const taken of await writer.all<{ deleted: number }>(
    SAME_SECOND,
    space,
    person,
    person,
    space,
    name,
    now,
  )) {
    if (taken.deleted < second) continue
    if (taken.deleted !== second) break
    second++
  }
  return second
}

/**
 * Names from the space's root down to a folder: the only memory of it once folders have moved.
 * @param above the folder and all above it.
 */
export async function wayTo(writer: Writer, above: readonly NodeId[]): Promise<string[]> {
  const inner = above.slice(0, -1)
  if (inner.length === 0) return []
  const rows: { id: number; name: string }[] = []
  for (let i = 0; i < inner.length; i += WIDTH) {
    const some = inner.slice(i, i + WIDTH)
    rows.push(...(await writer.all<{ id: number; name: string }>(NAMES[some.length]!, ...some)))
  }
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return inner.map((id) => names.get(id) ?? '').reverse()
}

/** Whether a node can still be reached from its space's root. */
export async function isLive(writer: Writer, node: number, root: number): Promise<boolean> {
  const climbed = await climb(writer, node)
  return !climbed.trashed && climbed.ids.at(-1) === root
}
