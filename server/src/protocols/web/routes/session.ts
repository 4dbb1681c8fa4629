import { Preferences, Session, Space } from '@nuage/contract/api'
import { changePreferences } from '../../../domain/accounts/preferences/preferences.ts'
import { readOwnSpace } from '../../../domain/space-use/own-space.ts'
import { ownPreferences, ownSession } from '../../wire/own-session.ts'
import { wholeDays } from '../render/days.ts'
import { type Call, type Route, route } from '../route.ts'

async function space({ domain, actor }: Call): Promise<Space> {
  const { space, room, history } = await readOwnSpace(domain, actor)
  const { policy, trash, versions } = history
  return {
    id: space,
    ...room,
    trash,
    versions,
    daysKept: {
      trash: wholeDays(policy.trash),
      versions: wholeDays(policy.versions),
      rollback: wholeDays(policy.rollback),
    },
  }
}

export const sessionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/session',
    summary: 'Who asks, how they want the app, and what this instance can do',
    answer: Session,
    handle: ({ domain, caller }) => ownSession(domain, caller),
  }),
  route({
    method: 'PATCH',
    path: '/me/preferences',
    summary: 'Changes how the app is wanted; what is absent stays',
    body: Preferences,
    answer: Preferences,
    async handle(call) {
      await changePreferences(call.domain, call.actor, call.body)
      return await ownPreferences(call.domain, call.actor.person)
    },
  }),
  route({
    method: 'GET',
    path: '/space',
    summary: 'What one’s own space holds and may hold, and how long its past is kept',
    answer: Space,
    handle: space,
  }),
]
