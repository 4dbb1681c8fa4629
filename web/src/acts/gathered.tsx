import type { Listing } from '@nuage/contract/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { pagesOf } from '../api/pages.ts'
import { Pending } from '../frame/pending.tsx'
import { Place } from '../frame/place.tsx'
import { GATHERED_COLUMNS } from '../list/columns.tsx'
import { keepSame, type Row, rowOfItem } from '../list/rows.ts'
import { session } from '../session/session.ts'
import { Items } from './items.tsx'

export interface GatheredProps {
  readonly title: string
  readonly queryKey: readonly unknown[]
  /** Of the API, such as `/favourites`; answers a `Listing`. */
  readonly below: string
  /** As the server puts them, and not by name. */
  readonly inOrder?: boolean
  readonly empty: ReactNode
  readonly tools?: ReactNode
}

/** The whole of a list that comes in pages: the next is asked for as soon as one is there. */
export function useListing(queryKey: readonly unknown[], below: string) {
  const { limits } = session()
  const query = useInfiniteQuery(pagesOf<Listing>(queryKey, below, { limit: limits.page }))
  const { hasNextPage, isFetching, fetchNextPage, data } = query
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  const [last] = useState<{ rows: readonly Row[] }>({ rows: [] })
  const rows = useMemo(() => {
    const all = data?.pages.flatMap(({ entries }) => entries.map(rowOfItem)) ?? []
    last.rows = keepSame(last.rows, all)
    return last.rows
  }, [data, last])
  return { ...query, rows }
}

/** A screen with files and folders from everywhere. */
export function Gathered({ title, queryKey, below, inOrder = false, empty, tools }: GatheredProps) {
  const { rows, data, error, refetch } = useListing(queryKey, below)
  if (data === undefined) return <Pending error={error} reset={() => void refetch()} />
  return (
    <Place {...{ title, tools }}>
      <Items
        {...{ rows, empty, label: title, columns: GATHERED_COLUMNS }}
        {...(inOrder ? { order: null } : {})}
      />
    </Place>
  )
}
