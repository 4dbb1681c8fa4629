import { ChangeTag, Done, Listing, NewTag, Paging, Tag, TagItems, Tags } from '@nuage/contract/api'
import { Type } from '@nuage/contract/schema'
import { assignTag, unassignTag } from '../../../domain/tags/assign.ts'
import { changeTag } from '../../../domain/tags/change.ts'
import { createTag } from '../../../domain/tags/create.ts'
import { findTag, listTags } from '../../../domain/tags/list.ts'
import { removeTag } from '../../../domain/tags/remove.ts'
import { type Tag as Kept, mayAssign, mayChange } from '../../../domain/tags/tag.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { eachOutcome } from '../many.ts'
import { type Call, type Route, route } from '../route.ts'
import { markedPage } from './lists.ts'

const tagOf = ({ actor }: Call, tag: Kept): Tag => {
  const { id, name, color, visible, assignable, owner } = tag
  return {
    ...{ id, name, color, visible, assignable, own: owner === actor.person },
    mayAssign: mayAssign(actor, tag),
    mayChange: mayChange(actor, tag),
  }
}

const one = async (call: Call, id: number): Promise<Tag> =>
  tagOf(call, await findTag(call.domain, call.actor, id))

/** What was to be so is so already. */
async function settled(act: () => Promise<void>, reason: string): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof Refusal && error.reason === reason)) throw error
  }
}

export const tagRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/tags',
    summary: 'The tags one can choose from',
    answer: Tags,
    handle: async (call) => ({
      entries: (await listTags(call.domain, call.actor)).map((tag) => tagOf(call, tag)),
    }),
  }),
  route({
    method: 'POST',
    path: '/tags',
    summary: 'A new tag: one’s own, or everybody’s when an administrator makes it',
    body: NewTag,
    answer: Tag,
    status: 201,
    async handle(call) {
      const { domain, actor, body } = call
      const { name, color, visible = true, assignable = true } = body
      const id = await createTag(domain, actor, {
        name,
        visible,
        assignable,
        ...(color === undefined ? {} : { color }),
      })
      return await one(call, id)
    },
  }),
  route({
    method: 'PATCH',
    path: '/tags/{tag}',
    summary: 'Renames or recolours a tag',
    body: ChangeTag,
    answer: Tag,
    async handle(call) {
      await changeTag(call.domain, call.actor, call.path.tag, call.body)
      return await one(call, call.path.tag)
    },
  }),
  route({
    method: 'DELETE',
    path: '/tags/{tag}',
    summary: 'Removes a tag from everything, and itself',
    handle: ({ domain, actor, path }) => removeTag(domain, actor, path.tag),
  }),
  route({
    method: 'GET',
    path: '/tags/{tag}/items',
    summary: 'What bears a tag',
    query: Paging,
    answer: Listing,
    handle: (call) => markedPage(call, call.query, { favourite: false, tags: [call.path.tag] }),
  }),
  route({
    method: 'POST',
    path: '/items/tags',
    summary: 'Hangs tags on many, and takes others off',
    body: TagItems,
    answer: Type.Array(Done),
    handle(call) {
      const { domain, actor, body } = call
      const items = body.items.map((id) => ({ id }))
      return eachOutcome(call, items, async ({ id }) => {
        for (const tag of body.add) await settled(() => assignTag(domain, actor, id, tag), 'tag-assigned')
        for (const tag of body.remove) await settled(() => unassignTag(domain, actor, id, tag), 'tag-missing')
        return {}
      })
    },
  }),
]
