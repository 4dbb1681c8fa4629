import type { PersonDetails } from '../../domain/accounts/people/details.ts'
import type { Quota } from '../../domain/settings/known.ts'

/** Unlimited, as a number: a text would break Android's parser. */
const UNLIMITED = -3

/** @param used bytes. Percent with two decimals. */
export function quotaRecord(quota: Quota, used: number): Readonly<Record<string, number>> {
  if (quota === 'unlimited') return { free: UNLIMITED, used, total: UNLIMITED, relative: 0, quota: UNLIMITED }
  const relative = quota === 0 ? 100 : Math.round((used / quota) * 10_000) / 100
  return { free: Math.max(0, quota - used), used, total: quota, relative, quota }
}

const FIELDS =
  'phone address website twitter bluesky fediverse organisation role headline biography profile_enabled pronouns'.split(
    ' ',
  )

const scope = (details: PersonDetails, field: string): string =>
  details.profile[`${field}Scope`] ??
  (['avatar', 'email', 'displayname', 'pronouns'].includes(field) ? 'v2-federated' : 'v2-local')

/**
 * A person as the API shows them (ocs.md §4.1), in the order of the recordings.
 * @param own with the scopes of the fields, which only their owner sees.
 * @param language what is spoken to them while they have not chosen.
 */
export function personRecord(
  details: PersonDetails,
  { own, language }: { own: boolean; language: string },
): Record<string, unknown> {
  const scoped = (field: string) => (own ? { [`${field}Scope`]: scope(details, field) } : {})
  const { profile } = details
  const seen = details.lastSeen ?? 0
  return {
    enabled: details.enabled,
    id: details.id,
    firstLoginTimestamp: details.firstSeen ?? -1,
    lastLoginTimestamp: seen,
    lastLogin: seen * 1000,
    backend: 'Database',
    subadmin: details.leads,
    quota: quotaRecord(details.quota, details.used),
    manager: profile.manager ?? '',
    ...scoped('avatar'),
    email: details.email === '' ? null : details.email,
    ...scoped('email'),
    additional_mail: (profile.additional_mail ?? '').split(' ').filter((mail) => mail !== ''),
    ...(own ? { additional_mailScope: [] } : {}),
    displayname: details.name,
    'display-name': details.name,
    ...scoped('displayname'),
    ...Object.assign(
      {},
      ...FIELDS.map((field) => ({
        [field]: profile[field] ?? (field === 'profile_enabled' ? '1' : ''),
        ...scoped(field),
      })),
    ),
    groups: details.groups,
    language: details.language || language,
    locale: profile.locale ?? '',
    timezone: profile.timezone ?? '',
    notify_email: profile.notify_email ?? null,
    backendCapabilities: { setDisplayName: true, setPassword: true },
  }
}
