import type { Done, ItemDetails, Tag, TagRef } from '@nuage/contract/api'
import { showTag } from '../acts/caches.ts'
import { eachOf } from '../acts/outcomes.ts'
import { tagsWith } from '../acts/page-changes.ts'
import { idsOf, namesOf } from '../acts/seen.ts'
import { tellFailure, tellFailures } from '../acts/tell.ts'
import { call } from '../api/call.ts'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'

/** Whatever shows tags is asked for anew. */
export const refreshTagged = (): Promise<unknown> =>
  Promise.all(
    [keys.items, keys.folders, keys.tags, keys.favourites, keys.recent, keys.searches].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  )

/** What tags hang on. */
export interface Bearer {
  readonly id: number
  readonly name: string
}

/** In its details, if they were looked at. @returns takes it back. */
function showInDetails(id: number, tag: TagRef, on: boolean): () => void {
  const key = keys.item(id)
  const before = client.getQueryData<ItemDetails>(key)
  if (before === undefined) return () => {}
  client.setQueryData<ItemDetails>(key, { ...before, tags: tagsWith(before.tags, tag, on) })
  return () => client.setQueryData(key, before)
}

/** Hangs a tag on things, or takes it off, and tells what could not be done. @returns whether all was done. */
export async function hang(items: readonly Bearer[], tag: TagRef, on: boolean): Promise<boolean> {
  const ids = idsOf(items)
  const undo = [showTag(ids, tag, on), ...items.map(({ id }) => showInDetails(id, tag, on))]
  const wish = on ? { add: [tag.id], remove: [] } : { add: [], remove: [tag.id] }
  let isDone = false
  try {
    const { failed } = await eachOf<number, Done>('/items/tags', [...ids], (slice) => ({
      items: slice,
      ...wish,
    }))
    isDone = failed.length === 0
    tellFailures(failed, namesOf(items))
  } catch (error) {
    for (const takeBack of undo) takeBack()
    tellFailure(error)
  }
  await refreshTagged()
  return isDone
}

/** @throws Problem when the name is taken or cannot be one, LineLost. */
export const create = (wish: { readonly name: string; readonly color: string }): Promise<Tag> =>
  call<Tag>('POST', '/tags', { body: wish })
