import type { PersonId, SpaceId } from '../../../vocabulary/ids.ts'

/** Somebody with an account. Times are seconds. */
export interface Person {
  readonly id: PersonId
  /** What they type to sign in, folded; the folded id until it is changed. */
  readonly login: string
  readonly name: string
  readonly email: string
  readonly enabled: boolean
  readonly admin: boolean
  readonly space: SpaceId
  readonly academy: string
  /** BCP 47, or empty: whatever their browser asks for. */
  readonly language: string
  /** False for people who sign in elsewhere. */
  readonly hasPassword: boolean
  /** Free fields such as `phone`; only those that were filled in. */
  readonly profile: Readonly<Record<string, string>>
  /** Made their account themselves, and were not asked for their profile yet. */
  readonly newcomer: boolean
  readonly created: number
  readonly firstSeen: number | null
  readonly lastSeen: number | null
}

export interface PersonRow {
  id: string
  folded: string
  login: string
  name: string
  email: string
  email_folded: string
  password: string | null
  enabled: number
  admin: number
  space: number
  academy: string
  language: string
  profile: string
  newcomer: number
  created: number
  first_seen: number | null
  last_seen: number | null
}

/** The columns of {@link PersonRow}, from `person p`. */
export const PERSON_COLUMNS = `p.id, p.folded, p.login, p.name, p.email, p.email_folded, p.password, p.enabled,
  p.admin, p.space, p.academy, p.language, p.profile, p.newcomer, p.created, p.first_seen, p.last_seen`

export const personOf = (row: PersonRow): Person => ({
  id: row.id,
  login: row.login,
  name: row.name,
  email: row.email,
  enabled: row.enabled === 1,
  admin: row.admin === 1,
  space: row.space,
  academy: row.academy,
  language: row.language,
  hasPassword: row.password !== null,
  profile: row.profile === '{}' ? {} : (JSON.parse(row.profile) as Record<string, string>),
  newcomer: row.newcomer === 1,
  created: row.created,
  firstSeen: row.first_seen,
  lastSeen: row.last_seen,
})
