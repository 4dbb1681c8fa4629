import type { Listing, SearchPeople } from '@nuage/contract/api'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { keys } from '../api/keys.ts'
import { pagesOf } from '../api/pages.ts'
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

/** Those from whom one has something; oneself is not among them. */
export const usePeople = () =>
  useQuery({
    queryKey: keys.searchPeople,
    queryFn: ({ signal }) => call<SearchPeople>('GET', '/search/people', { signal }),
  }).data?.entries ?? []

/** All that is found, page after page. */
export const useSearch = (wish: SearchWish) =>
  useInfiniteQuery({
    ...pagesOf<Listing>(keys.search(wish), '/search', { ...queryOf(wish), limit: 100 }),
    enabled: wish.q.trim() !== '' || hasFilters(wish),
    placeholderData: keepPreviousData,
  })
