import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import { allows, UPDATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { recordChange } from '../changes/record.ts'
import { ancestors } from './ancestors.ts'
import { propagate } from './climb.ts'
import type { Place } from './place.ts'

/** One thing to change about a node without touching its content. */
export type Adjustment =
  | { readonly what: 'mtime'; readonly seconds: number }
  | { readonly what: 'created'; readonly seconds: number }
  | { readonly what: 'favourite'; readonly on: boolean }
  | { readonly what: 'property'; readonly name: string; readonly value: string | null }

const MTIME = 'UPDATE node SET mtime = ?, etag = ? WHERE id = ?'
const CREATED = 'UPDATE node SET created = ? WHERE id = ?'
const LIKE = 'INSERT INTO favourite (person, node) VALUES (?, ?) ON CONFLICT (person, node) DO NOTHING'
const UNLIKE = 'DELETE FROM favourite WHERE person = ? AND node = ?'
const SET = `INSERT INTO property (node, person, name, value) VALUES (?, ?, ?, ?)
  ON CONFLICT (node, person, name) DO UPDATE SET value = excluded.value`
const UNSET = 'DELETE FROM property WHERE node = ? AND person = ? AND name = ?'
const OTHERS = 'SELECT count(*) AS count FROM property WHERE node = ? AND person = ? AND name <> ?'

/** So many properties of its own may a client keep on one node, of so many characters each. */
const PROPERTIES = 200
export const PROPERTY_LENGTH = 65_536
/** Names stand in an index, of which PostgreSQL takes 2,700 bytes. */
const PROPERTY_NAME_LENGTH = 500

/**
 * Only a new time changes the etag: favourites and a client's own properties are nobody else's business, and
 * would make every other computer list the folder again.
 * @param now seconds.
 */
export async function adjust(
  writer: Writer,
  actor: Actor,
  place: Place,
  adjustment: Adjustment,
  now: number,
): Promise<void> {
  const { node } = place
  if (adjustment.what === 'mtime' || adjustment.what === 'created') {
    if (!allows(place.permissions, UPDATE)) throw new Refusal('not-permitted', 'no-write')
    if (adjustment.what === 'created') {
      await writer.run(CREATED, adjustment.seconds, node.id)
      return
    }
    await writer.run(MTIME, adjustment.seconds, newEtag(), node.id)
    await propagate(writer, (await ancestors(writer, place)).slice(1), { size: 0, now, etag: newEtag() })
    const to = { ...node, mtime: adjustment.seconds }
    await recordChange(
      writer,
      actor,
      { space: node.space, verb: 'touch', node: node.id, from: node, to },
      now,
    )
    return
  }
  if (actor.kind !== 'member') throw new Refusal('not-permitted', 'members-only')
  if (adjustment.what === 'favourite') {
    await writer.run(adjustment.on ? LIKE : UNLIKE, actor.person, node.id)
    return
  }
  if (adjustment.value === null) {
    await writer.run(UNSET, node.id, actor.person, adjustment.name)
    return
  }
  const others = await writer.get<{ count: number }>(OTHERS, node.id, actor.person, adjustment.name)
  const { name, value } = adjustment
  if (others!.count >= PROPERTIES || value.length > PROPERTY_LENGTH || name.length > PROPERTY_NAME_LENGTH)
    throw new Refusal('over-quota', 'too-many-properties')
  await writer.run(SET, node.id, actor.person, name, value)
}
