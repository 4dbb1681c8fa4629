import { Refusal } from '../../../vocabulary/refusal.ts'

/** What people may say about themselves, and the longest they may say it in. */
const FIELDS: Readonly<Record<string, number>> = {
  additional_mail: 1000,
  phone: 50,
  address: 500,
  website: 500,
  twitter: 255,
  bluesky: 255,
  fediverse: 255,
  /** In Nuage: the structure de rattachement, such as a school. */
  organisation: 255,
  region: 120,
  advanced_space: 1,
  publications: 1,
  role: 255,
  headline: 255,
  biography: 2000,
  pronouns: 100,
  profile_enabled: 1,
  birthdate: 10,
  locale: 35,
  timezone: 64,
  first_day_of_week: 1,
  manager: 64,
  notify_email: 320,
}
const SCOPES = ['v2-private', 'v2-local', 'v2-federated', 'v2-published']
const SCOPED = /^(avatar|displayname|email|[a-z_]+)Scope$/

export const isProfileField = (key: string): boolean => Object.hasOwn(FIELDS, key) || isScope(key)

function isScope(key: string): boolean {
  const field = SCOPED.exec(key)?.[1]
  return (
    field !== undefined &&
    (['avatar', 'displayname', 'email'].includes(field) || Object.hasOwn(FIELDS, field))
  )
}

/** @throws Refusal `bad-request` (`profile-value`). */
export function acceptProfileValue(key: string, value: string): string {
  const text = value.trim().normalize('NFC')
  const right = isScope(key) ? SCOPES.includes(text) : isRight(key, text)
  if (!right) throw new Refusal('bad-request', 'profile-value', { facts: { field: key } })
  return text
}

function isRight(key: string, text: string): boolean {
  if (text === '') return true
  if (text.length > FIELDS[key]! || !text.isWellFormed()) return false
  if (key === 'phone') return /^\+?[\d .()/-]{4,50}$/.test(text)
  if (key === 'website') return /^https?:\/\/[^\s<>"]+$/i.test(text)
  if (['profile_enabled', 'advanced_space', 'publications'].includes(key)) return text === '0' || text === '1'
  if (key === 'organisation' || key === 'region') return !/\p{Cc}/u.test(text)
  if (key === 'birthdate') return /^\d{4}-\d{2}-\d{2}$/.test(text)
  if (key === 'first_day_of_week') return /^[0-6]$/.test(text)
  return true
}

/**
 * @param change empty values take a field away.
 * @throws Refusal `bad-request` (`profile-field`, `profile-value`).
 */
export function mergeProfile(
  { profile }: { readonly profile: string },
  change: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const merged: Record<string, string> = JSON.parse(profile)
  for (const [key, value] of Object.entries(change)) {
    if (!isProfileField(key)) throw new Refusal('bad-request', 'profile-field', { facts: { field: key } })
    const text = acceptProfileValue(key, value)
    if (text === '') delete merged[key]
    else merged[key] = text
  }
  return merged
}
