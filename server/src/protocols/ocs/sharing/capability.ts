import type { EndPolicy, SharingPolicy } from '../../../domain/shares/policy.ts'

const OFF = { enabled: false }

const end = ({ given, enforced, days }: EndPolicy) => (given ? { enabled: true, days, enforced } : OFF)

/**
 * What clients may offer; missing keys cost some of them all capabilities (ocs.md §3.2, §3.3).
 * @param mail whether anybody is written to.
 */
export function filesSharing(policy: SharingPolicy, mail: boolean) {
  const on = policy.enabled && !policy.excluded
  const links = on && policy.links
  const upload = links && policy.upload
  const groups = on && policy.groups
  const { linkPassword } = policy
  const mailed = links && mail
  return {
    api_enabled: policy.enabled,
    public: {
      enabled: links,
      password: { enforced: linkPassword.enforced, askForOptionalPassword: linkPassword.proposed },
      expire_date: end(policy.linkEnd),
      expire_date_internal: end(policy.internalEnd),
      expire_date_remote: OFF,
      multiple_links: links,
      multiple: links,
      send_mail: mailed,
      upload,
      upload_files_drop: upload,
      supports_upload_only: upload,
      custom_tokens: links && policy.linkTokens,
    },
    resharing: policy.reshare,
    user: { send_mail: on && mail, expire_date: { enabled: true } },
    group_sharing: groups,
    group: { enabled: groups, expire_date: { enabled: true } },
    default_permissions: policy.defaultPermissions,
    federation: { outgoing: false, incoming: false, expire_date: OFF, expire_date_supported: OFF },
    sharee: { query_lookup_default: false, always_show_unique: true },
    sharebymail: {
      enabled: mailed,
      send_password_by_mail: false,
      upload_files_drop: { enabled: mailed && upload },
      password: { enabled: true, enforced: linkPassword.enforced },
      expire_date: { enabled: true, enforced: policy.linkEnd.enforced },
    },
  }
}
