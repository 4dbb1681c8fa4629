import type { Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { allows, UPDATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { findById, readById } from '../files/find-by-id.ts'
import { addTag, type NewTag } from './create.ts'
import { readTagsOn } from './list.ts'
import { mayAssign, readTag } from './tag.ts'

/** So many tags may hang on one node: all of them stand in every listing. */
const MOST = 100

const COUNT = 'SELECT count(*) AS count FROM node_tag WHERE node = ?'
/** Holds the row, so that a tag is not taken away while it is being assigned. */
const HOLD = 'UPDATE tag SET created = created WHERE id = ?'
const INSERT = `INSERT INTO node_tag (node, tag, space) VALUES (?, ?, ?) ON CONFLICT (node, tag) DO NOTHING`
const DELETE = 'DELETE FROM node_tag WHERE node = ? AND tag = ?'

/** @throws Refusal `not-found`, `not-permitted`, `conflict` when it hangs there already, `over-quota`. */
export async function assignTag(domain: Domain, actor: Member, node: NodeId, id: number): Promise<void> {
  await onWritable(domain, actor, node, async (writer, space) => {
    if ((await writer.run(HOLD, id)) === 0) throw new Refusal('not-found', 'tag-missing', { facts: { id } })
    const tag = await readTag(writer, actor, id)
    if (!mayAssign(actor, tag)) throw new Refusal('not-permitted', 'tag-not-yours', { facts: { id } })
    await hang(writer, node, id, space)
  })
}

/** Makes a tag for a node. @returns its number. @throws Refusal as `assignTag` and `createTag`. */
export const assignNewTag = (domain: Domain, actor: Member, node: NodeId, wish: NewTag): Promise<number> =>
  onWritable(domain, actor, node, async (writer, space) => {
    const id = await addTag(writer, domain, actor, wish)
    await hang(writer, node, id, space)
    return id
  })

/**
 * Takes a tag off a node: whoever may write there may do so, whoever's tag it is.
 * @throws Refusal `not-found`, `not-permitted`.
 */
export async function unassignTag(domain: Domain, actor: Member, node: NodeId, id: number): Promise<void> {
  await onWritable(domain, actor, node, async (writer) => {
    const tag = (await readTagsOn(writer, actor, node)).find((one) => one.id === id)
    if (tag === undefined) throw new Refusal('not-found', 'tag-missing', { facts: { id } })
    if (tag.owner === null && !mayAssign(actor, tag))
      throw new Refusal('not-permitted', 'tag-not-yours', { facts: { id } })
    await writer.run(DELETE, node, id)
  })
}

async function onWritable<T>(
  domain: Domain,
  actor: Member,
  id: NodeId,
  write: (writer: Writer, space: SpaceId) => Promise<T>,
): Promise<T> {
  const { node } = await findById(domain, actor, id)
  return await domain.records.write([node.space], async (writer) => {
    const { node, location } = await readById(writer, actor, id, seconds(domain.now()))
    if (!allows(location.permissions, UPDATE)) throw new Refusal('not-permitted', 'no-write')
    return await write(writer, node.space)
  })
}

async function hang(writer: Writer, node: NodeId, tag: number, space: SpaceId): Promise<void> {
  const { count } = (await writer.get<{ count: number }>(COUNT, node))!
  if (count >= MOST) throw new Refusal('over-quota', 'too-many-tags', { facts: { count: MOST } })
  if ((await writer.run(INSERT, node, tag, space)) === 0) throw new Refusal('conflict', 'tag-assigned')
}
