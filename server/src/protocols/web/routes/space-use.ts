import { Duplicates, Listing, Paging, USUAL_PAGE } from '@nuage/contract/api'
import { listDuplicates } from '../../../domain/space-use/duplicates.ts'
import { listUse } from '../../../domain/space-use/list.ts'
import type { UseOrder } from '../../../domain/space-use/order.ts'
import { clearVersions } from '../../../domain/versions/clear.ts'
import { cursorOf, placeAfter, placesAfter } from '../cursor.ts'
import { listedOf, SHOWN } from '../render/item.ts'
import { listingOf } from '../render/listing.ts'
import { type Route, route } from '../route.ts'

const using = (path: '/space/largest' | '/space/oldest', order: UseOrder, summary: string): Route =>
  route({
    ...{ method: 'GET', path, summary, query: Paging, answer: Listing },
    async handle({ domain, actor, query }) {
      const [value, node] = placesAfter(query) ?? []
      const after = value === undefined || node === undefined ? undefined : { value, node }
      const wish = { order, after, limit: query.limit ?? USUAL_PAGE }
      const page = await listUse(domain, actor, wish, SHOWN)
      const { next } = page
      return listingOf(domain, page, next === undefined ? undefined : cursorOf(next.value, next.node))
    },
  })

export const spaceUseRoutes: readonly Route[] = [
  using('/space/largest', 'largest', 'The files of one’s own space that take most'),
  using('/space/oldest', 'oldest', 'Those that nobody changed for longest'),
  route({
    method: 'GET',
    path: '/space/duplicates',
    summary: 'Files of one’s own space that hold the same, the largest first',
    query: Paging,
    answer: Duplicates,
    async handle({ domain, actor, query }) {
      const { groups, facets, next } = await listDuplicates(domain, actor, placeAfter(query), SHOWN)
      const shown = { domain, facets }
      return {
        entries: groups.map((group) => ({
          size: group[0]!.entry.node.size,
          items: group.map((found) => listedOf(shown, found)),
        })),
        ...(next === undefined ? {} : { next: cursorOf(next) }),
      }
    },
  }),
  route({
    method: 'DELETE',
    path: '/space/versions',
    summary: 'Deletes for good what the files of one’s own space held before, but for what has a name',
    async handle({ domain, actor }) {
      await clearVersions(domain, actor)
    },
  }),
]
