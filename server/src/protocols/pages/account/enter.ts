import type { Person } from '../../../domain/accounts/people/person.ts'
import { type Entering, stateOfEntering } from '../../../domain/accounts/second-factor/pending.ts'
import { type NewSession, replaceSession } from '../../../domain/accounts/sessions/open.ts'
import { secondPath } from '../second/paths.ts'
import type { Visit } from '../visit.ts'
import { profilePath } from './profile-path.ts'

/** Fifteen days without a visit end it sooner. */
const REMEMBERED_SECONDS = 60 * 86_400

export interface Entrance extends Omit<Entering, 'browser' | 'person'> {
  readonly person: Person
  /** Where to go afterwards. */
  readonly to: string
  /** Whether to stay signed in when the browser is closed. */
  readonly remember: boolean
  /** Who said who it is, where that was not a password of ours. */
  readonly provider?: NewSession['provider']
}

/**
 * The end of every sign-in that went well.
 * @returns where it goes on: to the second factor, the profile of whoever is new, or the page that was asked for.
 */
export async function enter(
  visit: Visit,
  { person, vouched, to, remember, provider }: Entrance,
): Promise<string> {
  const browser = visit.cookie('known')
  const { state, factor } = await stateOfEntering(visit.domain, {
    person,
    vouched: vouched ?? false,
    browser,
  })
  const token = await replaceSession(visit.domain, visit.sessionToken, {
    ...{ state, factor, remember, person: person.id },
    ...(provider === undefined ? {} : { provider }),
    place: visit.request.ip,
    client: visit.request.headers['user-agent'] ?? '',
    // What was chosen here holds for the session that follows the second factor.
    ...(state === 'second-factor-pending' ? { data: { remember } } : {}),
  })
  const pending = state === 'second-factor-pending'
  visit.setCookie('session', token, remember && !pending ? REMEMBERED_SECONDS : undefined)
  visit.setCookie('browser', '', 0)
  if (pending) return secondPath(to)
  return person.newcomer ? profilePath(to) : to
}
