import type { PersonDetails } from '../../domain/accounts/people/details.ts'
import type { History } from '../../domain/retention/history.ts'

/** A person as `--json` shows them. Bytes; seconds; a quota of null is no limit. */
export const personShape = (person: PersonDetails) => ({
  id: person.id,
  login: person.login,
  name: person.name,
  email: person.email,
  enabled: person.enabled,
  admin: person.admin,
  groups: person.groups,
  leads: person.leads,
  quota: person.quota === 'unlimited' ? null : person.quota,
  quotaFrom: person.quotaFrom,
  used: person.used,
  language: person.language,
  academy: person.academy,
  organisation: person.profile.organisation ?? '',
  region: person.profile.region ?? '',
  created: person.created,
  lastSeen: person.lastSeen,
})

/** @returns such as `1.5 GB`. */
export function bytesText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB']
  let amount = bytes
  let unit = 0
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024
    unit++
  }
  return `${Number(amount.toFixed(1))} ${units[unit]}`
}

const when = (seconds: number | null): string =>
  seconds === null ? 'never' : new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')

/** Where they belong, as far as that is known. */
const belongingText = ({ academy, profile }: PersonDetails): string[] =>
  Object.entries({ academy, school: profile.organisation, region: profile.region })
    .filter(([, text]) => text)
    .map(([what, text]) => `${`${what}:`.padEnd(10)}${text}`)

export const personText = (person: PersonDetails): string =>
  [
    `id:       ${person.id}`,
    `login:    ${person.login}`,
    `name:     ${person.name}`,
    `email:    ${person.email}`,
    `state:    ${person.enabled ? 'enabled' : 'disabled'}${person.admin ? ', administrator' : ''}`,
    ...belongingText(person),
    `groups:   ${person.groups.join(', ')}`,
    `quota:    ${person.quota === 'unlimited' ? 'unlimited' : bytesText(person.quota)} (${person.quotaFrom})`,
    `used:     ${bytesText(person.used)}`,
    `seen:     ${when(person.lastSeen)}`,
  ].join('\n')

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** Bytes and seconds; null is no limit. */
export const historyShape = ({ trash, versions, policy }: History) => ({
  trash,
  versions,
  history: {
    room: finite(policy.room),
    trash: finite(policy.trash),
    versions: finite(policy.versions),
    rollback: finite(policy.rollback),
  },
})

const daysText = (seconds: number): string =>
  Number.isFinite(seconds) ? `${Math.round(seconds / 86_400)} days` : 'for ever'

export const historyText = ({ trash, versions, policy }: History): string =>
  [
    `trash:    ${bytesText(trash)}, kept ${daysText(policy.trash)}`,
    `versions: ${bytesText(versions)}, the last of each day kept ${daysText(policy.versions)}`,
    `history:  ${Number.isFinite(policy.room) ? `${bytesText(policy.room)} at most` : 'as much as there is room'}, complete for ${daysText(policy.rollback)}`,
  ].join('\n')
