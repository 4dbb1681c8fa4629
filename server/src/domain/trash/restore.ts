import type { Reader, Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { allows, CREATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { recordChange } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import { climb, propagate } from '../files/climb.ts'
import { freeName } from '../files/free-name.ts'
import { makeWay } from '../files/make-way.ts'
import type { Node } from '../files/node.ts'
import { isLive } from '../files/remove.ts'
import { walk } from '../files/walk.ts'
import { requireRoom } from '../quota/room.ts'
import { rootsOfSpace } from '../spaces/root.ts'
import { findEntry, findTrashed, type Trashed } from './list.ts'

const BACK = 'UPDATE node SET parent = ?, name = ?, trashed = NULL WHERE id = ?'
const FORGET = 'DELETE FROM trash WHERE id = ?'

/** The folder it came from, wherever that is now; when it is gone, a folder like it where it was. */
async function destination(
  writer: Writer,
  actor: Member,
  { entry, node, inner }: Trashed,
  now: number,
): Promise<NodeId> {
  const { root } = await rootsOfSpace(writer, node.space)
  const within = inner.length === 0 ? [] : [entry.name, ...inner.slice(0, -1)]
  const origin = entry.origin === null ? undefined : (await walk(writer, entry.origin, [])).node
  if (
    origin?.kind === FOLDER &&
    origin.space === node.space &&
    entry.origin !== null &&
    (await isLive(writer, entry.origin, root))
  )
    return await makeWay(writer, actor, { space: node.space, start: entry.origin, names: within }, now)
  const names = [...entry.location.split('/').slice(0, -1), ...within]
  return await makeWay(writer, actor, { space: node.space, start: root, names }, now)
}

/**
 * Puts a deletion, or one file out of a deleted folder, back where it was: same id, etag and time. Beside what
 * has taken its name meanwhile.
 * @throws Refusal `not-found`, `over-quota`; `not-permitted` for whoever may make nothing where it was.
 */
export async function restore(
  domain: Domain,
  actor: Member,
  name: string,
  deleted: number,
  inner: readonly string[],
): Promise<Node> {
  return await bringBack(domain, actor, (reader, now) =>
    findTrashed(reader, actor, name, deleted, inner, now),
  )
}

/** A whole deletion, by the number of its entry. @throws Refusal `not-found`, `over-quota`. */
export const restoreEntry = (domain: Domain, actor: Member, id: number): Promise<Node> =>
  bringBack(domain, actor, (reader, now) => findEntry(reader, actor, id, now))

async function bringBack(
  domain: Domain,
  actor: Member,
  find: (reader: Reader, now: number) => Promise<Trashed>,
): Promise<Node> {
  const { entry } = await domain.records.read((reader) => find(reader, seconds(domain.now())))
  return await domain.records.write([entry.space], async (writer) => {
    const now = seconds(domain.now())
    return await putBack(writer, actor, await find(writer, now), now)
  })
}

async function putBack(writer: Writer, actor: Member, trashed: Trashed, now: number): Promise<Node> {
  const { entry, node, inner } = trashed
  if (!allows(entry.permissions, CREATE)) throw new Refusal('not-permitted', 'no-write')
  await requireRoom(writer, node.space, node.size)
  const parent = await destination(writer, actor, trashed, now)
  const called = await freeName(writer, parent, inner.length === 0 ? entry.name : node.name)
  const leaving = (await climb(writer, node.id)).ids.slice(1)
  await writer.run(BACK, parent, called, node.id)
  if (inner.length === 0) await writer.run(FORGET, entry.id)
  const etag = newEtag()
  await propagate(writer, leaving, { size: -node.size, now, etag })
  await propagate(writer, (await climb(writer, parent)).ids, { size: node.size, now, etag })
  const restored = { ...node, parent, name: called, trashed: null }
  const change = { space: node.space, verb: 'restore', node: node.id, from: node, to: restored } as const
  await recordChange(writer, actor, change, now)
  return restored
}
