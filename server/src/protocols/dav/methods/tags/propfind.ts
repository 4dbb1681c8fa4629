import { listTagsInUse } from '../../../../domain/tags/in-use.ts'
import { findTag, listTags, listTagsOf } from '../../../../domain/tags/list.ts'
import type { Tag } from '../../../../domain/tags/tag.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { describe, type Told } from '../../describe.ts'
import type { Exchange } from '../../exchange.ts'
import { notFound } from '../../fault.ts'
import { type TagLine, tagProperties } from '../../properties/tags.ts'
import { ofFileAddress } from '../of-file.ts'
import { collection, lineOf, tagAddress } from './address.ts'

type Line = Told<TagLine | null>

const told = (exchange: Exchange<Member>, tag: Tag): Line => ({
  path: [String(tag.id)],
  collection: true,
  line: lineOf(exchange, tag),
})

export const propfindTags = (exchange: Exchange<Member>): Promise<void> =>
  describe(exchange, tagProperties, async (members): Promise<Line[]> => {
    const { domain, actor } = exchange
    const id = tagAddress(exchange)
    if (id !== undefined) return [told(exchange, await findTag(domain, actor, id))]
    const tags = members ? await listTags(domain, actor) : []
    return [collection(), ...tags.map((tag) => told(exchange, tag))]
  })

export const propfindRelations = (exchange: Exchange<Member>): Promise<void> =>
  describe(exchange, tagProperties, async (members): Promise<Line[]> => {
    const { domain, actor, path } = exchange
    const { node, part } = ofFileAddress(exchange)
    // Everything that has a tag, of everybody, is nobody's to list.
    if (node === undefined) return [collection(...path)]
    const tags = await listTagsOf(domain, actor, node)
    const line = (tag: Tag): Line => ({
      path: ['files', String(node), String(tag.id)],
      collection: false,
      line: lineOf(exchange, tag),
    })
    if (part === undefined) return [collection('files', String(node)), ...(members ? tags.map(line) : [])]
    const tag = tags.find(({ id }) => id === part)
    if (tag === undefined) throw notFound('node-missing', { path: path.join('/') })
    return [line(tag)]
  })

const MEDIA = /^[a-z]{1,20}$/

/** The tags that hang on something, each under its own address. */
export const propfindTagsInUse = (exchange: Exchange<Member>): Promise<void> =>
  describe(exchange, tagProperties, async (members): Promise<Line[]> => {
    const { domain, actor, path, prefix } = exchange
    const [media] = path
    if (path.length > 1 || (media !== undefined && !MEDIA.test(media)))
      throw notFound('node-missing', { path: path.join('/') })
    const tags = members ? await listTagsInUse(domain, actor, media) : []
    const base = `${prefix}/remote.php/dav/systemtags`
    return [collection(...path), ...tags.map((tag) => ({ ...told(exchange, tag), base }))]
  })
