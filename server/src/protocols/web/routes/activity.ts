import { Activities, Paging, USUAL_PAGE } from '@nuage/contract/api'
import { listActivity } from '../../../domain/activity/list.ts'
import { cursorOf, type PageWish, placeAfter } from '../cursor.ts'
import { kindOf } from '../render/item.ts'
import { type Call, type Route, route } from '../route.ts'

async function activities({ domain, actor }: Call, query: PageWish, node?: number): Promise<Activities> {
  const limit = query.limit ?? USUAL_PAGE
  const { activities, next } = await listActivity(domain, actor, {
    ...{ since: placeAfter(query) ?? 0, order: 'newest-first', limit },
    ...(node === undefined ? {} : { node, inside: true }),
  })
  return {
    entries: activities.map(({ id, at, verb, actor: by, node: item, kind, mime, name, path }) => ({
      ...{ id, at, verb, by, item, mime, name },
      kind: kind === null ? null : kindOf(kind),
      path: path === undefined ? null : [...path],
    })),
    ...(next === undefined ? {} : { next: cursorOf(next) }),
  }
}

export const activityRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/activity',
    summary: 'What happened to one’s files, the newest first',
    query: Paging,
    answer: Activities,
    handle: (call) => activities(call, call.query),
  }),
  route({
    method: 'GET',
    path: '/items/{id}/activity',
    summary: 'What happened to one file, or to a folder and what lies in it, the newest first',
    query: Paging,
    answer: Activities,
    handle: (call) => activities(call, call.query, call.path.id),
  }),
]
