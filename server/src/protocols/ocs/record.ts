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

/**
 * A person as the API shows them (ocs.md §4.1), in the order of the recordings.
 * @param options.own with the scopes their owner chose for the fields.
 * @param options.language what is spoken to them while they have not chosen.
 * @param options.now seconds: whoever asks about themselves has been here, though it may not be written down yet.
 */
export function personRecord(
  details: PersonDetails,
  { own, language, now }: { own: boolean; language: string; now?: number },
): Record<string, unknown> {
  const scoped = (field: string) => {
    const scope = own ? details.profile[`${field}Scope`] : undefined
    return scope === undefined ? {} : { [`${field}Scope`]: scope }
  }
  const { profile } = details
  const seen = details.lastSeen ?? now ?? 0
  return {
    enabled: details.enabled,
    id: details.id,
    firstLoginTimestamp: details.firstSeen ?? now ?? -1,
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
