import { LONGEST_PAGE, MOST_AT_ONCE, type Preferences, type Session } from '@nuage/contract/api'
import { openAcademy } from '../../domain/academies/list.ts'
import { readPreferences } from '../../domain/accounts/preferences/preferences.ts'
import { csrfToken } from '../../domain/accounts/sessions/session.ts'
import type { Domain } from '../../domain/domain.ts'
import { featuresOf } from '../../domain/instance/features.ts'
import { hasPortal } from '../../domain/portal/mine.ts'
import { findOwnRoot } from '../../domain/space-use/own-space.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { FORBIDDEN_CHARACTERS, FORBIDDEN_EXTENSIONS, NAME_BYTES } from '../../vocabulary/node-name.ts'
import { picturePath } from './academy-look.ts'
import type { Authenticated } from './authenticate.ts'

/** Those of the app: preferences in a language that the app does not speak are as if none were chosen. */
export async function ownPreferences(domain: Domain, person: PersonId): Promise<Preferences> {
  const { language, tiles: _, ...rest } = await readPreferences(domain, person)
  const [spoken] = (language ?? '').split(/[-_]/)
  return { ...rest, ...(spoken === 'fr' || spoken === 'en' ? { language: spoken } : {}) }
}

async function ownAcademy(domain: Domain, id: string): Promise<Session['academy']> {
  const academy = await openAcademy(domain, id)
  if (academy === undefined) return null
  const { name, logo, brand } = academy
  return { name, accent: brand.accent ?? null, logo: logo === undefined ? null : picturePath(logo) }
}

/** What the app has to know before it can show anything: asked from the API, and written into its first page. */
export async function ownSession(
  domain: Domain,
  { actor, person, session }: Pick<Authenticated, 'actor' | 'person' | 'session'>,
): Promise<Session> {
  const { id, name, email, admin } = person
  const { space, root } = await findOwnRoot(domain, actor)
  const features = await featuresOf(domain)
  return {
    person: { id, name: name || id, email, admin },
    academy: await ownAcademy(domain, person.academy),
    portal: await hasPortal(domain, person),
    space,
    root,
    requestToken: session === undefined ? null : csrfToken(domain, session),
    now: seconds(domain.now()),
    preferences: await ownPreferences(domain, actor.person),
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
