import { Notifications } from '@nuage/contract/api'
import { dismiss, dismissAll } from '../../../domain/notifications/dismiss.ts'
import { listNotifications } from '../../../domain/notifications/list.ts'
import { type Route, route } from '../route.ts'

export const notificationRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/notifications',
    summary: 'What one is told, the newest first',
    answer: Notifications,
    handle: async ({ domain, actor }) => ({
      entries: (await listNotifications(domain, actor.person)).map(
        ({ id, kind, facts, object, created }) => ({
          ...{ id, kind, facts: { ...facts }, about: { type: object.type, id: object.id }, created },
        }),
      ),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/notifications/{notification}',
    summary: 'Puts one away; one that is gone already is no fault',
    handle: ({ domain, actor, path }) => dismiss(domain, actor.person, path.notification),
  }),
  route({
    method: 'DELETE',
    path: '/notifications',
    summary: 'Puts all away',
    handle: ({ domain, actor }) => dismissAll(domain, actor.person),
  }),
]
