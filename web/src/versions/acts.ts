import type { Item, ItemDetails, Version } from '@nuage/contract/api'
import { call } from '../api/call.ts'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/sentence.ts'
import { toast } from '../look/toast.tsx'
import { fullDate } from '../words/figures.ts'
import { say } from '../words/say.ts'

async function refresh(item: ItemDetails): Promise<void> {
  const folder = item.way.at(-1)?.id
  await Promise.all([
    client.invalidateQueries({ queryKey: keys.versions(item.id) }),
    client.invalidateQueries({ queryKey: keys.item(item.id) }),
    client.invalidateQueries({ queryKey: keys.activity(item.id) }),
    client.invalidateQueries({ queryKey: keys.space }),
    ...(folder === undefined ? [] : [client.invalidateQueries({ queryKey: keys.folder(folder) })]),
  ])
}

async function telling(item: ItemDetails, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    toast({ text: sentenceOf(error), tone: 'attention' })
  }
  await refresh(item)
}

const at = (item: ItemDetails, { stamp }: Version): string => `/items/${item.id}/versions/${stamp}`

/** What it holds now becomes a version, so that this too can be undone. */
export const restore = (item: ItemDetails, version: Version): Promise<void> =>
  telling(item, async () => {
    await call<Item>('POST', `${at(item, version)}/restore`)
    toast({ text: say('versions.restored', { name: item.name, when: fullDate(version.modified) }) })
  })

export const remove = (item: ItemDetails, version: Version): Promise<void> =>
  telling(item, async () => {
    await call('DELETE', at(item, version))
    toast({ text: say('versions.delete.done') })
  })

/** @throws Problem, LineLost. */
export async function name(item: ItemDetails, version: Version, label: string): Promise<void> {
  await call('PATCH', at(item, version), { body: { label } })
  await refresh(item)
}
