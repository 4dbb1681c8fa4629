import { ActedOn, Board, BoardAct, BoardWish, USUAL_PAGE } from '@nuage/contract/api'
import { Type } from '@nuage/contract/schema'
import { hashLinkPassword } from '../../../domain/links/password.ts'
import { sayablePassword } from '../../../domain/links/sayable.ts'
import { actOnShare, type Deed } from '../../../domain/shares/act.ts'
import { listBoard, type OnBoard } from '../../../domain/shares/board.ts'
import { isLink } from '../../../domain/shares/share.ts'
import { cursorOf, type PageWish, placesAfter } from '../cursor.ts'
import { eachOutcome } from '../many.ts'
import { RequestFault } from '../problem.ts'
import { kindOf } from '../render/item.ts'
import { type Asking, askingOf, linkOf, shareOf } from '../render/share.ts'
import { type Route, route } from '../route.ts'

function rowOf(asking: Asking, { shown, risks }: OnBoard): Board['entries'][number] {
  const { share, node, location } = shown
  const path = location?.path ?? []
  return {
    id: share.id,
    item: {
      ...{ id: node.id, name: path.at(-1) ?? node.name, kind: kindOf(node.kind) },
      folder: path.slice(0, -1),
    },
    link: isLink(share) ? linkOf(asking, shown) : null,
    share: isLink(share) ? null : shareOf(asking, shown),
    risks: [...risks],
  }
}

function placeOf(query: PageWish): { risk: number; id: number } | undefined {
  const places = placesAfter(query)
  if (places === undefined) return undefined
  const [risk, id] = places
  if (risk === undefined || id === undefined || risk < 0 || id < 0)
    throw new RequestFault(400, 'bad-query', { where: '/after' })
  return { risk, id }
}

type Item = BoardAct['items'][number]

/** One password for all: it is hashed once, and said once. */
async function deedOf(body: BoardAct, password: string): Promise<(item: Item) => Deed> {
  switch (body.act) {
    case 'end':
      return ({ expires }) => ({ kind: 'end', at: expires ?? undefined })
    case 'renew': {
      const { expires: common } = body
      if (body.items.some(({ expires }) => expires === undefined && common === undefined))
        throw new RequestFault(400, 'bad-body', { where: '/expires' })
      return ({ expires = common }) => ({ kind: 'renew', expires: expires ?? null })
    }
    case 'protect': {
      const hash = await hashLinkPassword(password)
      return () => ({ kind: 'protect', password: hash })
    }
    case 'unprotect':
      return () => ({ kind: 'unprotect' })
  }
}

/** All that one gave, in one list. */
export const boardRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/links',
    summary: 'Every link, box and share of one’s own, by risk, with the reasons',
    query: BoardWish,
    answer: Board,
    async handle(call) {
      const { domain, actor, query } = call
      const wish = { sort: query.sort ?? 'risk', limit: query.limit ?? USUAL_PAGE, after: placeOf(query) }
      const { rows, next } = await listBoard(domain, actor, wish)
      const asking = askingOf(call)
      return {
        entries: rows.map((row) => rowOf(asking, row)),
        ...(next === undefined ? {} : { next: cursorOf(next.risk, next.id) }),
      }
    },
  }),
  route({
    method: 'POST',
    path: '/links/act',
    summary: 'Ends, renews or protects many, and tells how each stood before',
    body: BoardAct,
    answer: Type.Array(ActedOn),
    async handle(call) {
      const { domain, actor, body } = call
      const password = body.password ?? sayablePassword()
      const deedFor = await deedOf(body, password)
      return await eachOutcome(call, body.items, async (item) => {
        const before = await actOnShare(domain, actor, item.id, deedFor(item))
        return { before, ...(body.act === 'protect' && !before.password ? { password } : {}) }
      })
    },
  }),
]
