import type { Item } from '@nuage/contract/api'
import { PenLine } from 'lucide-react'
import { call } from '../api/call.ts'
import { underWay } from '../api/under-way.ts'
import type { Row } from '../list/rows.ts'
import { say } from '../words/say.ts'
import type { Act } from './act.ts'
import { refresh, showName } from './caches.ts'
import { mayRename } from './rights.ts'
import { seen } from './seen.ts'
import { key } from './shortcut.ts'
import { tellDone } from './tell.ts'

export const rename: Act = {
  name: 'rename',
  section: 'change',
  icon: PenLine,
  shortcut: key('F2'),
  label: () => say('acts.rename.label'),
  when: ({ items }) => items.length === 1 && mayRename(items[0]!),
  do: ({ items, rename: renaming }) => renaming(items[0]!),
}

type Named = Pick<Row, 'id' | 'parent' | 'name'>

/** Shows the new name at once, and the old one again when the server refuses. @throws Problem, LineLost. */
async function give(row: Named, name: string): Promise<Item> {
  const takeBack = await showName(row.id, name, row.name)
  try {
    const body = { ...seen(row), name }
    const item = await underWay(() => call<Item>('POST', '/items/rename', { body }))
    if (item.name !== name) await showName(row.id, item.name, name)
    return item
  } catch (error) {
    takeBack()
    throw error
  } finally {
    void refresh([])
  }
}

export async function renameTo(row: Named, name: string): Promise<void> {
  const item = await give(row, name)
  const facts = { name: row.name, now: item.name }
  tellDone(say('acts.rename.done', facts), async () => {
    await give({ ...row, name: item.name }, row.name)
  })
}
