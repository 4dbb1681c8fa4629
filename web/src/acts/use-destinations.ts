import type { Listing } from '@nuage/contract/api'
import { keepPreviousData, useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { itemQuery } from '../api/item-query.ts'
import { keys } from '../api/keys.ts'
import { pagesOf } from '../api/pages.ts'
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

/** So many at once. */
const PAGE = 20

const startsWith = (path: readonly string[], start: readonly string[]): boolean =>
  start.every((name, at) => path[at] === name)

/** Whether something can go there at all: nothing goes into itself. */
const isOpenTo =
  (moved: readonly Row[]) =>
  (place: Proposed): boolean =>
    mayCreateIn(place) &&
    !moved.some(({ folder, name }) => startsWith([...place.folder, place.name], [...folder, name]))

export interface FoundFolders {
  /** undefined while nothing was answered yet. */
  readonly places: readonly Proposed[] | undefined
  /** Asks for those after them, where there are any. */
  readonly more: (() => void) | undefined
}

/** Folders that have the words in their names and that one may put something into. */
export function useFoundFolders(words: string, moved: readonly Row[]): FoundFolders {
  const wish = { q: useSettled(words.trim()), type: 'folder', may: 'create', limit: PAGE }
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    ...pagesOf<Listing>(keys.search(wish), '/search', wish),
    enabled: wish.q !== '',
    placeholderData: keepPreviousData,
  })
  return {
    places: data?.pages.flatMap(({ entries }) => entries).filter(isOpenTo(moved)),
    more: hasNextPage ? () => void fetchNextPage() : undefined,
  }
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
