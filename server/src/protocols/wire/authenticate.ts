import type { IncomingHttpHeaders } from 'node:http'
import { appPasswordHash } from '../../domain/accounts/app-passwords/token.ts'
import type { Person } from '../../domain/accounts/people/person.ts'
import { findSession } from '../../domain/accounts/sessions/find.ts'
import { isCsrfToken, type Session } from '../../domain/accounts/sessions/session.ts'
import { type SignedIn, signIn, signInByToken } from '../../domain/accounts/sign-in/sign-in.ts'
import type { Domain } from '../../domain/domain.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { type Credentials, parseAuthorization } from './basic-auth.ts'
import { isOfficialClient } from './user-agent.ts'

/** Who sent a request, and what proved it. */
export interface Authenticated {
  readonly actor: Member
  readonly person: Person
  readonly by: SignedIn['by'] | 'session'
  /** Its id, when that proved it. */
  readonly appPassword?: number
  /** The login name as it was typed, for Basic. */
  readonly login?: string
  /** Only when a cookie proved it: changes then need a proof against forgery, see {@link isForged}. */
  readonly session?: Session
}

export interface Asking {
  readonly headers: IncomingHttpHeaders
  /** The address of whoever asks. */
  readonly place: string
  /** Stands for the connection that the request came by. */
  readonly connection?: object
}

const SESSION = /(?:^|;\s*)(__Host-)?nuage-session=([A-Za-z0-9]{16,64})(?:\s*;|\s*$)/

/**
 * `Authorization` wins: with it no cookie grants or spoils anything, however stale, since the desktop sends both.
 * @returns undefined when nothing was sent that could prove anything.
 * @throws Refusal `not-signed-in` (`credentials-wrong`, `account-disabled`, `second-factor-pending`), `too-many`, `busy`.
 */
export async function authenticate(domain: Domain, asking: Asking): Promise<Authenticated | undefined> {
  const { headers } = asking
  const place = asking.place.replace(/^::ffff:(?=\d+\.)/, '')
  const { credentials, hash } = heardOf(headers.authorization, asking.connection)
  if (credentials.scheme === 'unusable') throw new Refusal('not-signed-in', 'credentials-wrong')
  if (credentials.scheme === 'bearer') return proved(await signInByToken(domain, credentials.token, place))
  if (credentials.scheme === 'basic') {
    const { login, password } = credentials
    return proved(await signIn(domain, { login, password, place, hash }), login)
  }
  return await bySession(domain, { headers, place })
}

interface Heard {
  readonly value: string | undefined
  readonly credentials: Credentials
  /** Of the app password, if it is one. */
  readonly hash: string | undefined
}

const heard = new WeakMap<object, Heard>()

/** A client says the same with every request of a connection: understood once, forgotten with the connection. */
function heardOf(value: string | undefined, connection: object | undefined): Heard {
  const before = connection && heard.get(connection)
  if (before !== undefined && before.value === value) return before
  const credentials = parseAuthorization(value)
  const hash = credentials.scheme === 'basic' ? appPasswordHash(credentials.password) : undefined
  const now = { value, credentials, hash }
  if (connection !== undefined) heard.set(connection, now)
  return now
}

const proved = ({ person, member, by, appPassword }: SignedIn, login?: string): Authenticated => ({
  actor: member,
  person,
  by,
  ...(appPassword === undefined ? {} : { appPassword }),
  ...(login === undefined ? {} : { login }),
})

async function bySession(domain: Domain, { headers, place }: Asking): Promise<Authenticated | undefined> {
  const token = SESSION.exec(headers.cookie?.slice(0, 16_384) ?? '')?.[2]
  if (token === undefined) return undefined
  const session = await findSession(domain, token, place)
  if (session?.person === undefined) return undefined
  if (session.member === undefined) throw new Refusal('not-signed-in', 'second-factor-pending')
  return { actor: session.member, person: session.person, by: 'session', session }
}

/** Whether the request carries the token that only pages of this session know. */
export const hasSessionProof = (
  domain: Domain,
  { session }: Authenticated,
  headers: IncomingHttpHeaders,
  parameter?: string,
): boolean => {
  const header = headers.requesttoken
  return (
    session !== undefined && isCsrfToken(domain, session, typeof header === 'string' ? header : parameter)
  )
}

/**
 * Whether a DAV request could have been sent by a foreign page that only borrows the browser's cookie
 * (webdav.md §3.3). @param method in capitals.
 */
export function isForged(
  domain: Domain,
  who: Authenticated,
  method: string,
  headers: IncomingHttpHeaders,
): boolean {
  if (who.session === undefined || ['GET', 'HEAD', 'OPTIONS'].includes(method)) return false
  if (hasSessionProof(domain, who, headers)) return false
  if (method === 'POST') return true
  return headers['ocs-apirequest'] === undefined && !isOfficialClient(headers['user-agent'])
}
