import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import { allows, CREATE, READ } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { personOf, recordChange } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import { requireUnlocked } from '../locks/require-unlocked.ts'
import { giveWay } from '../mounts/give-way.ts'
import { requireRoom } from '../quota/room.ts'
import { acceptNewName } from './accept-name.ts'
import { ancestors } from './ancestors.ts'
import { propagate } from './climb.ts'
import { mimeOf } from './mime.ts'
import { type Moved, type MoveWish, requireReplaceable, requireSeparate } from './move.ts'
import { NODE_BY_ID, type Node } from './node.ts'
import { type Place, shownPath, type Target } from './place.ts'
import { discard } from './remove.ts'
import { resolve, resolveTarget } from './resolve.ts'

const SUBTREE = `sub(id) AS (
    SELECT id FROM node WHERE id = ?
    UNION ALL SELECT n.id FROM sub JOIN node n ON n.parent = sub.id WHERE n.trashed IS NULL)`
const COUNT = `WITH RECURSIVE ${SUBTREE} SELECT count(*) AS count FROM sub`
/** The ids are given in the order of the old ones, from a block taken beforehand. */
const COPY = `WITH RECURSIVE ${SUBTREE},
  fresh AS MATERIALIZED (SELECT id AS old, CAST(? AS BIGINT) - 1 + row_number() OVER (ORDER BY id) AS id FROM sub)
  INSERT INTO node (id, space, parent, name, kind, size, mtime, etag, content, mime, created, uploaded, author)
  SELECT f.id, CAST(? AS BIGINT), p.id, n.name, n.kind, n.size, n.mtime, ?, n.content, n.mime, n.created,
    CAST(? AS BIGINT), ?
  FROM fresh f JOIN node n ON n.id = f.old LEFT JOIN fresh p ON p.old = n.parent`
const PLACE = 'UPDATE node SET parent = ?, name = ?, mime = ?, size = ? WHERE id = ?'
const PROPERTIES = `INSERT INTO property (node, person, name, value)
  SELECT ?, person, name, value FROM property WHERE node = ?`

/**
 * Copies a file or a whole folder in one statement; content is shared, never copied. Times are kept; ids,
 * favourites, tags and stored checksums are not.
 * @param shallow a folder without its members (RFC 4918 §9.8.3, `Depth: 0`).
 */
export async function copy(
  domain: Domain,
  actor: Actor,
  from: readonly string[],
  to: readonly string[],
  wish: MoveWish & { readonly shallow: boolean },
): Promise<Moved> {
  requireSeparate(from, to, false)
  // The source's space too: a tree that grew between being counted and being copied would outgrow its ids.
  const spaces = await domain.records.read(async (reader) => [
    (await resolve(reader, actor, from)).node.space,
    (await resolveTarget(reader, actor, to)).parent.node.space,
  ])
  return await domain.records.write(spaces, async (writer) => {
    const now = seconds(domain.now())
    const place = await resolve(writer, actor, from)
    const target = await resolveTarget(writer, actor, to)
    requirePin(wish, place)
    requireReplaceable(target, wish)
    return await copyPlace(writer, actor, place, target, wish, now)
  })
}

function requirePin(wish: MoveWish, place: Place): void {
  if (wish.pin !== undefined && wish.pin !== 'absent' && wish.pin.etag !== place.node.etag)
    throw new Refusal('stale', 'changed-meanwhile')
}

async function copyPlace(
  writer: Writer,
  actor: Actor,
  place: Place,
  target: Target,
  wish: MoveWish & { readonly shallow: boolean },
  now: number,
): Promise<Moved> {
  const { node } = place
  const { parent, existing } = target
  if (!allows(place.permissions, READ)) throw new Refusal('not-permitted', 'no-read')
  if (!allows(parent.permissions, CREATE)) throw new Refusal('not-permitted', 'no-write')
  const name = await acceptNewName(writer, target.name)
  const below = await ancestors(writer, parent)
  if (below.includes(node.id)) throw new Refusal('conflict', 'into-own-subtree')
  await requireUnlocked(writer, { nodes: [parent.node.id], above: parent.trail.slice(0, -1) }, wish.hold, now)
  const size = wish.shallow && node.kind !== FILE ? 0 : node.size
  await requireRoom(writer, parent.node.space, size, { path: shownPath([...parent.path, name]) })
  if (existing !== undefined) await discard(writer, actor, existing, wish.hold, now)
  const id = await duplicate(writer, actor, node, parent.node.space, wish.shallow, now)
  await giveWay(writer, actor, target, name)
  await writer.run(PLACE, parent.node.id, name, node.kind === FILE ? mimeOf(name) : '', size, id)
  await writer.run(PROPERTIES, id, node.id)
  await propagate(writer, below, { size, now, etag: newEtag() })
  const copied = (await writer.get<Node>(NODE_BY_ID, id))!
  await recordChange(
    writer,
    actor,
    { space: copied.space, verb: 'copy', node: id, from: null, to: copied },
    now,
  )
  return { node: copied, created: existing === undefined }
}

async function duplicate(
  writer: Writer,
  actor: Actor,
  node: Node,
  space: number,
  shallow: boolean,
  now: number,
): Promise<number> {
  const count = shallow ? 1 : (await writer.get<{ count: number }>(COUNT, node.id))!.count
  const base = await writer.ids('node', count)
  const author = personOf(actor)
  if (shallow) {
    await writer.run(SHALLOW, base, space, newEtag(), now, author, node.id)
    return base
  }
  await writer.run(COPY, node.id, base, space, newEtag(), now, author)
  return base + (await writer.get<{ before: number }>(BEFORE, node.id, node.id))!.before
}

const SHALLOW = `INSERT INTO node (id, space, name, kind, size, mtime, etag, content, mime, created, uploaded, author)
  SELECT CAST(? AS BIGINT), CAST(? AS BIGINT), name, kind, size, mtime, ?, content, mime, created,
    CAST(? AS BIGINT), ? FROM node WHERE id = ?`
/** A folder may be younger than what was moved into it, so its own id need not be the first of the block. */
const BEFORE = `WITH RECURSIVE ${SUBTREE} SELECT count(*) AS before FROM sub WHERE id < ?`
