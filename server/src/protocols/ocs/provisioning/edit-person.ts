import { changePerson, type PersonChange } from '../../../domain/accounts/people/change.ts'
import { isProfileField } from '../../../domain/accounts/people/profile.ts'
import { setPassword } from '../../../domain/accounts/people/set-password.ts'
import { type MemberCall, OcsFault } from '../call.ts'
import { readList, readText } from '../read.ts'
import { UNKNOWN } from '../status.ts'
import { coded, demandRecentPassword } from './faults.ts'
import { readQuota } from './quota.ts'

const EDIT = {
  'person-missing': UNKNOWN,
  'not-your-account': UNKNOWN,
  'administrators-only': 113,
  'profile-field': 113,
  'profile-value': 101,
  'text-line': 101,
  email: 101,
  language: 101,
  'password-short': 107,
  'password-long': 107,
  'password-common': 107,
  'password-like-id': 107,
  'password-app-shape': 107,
}

/** One field at a time, as `key` and `value`. */
export async function editPerson(call: MemberCall): Promise<void> {
  const { domain, caller, path } = call
  const key = readText(call, 'key') ?? ''
  if (['quota', 'password'].includes(key)) demandRecentPassword(call)
  await coded(EDIT, () =>
    key === 'password'
      ? setPassword(domain, caller.actor, path.id!, readText(call, 'value') ?? '')
      : changePerson(domain, caller.actor, path.id!, changeOf(call, key)),
  )
}

function changeOf(call: MemberCall, key: string): PersonChange {
  const value =
    key === 'additional_mail' ? readList(call, 'value').join(' ') : (readText(call, 'value') ?? '')
  if (key === 'displayname' || key === 'display') return { name: value }
  if (key === 'email') return { email: value }
  if (key === 'language') return { language: value }
  if (key === 'quota') return { quota: readQuota(value) ?? null }
  if (isProfileField(key)) return { profile: { [key]: value } }
  throw new OcsFault(113, 'key')
}
