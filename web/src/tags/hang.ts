import type { Done, ItemDetails, Tag, TagRef } from '@nuage/contract/api'
import { call } from '../api/call.ts'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { Problem } from '../api/problem.ts'
import { sentenceOf } from '../api/sentence.ts'
import { toast } from '../look/toast.tsx'

/** Whatever shows tags is asked for anew. */
export const refreshTagged = (): Promise<unknown> =>
  Promise.all(
    [keys.items, keys.folders, keys.tags, keys.favourites, keys.recent, keys.searches].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  )

/** Shown on the item at once. @returns takes it back. */
function show(id: number, change: (tags: readonly TagRef[]) => TagRef[]): () => void {
  const key = keys.item(id)
  const before = client.getQueryData<ItemDetails>(key)
  if (before !== undefined) client.setQueryData<ItemDetails>(key, { ...before, tags: change(before.tags) })
  return () => {
    if (before !== undefined) client.setQueryData(key, before)
  }
}

/** Hangs a tag on things, or takes it off. */
export async function hang(items: readonly number[], tag: TagRef, on: boolean): Promise<void> {
  const others = (tags: readonly TagRef[]): TagRef[] => tags.filter(({ id }) => id !== tag.id)
  const undo = items.map((id) => show(id, (tags) => (on ? [...others(tags), tag] : others(tags))))
  const wish = on ? { add: [tag.id], remove: [] } : { add: [], remove: [tag.id] }
  try {
    const done = await call<readonly Done[]>('POST', '/items/tags', { body: { items, ...wish } })
    const refused = done.find((one) => !one.ok)
    if (refused !== undefined && !refused.ok) throw new Problem(refused.problem)
  } catch (error) {
    for (const takeBack of undo) takeBack()
    toast({ text: sentenceOf(error), tone: 'attention' })
  }
  await refreshTagged()
}

/** @throws Problem when the name is taken or cannot be one, LineLost. */
export const create = (wish: { readonly name: string; readonly color: string }): Promise<Tag> =>
  call<Tag>('POST', '/tags', { body: wish })
