import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { findById } from '../files/find-by-id.ts'
import { isListed, isShown, readTag, TAG, type Tag, type TagRow, tagOf } from './tag.ts'

const PUBLIC = `SELECT ${TAG} FROM tag t WHERE t.person IS NULL ORDER BY t.folded`
const OWN = `SELECT ${TAG} FROM tag t WHERE t.person = ? ORDER BY t.folded`
const ON_NODE = `SELECT ${TAG} FROM node_tag b JOIN tag t ON t.id = b.tag WHERE b.node = ? ORDER BY t.folded, t.id`

/** Those that a person can choose from, everybody's first, each group by name. */
export const listTags = (domain: Domain, actor: Member): Promise<Tag[]> =>
  domain.records.read(async (reader) => {
    const rows = [...(await reader.all<TagRow>(PUBLIC)), ...(await reader.all<TagRow>(OWN, actor.person))]
    return rows.map(tagOf).filter((tag) => isListed(actor, tag))
  })

/** @throws Refusal `not-found`. */
export const findTag = (domain: Domain, actor: Member, id: number): Promise<Tag> =>
  domain.records.readOne((reader) => readTag(reader, actor, id))

/** @throws Refusal `not-found` when there is no such node for them. */
export async function listTagsOf(domain: Domain, actor: Member, node: NodeId): Promise<Tag[]> {
  await findById(domain, actor, node)
  return await domain.records.readOne((reader) => readTagsOn(reader, actor, node))
}

export async function readTagsOn(reader: Reader, actor: Member, node: NodeId): Promise<Tag[]> {
  const rows = await reader.all<TagRow>(ON_NODE, node)
  return rows.map(tagOf).filter((tag) => isShown(actor, tag))
}
