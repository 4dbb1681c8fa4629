import type { Listing } from '@nuage/contract/api'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { keys } from '../api/keys.ts'
import { hasFilters, queryOf, type SearchWish } from './wish.ts'

const PROPOSED = 8

/** The first few, while one types; those found before stay until others are there. */
export const useProposals = (words: string) =>
  useQuery({
    queryKey: keys.search({ q: words, first: true }),
    queryFn: ({ signal }) =>
      call<Listing>('GET', '/search', { query: { q: words, limit: PROPOSED }, signal }),
    enabled: words !== '',
    placeholderData: words === '' ? undefined : keepPreviousData,
    staleTime: 10_000,
  })

/** All that is found, page after page. */
export const useSearch = (wish: SearchWish) =>
  useInfiniteQuery({
    queryKey: keys.search(wish),
    queryFn: ({ signal, pageParam }) =>
      call<Listing>('GET', '/search', { query: { ...queryOf(wish), limit: 100, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    enabled: wish.q.trim() !== '' || hasFilters(wish),
    placeholderData: keepPreviousData,
  })
