import type { FolderPage } from '@nuage/contract/api'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { call } from '../api/call.ts'
import { keys } from '../api/keys.ts'
import { rowsOfFolder } from '../list/rows.ts'
import { BY_NAME, sortRows } from '../list/sort.ts'
import { session } from '../session/session.ts'
import { say } from '../words/say.ts'

/** A folder that something can go into. */
export interface Branch {
  readonly id: number
  readonly name: string
  readonly rights: number
  /** undefined: not known yet. */
  readonly members: readonly Branch[] | undefined
}

export interface Tree {
  readonly root: Branch
  readonly chosen: number
  readonly open: ReadonlySet<number>
  /** What cannot be chosen, nor what is in it. */
  readonly barred: readonly number[]
  /** @param within is opened too, such as the folder a new one was made in */
  choose(id: number, within?: number): void
  setOpen(open: ReadonlySet<number>): void
  find(id: number): Branch | undefined
}

/** More folders beside each other than somebody reads. */
const MOST = 500

const ask = (id: number) => ({
  queryKey: keys.folder(id),
  queryFn: ({ signal }: { signal: AbortSignal }) => call<FolderPage>('GET', `/folders/${id}`, { signal }),
  staleTime: 30_000,
})

function membersOf(page: FolderPage, pages: ReadonlyMap<number, FolderPage>): Branch[] {
  const folders = rowsOfFolder(page).filter(({ kind }) => kind === 'folder')
  return sortRows(folders, BY_NAME, document.documentElement.lang)
    .slice(0, MOST)
    .map(({ id, name, rights }) => {
      const own = pages.get(id)
      return { id, name, rights, members: own === undefined ? undefined : membersOf(own, pages) }
    })
}

const findIn = (branch: Branch, id: number): Branch | undefined =>
  branch.id === id
    ? branch
    : branch.members?.reduce<Branch | undefined>((found, member) => found ?? findIn(member, id), undefined)

/** The folders of whoever is signed in, fetched as they are opened; the way to where one is stands open. */
export function useFolderTree(start: number, barred: readonly number[]): Tree {
  const { root } = session()
  const [chosen, setChosen] = useState(start)
  const [opened, setOpened] = useState<ReadonlySet<number> | null>(null)
  const { data: here } = useQuery(ask(start))
  const open = useMemo(
    () => opened ?? new Set([root, start, ...(here?.folder.way.map(({ id }) => id) ?? [])]),
    [opened, root, start, here],
  )
  const ids = [...new Set([root, ...open])]
  const answers = useQueries({ queries: ids.map(ask) })
  const pages = new Map(answers.flatMap(({ data }, at) => (data === undefined ? [] : [[ids[at]!, data]])))
  const top = pages.get(root)
  const trunk: Branch = {
    ...{ id: root, name: say('list.my-files'), rights: top?.folder.rights ?? 0 },
    members: top === undefined ? undefined : membersOf(top, pages),
  }
  return {
    ...{ root: trunk, chosen, open, barred, setOpen: setOpened },
    choose(id, within) {
      setChosen(id)
      if (within !== undefined) setOpened(new Set([...open, within]))
    },
    find: (id) => findIn(trunk, id),
  }
}
