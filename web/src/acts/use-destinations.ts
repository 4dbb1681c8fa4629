import type { Listing } from '@nuage/contract/api'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { itemQuery } from '../api/item-query.ts'
import { keys } from '../api/keys.ts'
import { useSettled } from '../api/use-settled.ts'
import type { Row } from '../list/rows.ts'
import { recentPlaces } from './recent-places.ts'
import { mayCreateIn } from './rights.ts'

/** A folder that something may be put into, as it is proposed. */
export interface Proposed {
  readonly id: number
  readonly name: string
  readonly rights: number
  /** Names of the folders above, from one’s root. */
  readonly folder: readonly string[]
}

/** So many are asked for, as some cannot be written to, and so many are shown. */
const ASKED = 100
const SHOWN = 20

const startsWith = (path: readonly string[], start: readonly string[]): boolean =>
  start.every((name, at) => path[at] === name)

/** Whether something can go there at all: nothing goes into itself. */
const isOpenTo =
  (moved: readonly Row[]) =>
  (place: Proposed): boolean =>
    mayCreateIn(place) &&
    !moved.some(({ folder, name }) => startsWith([...place.folder, place.name], [...folder, name]))

/** Folders that have the words in their names; undefined while nothing was answered yet. */
export function useFoundFolders(words: string, moved: readonly Row[]): readonly Proposed[] | undefined {
  const wish = { q: useSettled(words.trim()), type: 'folder', limit: ASKED }
  const { data } = useQuery({
    queryKey: keys.search(wish),
    queryFn: ({ signal }) => call<Listing>('GET', '/search', { query: wish, signal }),
    enabled: wish.q !== '',
    placeholderData: keepPreviousData,
  })
  return data?.entries.filter(isOpenTo(moved)).slice(0, SHOWN)
}

/** Where something was put lately, of what is still there and may still be written to. */
export function useRecentPlaces(moved: readonly Row[]): readonly Proposed[] {
  const [ids] = useState(recentPlaces)
  const answers = useQueries({
    queries: ids.map((id) => ({ ...itemQuery(id), retry: false, staleTime: 30_000 })),
  })
  const places = answers.flatMap(({ data }): Proposed[] => {
    if (data?.kind !== 'folder' || data.way.length === 0) return []
    const { id, name, rights, way } = data
    return [{ id, name, rights, folder: way.slice(1).map((step) => step.name) }]
  })
  return places.filter(isOpenTo(moved))
}
