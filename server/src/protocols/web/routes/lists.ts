import { Listing, Paging, SearchPeople, SearchWish, USUAL_PAGE } from '@nuage/contract/api'
import { filterFiles } from '../../../domain/files/filter.ts'
import { peopleInView } from '../../../domain/search/people.ts'
import { recent } from '../../../domain/search/recent.ts'
import { search } from '../../../domain/search/search.ts'
import { cursorOf, type PageWish, placeAfter } from '../cursor.ts'
import { SHOWN } from '../render/item.ts'
import { listingOf } from '../render/listing.ts'
import { type Call, type Route, route } from '../route.ts'
import { searchQuery } from '../search-query.ts'

/** As far back as “recent” goes. */
const DAYS = 90

/** Those that bear marks, in the order of their numbers. */
export async function markedPage(
  { domain, actor }: Call,
  query: PageWish,
  marks: { favourite: boolean; tags: readonly number[] },
): Promise<Listing> {
  const limit = query.limit ?? USUAL_PAGE
  const wish = { ...marks, after: placeAfter(query) ?? 0, most: limit }
  const { found, facets } = await filterFiles(domain, actor, [], wish, SHOWN)
  const last = found.at(-1)
  const more = last !== undefined && found.length === limit
  return listingOf(domain, { found, facets }, more ? cursorOf(last.entry.node.id) : undefined)
}

export const listRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/favourites',
    summary: 'What one marked as favourites',
    query: Paging,
    answer: Listing,
    handle: (call) => markedPage(call, call.query, { favourite: true, tags: [] }),
  }),
  route({
    method: 'GET',
    path: '/recent',
    summary: 'The files that changed last',
    query: Paging,
    answer: Listing,
    async handle({ domain, actor, query }) {
      const first = placeAfter(query) ?? 0
      const limit = query.limit ?? USUAL_PAGE
      const results = await recent(domain, actor, { days: DAYS, first, limit }, SHOWN)
      return listingOf(domain, results, results.more ? cursorOf(first + limit) : undefined)
    },
  }),
  route({
    method: 'GET',
    path: '/search',
    summary: 'Files and folders by their names, with filters',
    query: SearchWish,
    answer: Listing,
    async handle({ domain, actor, query }) {
      const wish = await searchQuery(domain, actor, query, placeAfter(query) ?? 0)
      const results = await search(domain, actor, wish, SHOWN)
      return listingOf(domain, results, results.more ? cursorOf(wish.first + wish.limit) : undefined)
    },
  }),
  route({
    method: 'GET',
    path: '/search/people',
    summary: 'Those from whom one has something',
    answer: SearchPeople,
    handle: async ({ domain, actor }) => ({ entries: await peopleInView(domain, actor) }),
  }),
]
