import type { FolderPage, Listing, TagRef } from '@nuage/contract/api'
import type { InfiniteData } from '@tanstack/react-query'
import { client } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { putBack, renamed, starred, tagged, tagsWith, without } from './page-changes.ts'

type Entry = Listing['entries'][number]
type Pages = InfiniteData<Listing>

const isListing = (data: unknown): data is Pages =>
  Array.isArray((data as Pages | undefined)?.pages?.[0]?.entries)

/** Every list that gathers from everywhere, whichever screen it is of. */
function changeListings(change: (entries: readonly Entry[]) => Entry[]): void {
  client.setQueriesData<unknown>({}, (data: unknown) =>
    isListing(data)
      ? { ...data, pages: data.pages.map((page) => ({ ...page, entries: change(page.entries) })) }
      : data,
  )
}

function changeFolders(change: (page: FolderPage) => FolderPage): void {
  client.setQueriesData<FolderPage>({ queryKey: keys.folders }, (page) =>
    page === undefined ? page : change(page),
  )
}

/** Answers that are on their way know nothing of what is shown already. */
const settle = (): Promise<void> => client.cancelQueries({ queryKey: keys.folders })

/** Shows a change at once wherever it is to be seen. @returns takes exactly that back. */
export type Shown = () => void

export async function showName(id: number, name: string, before: string): Promise<Shown> {
  await settle()
  const put = (from: string, to: string): void => {
    changeFolders((page) => {
      const at = page.entries.id.indexOf(id)
      return page.entries.name[at] === from ? renamed(page, id, to) : page
    })
    changeListings((entries) => entries.map((entry) => (entry.id === id ? { ...entry, name: to } : entry)))
  }
  put(before, name)
  return () => put(name, before)
}

/** @returns also what asks again for what was called off. */
export async function showStars(
  ids: ReadonlySet<number>,
  on: boolean,
): Promise<{ takeBack: Shown; askAgain(): Promise<void> }> {
  const asked = client.getQueryCache().findAll({ queryKey: keys.folders, fetchStatus: 'fetching' })
  await settle()
  const put = (favourite: boolean): void => {
    changeFolders((page) => starred(page, ids, favourite))
    changeListings((entries) => entries.map((entry) => (ids.has(entry.id) ? { ...entry, favourite } : entry)))
  }
  put(on)
  return {
    takeBack: () => put(!on),
    async askAgain() {
      await Promise.all(asked.map(({ queryKey }) => client.invalidateQueries({ queryKey, exact: true })))
    },
  }
}

export function showTag(ids: ReadonlySet<number>, tag: TagRef, on: boolean): Shown {
  const earlier = client.getQueriesData<FolderPage>({ queryKey: keys.folders })
  changeFolders((page) => tagged(page, ids, tag, on))
  changeListings((entries) =>
    entries.map((entry) => (ids.has(entry.id) ? { ...entry, tags: tagsWith(entry.tags, tag, on) } : entry)),
  )
  return () => {
    for (const [key, before] of earlier)
      if (before !== undefined)
        client.setQueryData<FolderPage>(key, (page) =>
          page === undefined ? page : { ...page, tagged: before.tagged },
        )
    void refreshListings()
  }
}

/** @returns puts back those of the rows that are named, or all. */
export async function showWithout(ids: ReadonlySet<number>): Promise<(back?: ReadonlySet<number>) => void> {
  await settle()
  const earlier = new Map(client.getQueriesData<FolderPage>({ queryKey: keys.folders }))
  changeFolders((page) => without(page, ids))
  changeListings((entries) => entries.filter(({ id }) => !ids.has(id)))
  return (back = ids) => {
    for (const [key, before] of earlier)
      if (before !== undefined)
        client.setQueryData<FolderPage>(key, (page) =>
          page === undefined ? page : putBack(page, before, back),
        )
    void refreshListings()
  }
}

const refreshListings = (): Promise<void> =>
  client.invalidateQueries({ predicate: ({ state }) => isListing(state.data) })

/** Asks again for folders whose members changed, and for whatever tells of them. */
export async function refresh(folders: Iterable<number>): Promise<void> {
  await Promise.all([
    ...[...new Set(folders)].map((id) => client.invalidateQueries({ queryKey: keys.folder(id) })),
    client.invalidateQueries({ queryKey: keys.space }),
    client.invalidateQueries({ queryKey: keys.trash }),
    refreshListings(),
  ])
}
