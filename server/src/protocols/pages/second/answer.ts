import type { FastifyReply } from 'fastify'
import { findPerson } from '../../../domain/accounts/people/find.ts'
import { KNOWN_SECONDS, rememberBrowser } from '../../../domain/accounts/second-factor/browsers.ts'
import { addPasskey, checkPasskey } from '../../../domain/accounts/second-factor/passkey.ts'
import { checkSecond, type Shown } from '../../../domain/accounts/second-factor/pending.ts'
import { setTotp } from '../../../domain/accounts/second-factor/totp.ts'
import type { Session } from '../../../domain/accounts/sessions/session.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { sayRefusal } from '../../wire/speech.ts'
import { enter } from '../account/enter.ts'
import { STATUS, showStale, TROUBLE } from '../errors.ts'
import type { Fields } from '../fields.ts'
import { returnPath } from '../return-path.ts'
import type { Handler } from '../route.ts'
import type { Visit } from '../visit.ts'
import { type Asked, ask, waiting } from './ask.ts'
import { showCodes } from './codes.ts'
import { secondPath } from './paths.ts'
import { siteOf } from './site.ts'
import { whole } from './whole.ts'

/** A code, or what a passkey answered, as a form brings it. */
export function shownIn(visit: Visit, fields: Fields, session: Session, what: 'second' | 'confirm'): Shown {
  const response = fields.get('response') ?? ''
  return response === ''
    ? { code: (fields.get('code') ?? '').slice(0, 64) }
    : { response, what, binding: session.hash, site: siteOf(visit) }
}

/** What to tell whoever was refused, and with which status. @throws what is no refusal that a form can show. */
export function troubleIn(visit: Visit, error: unknown): { trouble: string; status: number } {
  if (!(error instanceof Refusal)) throw error
  const trouble = sayRefusal(visit.language, error.reason, error.facts)
  if (trouble === undefined) throw error
  if (error.kind === 'too-many') visit.reply.header('retry-after', String(error.facts.seconds ?? 3600))
  return { trouble, status: STATUS[TROUBLE[error.kind]] }
}

export const passSecond: Handler = async (visit, fields) => {
  const to = returnPath(fields.get('redirect_url'))
  const session = waiting(visit)
  if (session === undefined) return visit.redirect(visit.session === undefined ? '/login' : to)
  if (!visit.isOwnForm(fields.get('requesttoken'))) return showStale(visit)
  const person = session.person!.id
  try {
    await checkSecond(visit.domain, person, shownIn(visit, fields, session, 'second'), visit.request.ip)
  } catch (error) {
    return await refused(visit, session, { to }, error)
  }
  if (fields.get('remember') === '1')
    visit.setCookie('known', await rememberBrowser(visit.domain, person), KNOWN_SECONDS)
  return visit.redirect(await whole(visit, session, to))
}

async function refused(visit: Visit, session: Session, asked: Asked, error: unknown): Promise<FastifyReply> {
  const { trouble, status } = troubleIn(visit, error)
  return await ask(visit, session, { ...asked, trouble }, status)
}

/** For whoever must have a second factor and has none: nothing else of the account is open to them. */
export const setUpSecond: Handler = async (visit, fields) => {
  const to = returnPath(fields.get('redirect_url'))
  const session = visit.pending
  if (session === undefined || session.guarded) return visit.redirect('/login')
  if (!visit.isOwnForm(fields.get('requesttoken'))) return showStale(visit)
  try {
    const codes = await added(visit, session, fields)
    return showCodes(visit, codes, session.person!.id, secondPath(to))
  } catch (error) {
    return await refused(visit, session, { to, sealed: fields.get('sealed') }, error)
  }
}

/** What a form brings becomes a second factor. @returns recovery codes, if it is the first one. */
export async function added(visit: Visit, session: Session, fields: Fields): Promise<string[]> {
  const place = visit.request.ip
  const response = fields.get('response') ?? ''
  if (response === '')
    return await setTotp(visit.domain, session, {
      ...{ sealed: fields.get('sealed') ?? '', place },
      code: (fields.get('code') ?? '').replace(/\s/g, '').slice(0, 64),
    })
  const name = (fields.get('name') ?? '').trim() || visit.say('pages.passkeys.name-usual')
  return await addPasskey(visit.domain, session, { response, name, site: siteOf(visit), place })
}

/** Instead of a password. The same answer whatever is wrong with it. */
export const signInByPasskey: Handler = async (visit, fields) => {
  const to = returnPath(fields.get('redirect_url'))
  const wrong = `/login?${new URLSearchParams({ redirect_url: to, passkey: 'wrong' })}`
  if (!visit.isOwnForm(fields.get('requesttoken'))) return showStale(visit)
  const purpose = { what: 'sign-in', binding: visit.formToken() } as const
  const answer = { response: fields.get('response') ?? '', site: siteOf(visit) }
  const id = await checkPasskey(visit.domain, purpose, answer).catch(() => undefined)
  const person = id === undefined ? undefined : await findPerson(visit.domain, id)
  if (person?.enabled !== true) return visit.redirect(wrong)
  const remember = fields.get('remember') === '1'
  return visit.redirect(await enter(visit, { person, vouched: true, to, remember }))
}
