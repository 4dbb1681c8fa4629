import type { PersonDetails } from '../../domain/accounts/people/details.ts'

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

export const personText = (person: PersonDetails): string =>
  [
    `id:       ${person.id}`,
    `login:    ${person.login}`,
    `name:     ${person.name}`,
    `email:    ${person.email}`,
    `state:    ${person.enabled ? 'enabled' : 'disabled'}${person.admin ? ', administrator' : ''}`,
    `groups:   ${person.groups.join(', ')}`,
    `quota:    ${person.quota === 'unlimited' ? 'unlimited' : bytesText(person.quota)} (${person.quotaFrom})`,
    `used:     ${bytesText(person.used)}`,
    `seen:     ${when(person.lastSeen)}`,
  ].join('\n')
