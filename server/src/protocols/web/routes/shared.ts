import {
  type Given,
  Listing,
  type Offer,
  Offers,
  Paging,
  ReceivedPage,
  USUAL_PAGE,
} from '@nuage/contract/api'
import { acceptShare, listLeft, listPending, takeBack } from '../../../domain/shares/incoming.ts'
import { pageGiven, pageReceived } from '../../../domain/shares/page.ts'
import { leaveShare } from '../../../domain/shares/remove.ts'
import type { ShownShare } from '../../../domain/shares/shown.ts'
import { cursorOf, type PageWish, placeAfter } from '../cursor.ts'
import { kindOf, listedOf, SHOWN } from '../render/item.ts'
import { listingOf } from '../render/listing.ts'
import { partyRef } from '../render/share.ts'
import { type Route, route } from '../route.ts'

const wishOf = (query: PageWish) => ({ limit: query.limit ?? USUAL_PAGE, before: placeAfter(query) })

function givenOf({ share, sharer }: ShownShare): Given {
  const { id, note, permissions, download, expires, created } = share
  return {
    ...{ share: id, by: partyRef(sharer), note, rights: permissions, download, expires, created },
  }
}

const offerOf = (shown: ShownShare): Offer => ({
  ...givenOf(shown),
  item: shown.node.id,
  name: shown.node.name,
  kind: kindOf(shown.node.kind),
})

const answering = (act: 'accept' | 'leave' | 'return', summary: string, verb: typeof acceptShare): Route =>
  route({
    method: 'POST',
    path: `/shared/{share}/${act}`,
    summary,
    handle: ({ domain, actor, path }) => verb(domain, actor, path.share),
  })

export const sharedRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/shared/with-me',
    summary: 'What others gave, as it stands among one’s files; what came last first',
    query: Paging,
    answer: ReceivedPage,
    async handle({ domain, actor, query }) {
      const { found, facets, shares, next } = await pageReceived(domain, actor, wishOf(query), SHOWN)
      const shown = { domain, facets }
      return {
        entries: found.map((one) => ({
          ...listedOf(shown, one),
          given: givenOf(shares.get(one.entry.node.id)!),
        })),
        ...(next === undefined ? {} : { next: cursorOf(next) }),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/shared/by-me',
    summary: 'What one gave to people and groups and by links, what was given last first',
    query: Paging,
    answer: Listing,
    async handle({ domain, actor, query }) {
      const { next, ...rest } = await pageGiven(domain, actor, wishOf(query), SHOWN)
      return listingOf(domain, rest, next === undefined ? undefined : cursorOf(next))
    },
  }),
  route({
    method: 'GET',
    path: '/shared/offers',
    summary: 'What waits to be taken, and what was left and may be had again',
    answer: Offers,
    async handle({ domain, actor }) {
      const { shares: waiting } = await listPending(domain, actor)
      const { shares: left } = await listLeft(domain, actor)
      return { waiting: waiting.map(offerOf), left: left.map(offerOf) }
    },
  }),
  answering('accept', 'Takes what waits', acceptShare),
  answering('leave', 'Declines something, or leaves what was received', leaveShare),
  answering('return', 'Takes back what was left', takeBack),
]
