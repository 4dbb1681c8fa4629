import { LONGEST_PAGE, MOST_AT_ONCE, Preferences, Session, Space } from '@nuage/contract/api'
import { changePreferences, readPreferences } from '../../../domain/accounts/preferences/preferences.ts'
import { csrfToken } from '../../../domain/accounts/sessions/session.ts'
import { featuresOf } from '../../../domain/instance/features.ts'
import { findOwnRoot, readOwnSpace } from '../../../domain/space-use/own-space.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { FORBIDDEN_CHARACTERS, FORBIDDEN_EXTENSIONS, NAME_BYTES } from '../../../vocabulary/node-name.ts'
import { wholeDays } from '../render/days.ts'
import { type Call, type Route, route } from '../route.ts'

/** Preferences in a language that the app does not speak are as if none were chosen. */
async function preferencesOf({ domain, actor }: Call): Promise<Preferences> {
  const { language, ...rest } = await readPreferences(domain, actor.person)
  const [spoken] = (language ?? '').split(/[-_]/)
  return { ...rest, ...(spoken === 'fr' || spoken === 'en' ? { language: spoken } : {}) }
}

async function session(call: Call): Promise<Session> {
  const { domain, actor, caller } = call
  const { id, name, email, admin } = caller.person
  const { space, root } = await findOwnRoot(domain, actor)
  const features = await featuresOf(domain)
  return {
    person: { id, name: name || id, email, admin },
    space,
    root,
    requestToken: caller.session === undefined ? null : csrfToken(domain, caller.session),
    now: seconds(domain.now()),
    preferences: await preferencesOf(call),
    features: { ...features, previews: [...features.previews] },
    limits: {
      nameBytes: NAME_BYTES,
      nameCharacters: [...FORBIDDEN_CHARACTERS],
      nameEndings: [...FORBIDDEN_EXTENSIONS],
      atOnce: MOST_AT_ONCE,
      page: LONGEST_PAGE,
    },
  }
}

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
    handle: session,
  }),
  route({
    method: 'PATCH',
    path: '/me/preferences',
    summary: 'Changes how the app is wanted; what is absent stays',
    body: Preferences,
    answer: Preferences,
    async handle(call) {
      await changePreferences(call.domain, call.actor, call.body)
      return await preferencesOf(call)
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
