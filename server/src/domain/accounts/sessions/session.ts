import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Member } from '../../../vocabulary/actor.ts'
import type { Domain } from '../../domain.ts'
import { type Person, type PersonRow, personOf } from '../people/person.ts'

/** `anonymous`: a browser nobody has signed in with yet, which carries the state of a login flow. */
export type SessionState = 'signed-in' | 'second-factor-pending' | 'anonymous'

/** Small things that survive until the session ends, such as the flow a sign-in belongs to. */
export type SessionData = Readonly<Record<string, string | number | boolean>>

/** Times are seconds. */
export interface Session {
  /** Public: for lists and for ending it from elsewhere. Opens nothing. */
  readonly id: string
  readonly hash: string
  readonly state: SessionState
  /** Absent while anonymous. */
  readonly person?: Person
  /** Only when signed in. */
  readonly member?: Member
  readonly data: SessionData
  readonly created: number
  /** When the password was last given in this session. */
  readonly confirmed: number | null
  /** When the second factor was passed in this session. */
  readonly factor: number | null
  /** Whether its owner has a second factor. */
  readonly guarded: boolean
  readonly lastUsed: number
  readonly expires: number
  /** Who said who it is, where that was not a password of ours. */
  readonly provider?: string
}

export interface SessionRow {
  hash: string
  session: string
  state: SessionState
  data: string
  place: string | null
  client: string
  session_created: number
  confirmed: number | null
  factor: number | null
  guarded?: number
  last_used: number
  idle: number
  expires: number
  provider: string | null
}

export const SESSION_COLUMNS = `s.hash, s.id AS session, s.state, s.data, s.place, s.client,
  s.created AS session_created, s.confirmed, s.factor, s.last_used, s.idle, s.expires, s.provider`

export const sessionHash = (token: string): string => createHash('sha256').update(token).digest('hex')

export function sessionOf(row: SessionRow & Partial<PersonRow>, place: string): Session {
  const person = row.id == null ? undefined : personOf(row as PersonRow)
  const signedIn = person !== undefined && row.state === 'signed-in'
  return {
    id: row.session,
    hash: row.hash,
    state: row.state,
    ...(person === undefined ? {} : { person }),
    ...(signedIn ? { member: memberOf(person, row, place) } : {}),
    data: JSON.parse(row.data) as SessionData,
    created: row.session_created,
    confirmed: row.confirmed,
    factor: row.factor,
    guarded: row.guarded === 1,
    lastUsed: row.last_used,
    expires: row.expires,
    ...(row.provider == null ? {} : { provider: row.provider }),
  }
}

const memberOf = ({ id, admin }: Person, { factor }: SessionRow, place: string): Member => ({
  ...{ kind: 'member', person: id, admin, place },
  ...(factor === null ? {} : { factor: true }),
})

/** What forms and scripts of this session send back, to prove that a page of Nuage sent them. */
export const csrfToken = (domain: Domain, session: Session): string =>
  createHmac('sha256', domain.secret).update(`csrf\0${session.hash}`).digest('base64url')

export function isCsrfToken(domain: Domain, session: Session, sent: string | undefined): boolean {
  if (sent === undefined) return false
  const expected = Buffer.from(csrfToken(domain, session))
  const given = Buffer.from(sent)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
