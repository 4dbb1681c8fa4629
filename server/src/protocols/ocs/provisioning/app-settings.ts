import { demandAdministrator } from '../../../domain/accounts/people/may-manage.ts'
import type { SettingName } from '../../../domain/settings/known.ts'
import { setSetting } from '../../../domain/settings/set.ts'
import { showSetting } from '../../../domain/settings/show.ts'
import { type MemberCall, NOTHING, type OcsAnswer, OcsFault, type OcsRoute } from '../call.ts'
import { readText } from '../read.ts'
import { coded, demandRecentPassword } from './faults.ts'

const PATH = '/apps/provisioning_api/api/v1/config/apps'
const INSTANCE = { scope: 'instance', subject: '' } as const

/** By what administrators' tools call them; what is written is the same in both (ocs.md §4.4). */
const CORE: Readonly<Record<string, SettingName>> = {
  shareapi_enabled: 'sharing.enabled',
  shareapi_allow_links: 'sharing.links',
  shareapi_allow_public_upload: 'sharing.upload',
  shareapi_allow_resharing: 'sharing.reshare',
  shareapi_allow_group_sharing: 'sharing.groups',
  shareapi_only_share_with_group_members: 'sharing.only-own-groups',
  shareapi_exclude_groups: 'sharing.exclude-groups',
  shareapi_exclude_groups_list: 'sharing.excluded-groups',
  shareapi_default_expire_date: 'sharing.link-end',
  shareapi_expire_after_n_days: 'sharing.link-days',
  shareapi_enforce_expire_date: 'sharing.link-end-enforced',
  shareapi_default_internal_expire_date: 'sharing.internal-end',
  shareapi_internal_expire_after_n_days: 'sharing.internal-days',
  shareapi_enforce_internal_expire_date: 'sharing.internal-end-enforced',
  shareapi_enforce_links_password: 'sharing.link-password',
  shareapi_enable_link_password_by_default: 'sharing.link-password-proposed',
  shareapi_default_permissions: 'sharing.default-permissions',
  shareapi_allow_share_dialog_user_enumeration: 'sharees.propose',
  shareapi_restrict_user_enumeration_to_group: 'sharees.own-groups',
  shareapi_restrict_user_enumeration_to_phone: 'sharees.own-phones',
  shareapi_restrict_user_enumeration_full_match: 'sharees.exact',
  shareapi_restrict_user_enumeration_full_match_userid: 'sharees.exact-id',
  shareapi_restrict_user_enumeration_full_match_displayname: 'sharees.exact-name',
  shareapi_restrict_user_enumeration_full_match_email: 'sharees.exact-email',
  shareapi_restrict_user_enumeration_full_match_ignore_second_dn: 'sharees.exact-first-name-only',
}

/** Nothing goes to other servers or comes from them, which can be said again but not changed. */
const FEDERATION: Readonly<Record<string, 'no'>> = {
  outgoing_server2server_share_enabled: 'no',
  incoming_server2server_share_enabled: 'no',
}

const APPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  core: CORE,
  files_sharing: FEDERATION,
}

const known = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

const settingOf = ({ path }: MemberCall): SettingName | undefined =>
  path.app === 'core' ? (known(CORE, path.key!) as SettingName | undefined) : undefined

const isFixed = ({ path }: MemberCall): boolean =>
  path.app === 'files_sharing' && known(FEDERATION, path.key!) !== undefined

async function read(call: MemberCall): Promise<string> {
  const setting = settingOf(call)
  if (setting !== undefined) return (await showSetting(call.domain, setting, INSTANCE)).value
  return isFixed(call) ? 'no' : (readText(call, 'defaultValue') ?? '')
}

/** @param value null: back to what it is without a word. */
async function write(call: MemberCall, value: string | null): Promise<OcsAnswer> {
  demandRecentPassword(call)
  const setting = settingOf(call)
  if (setting !== undefined)
    await coded({ 'setting-value': 400 }, () =>
      setSetting(call.domain, call.caller.actor, INSTANCE, setting, value),
    )
  else if (!isFixed(call) || (value !== null && value !== 'no')) throw new OcsFault(403, 'setting-guarded')
  return NOTHING
}

const forAdministrators =
  (work: (call: MemberCall) => Promise<OcsAnswer> | OcsAnswer) =>
  async (call: MemberCall): Promise<OcsAnswer> => {
    demandAdministrator(call.caller.actor)
    return await work(call)
  }

/** The policies of sharing as administrators' tools know them: another door to the settings of that name. */
export const appSettingRoutes: readonly OcsRoute[] = [
  {
    method: 'GET',
    path: PATH,
    access: 'member',
    handle: forAdministrators(() => ({ data: { data: Object.keys(APPS) } })),
  },
  {
    method: 'GET',
    path: `${PATH}/{app}`,
    access: 'member',
    handle: forAdministrators(({ path }) => ({
      data: { data: Object.hasOwn(APPS, path.app!) ? Object.keys(APPS[path.app!]!) : [] },
    })),
  },
  {
    method: 'GET',
    path: `${PATH}/{app}/{key}`,
    access: 'member',
    handle: forAdministrators(async (call) => ({ data: { data: await read(call) } })),
  },
  {
    method: 'POST',
    path: `${PATH}/{app}/{key}`,
    access: 'member',
    handle: forAdministrators((call) => write(call, readText(call, 'value') ?? '')),
  },
  {
    method: 'DELETE',
    path: `${PATH}/{app}/{key}`,
    access: 'member',
    handle: forAdministrators((call) => write(call, null)),
  },
]
