import type { Academy } from '../../domain/academies/academy.ts'
import { openAcademy } from '../../domain/academies/list.ts'
import { PASSWORD_LENGTH } from '../../domain/accounts/passwords/policy.ts'
import { PUSHED } from '../../domain/push/listener.ts'
import type { WindowsNames } from '../../domain/settings/known.ts'
import { resolveSetting } from '../../domain/settings/resolve.ts'
import { type SharingPolicy, sharingPolicy } from '../../domain/shares/policy.ts'
import { CHECKSUM_TYPES } from '../../vocabulary/checksum.ts'
import {
  FORBIDDEN_CHARACTERS,
  FORBIDDEN_EXTENSIONS,
  FORBIDDEN_NAMES,
  WINDOWS_BASENAMES,
  WINDOWS_CHARACTERS,
  WINDOWS_EXTENSIONS,
} from '../../vocabulary/node-name.ts'
import type { Authenticated } from '../wire/authenticate.ts'
import { VERSION_PARTS } from '../wire/compatible-version.ts'
import { survivesBulkUpload } from '../wire/user-agent.ts'
import type { OcsCall, OcsRoute } from './call.ts'
import { filesSharing } from './sharing/capability.ts'
import { etagOf } from './shown.ts'
import { theming } from './theming.ts'

type Section = Readonly<Record<string, unknown>>

/** What clients must not send; they look before they do, so this and what is refused must agree. */
const names = (windows: WindowsNames): Section => ({
  blacklisted_files: FORBIDDEN_NAMES,
  forbidden_filenames: FORBIDDEN_NAMES,
  forbidden_filename_basenames: windows === 'refuse' ? WINDOWS_BASENAMES : [],
  forbidden_filename_characters: [
    ...FORBIDDEN_CHARACTERS,
    ...(windows === 'refuse' ? WINDOWS_CHARACTERS : []),
  ],
  forbidden_filename_extensions: [
    ...FORBIDDEN_EXTENSIONS,
    ...(windows === 'refuse' ? WINDOWS_EXTENSIONS : []),
  ],
  windows_compatible_filenames: windows === 'refuse',
})

const files: Section = {
  bigfilechunking: true,
  chunked_upload: { max_size: 104_857_600, max_parallel_count: 5 },
  undelete: true,
  delete_from_trash: true,
  versioning: true,
  version_labeling: true,
  version_deletion: true,
  comments: true,
  locking: '1.0',
}

const policy = {
  minLength: PASSWORD_LENGTH,
  enforceNonCommonPassword: true,
  enforceNumericCharacters: false,
  enforceSpecialCharacters: false,
  enforceUpperLowerCase: false,
}

const passwordPolicy = (base: string): Section => ({
  ...policy,
  policies: { account: policy, sharing: policy },
  api: {
    generate: `${base}/ocs/v2.php/apps/password_policy/api/v1/generate`,
    validate: `${base}/ocs/v2.php/apps/password_policy/api/v1/validate`,
  },
})

/** Nothing is pushed through the stores' proxies, which ask for keys of their own: apps look by themselves. */
const NOTIFICATIONS: Section = {
  'ocs-endpoints': ['list', 'get', 'delete', 'delete-all', 'icons', 'rich-strings', 'exists'],
  'admin-notifications': ['ocs'],
}

const forMembers = (
  call: OcsCall,
  { person }: Authenticated,
  windows: WindowsNames,
  sharing: SharingPolicy,
  academy: Academy | undefined,
): Section => ({
  core: {
    pollinterval: 60,
    'webdav-root': 'remote.php/webdav',
    'reference-api': false,
    'mod-rewrite-working': true,
    user: {
      language: person.language || call.language,
      locale: person.profile.locale ?? '',
      timezone: person.profile.timezone ?? '',
    },
  },
  files: { ...files, ...names(windows) },
  dav: {
    chunking: '1.0',
    public_shares_chunking: false,
    ...(survivesBulkUpload(call.headers['user-agent']) ? { bulkupload: '1.0' } : {}),
  },
  checksums: { supportedTypes: CHECKSUM_TYPES, preferredUploadType: 'SHA1' },
  files_sharing: filesSharing(sharing, call.domain.postman !== undefined),
  password_policy: passwordPolicy(call.base),
  notify_push: {
    type: PUSHED,
    endpoints: {
      websocket: `${call.base.replace(/^http/, 'ws')}/push/ws`,
      pre_auth: `${call.base}/apps/notify_push/pre_auth`,
    },
  },
  provisioning_api: {
    version: '1.22.0',
    AccountPropertyScopesVersion: 2,
    AccountPropertyScopesFederatedEnabled: false,
    AccountPropertyScopesPublishedEnabled: false,
  },
  activity: { apiv2: ['filters', 'filters-api', 'previews', 'rich-strings'] },
  notifications: NOTIFICATIONS,
  systemtags: { enabled: true },
  user_status: { enabled: true, restore: true, supports_emoji: true, supports_busy: true },
  theming: theming(call.base, academy),
})

const forAnyone = (call: OcsCall): Section => ({
  core: { pollinterval: 60, 'webdav-root': 'remote.php/webdav' },
  theming: theming(call.base),
})

/** Only what works is announced: the presence of a key makes clients use what stands behind it. */
export const capabilityRoutes: readonly OcsRoute[] = [
  {
    method: 'GET',
    path: '/cloud/capabilities',
    access: 'anyone',
    async handle(call) {
      const { caller, domain } = call
      const academy = await openAcademy(domain, caller?.person.academy ?? '')
      const capabilities =
        caller === undefined
          ? forAnyone(call)
          : await domain.records.read(async (reader) => {
              const windows = await resolveSetting(reader, 'names.windows')
              const policy = await sharingPolicy(reader, caller.person.id)
              return forMembers(call, caller, windows.value, policy, academy)
            })
      const data = { version: VERSION_PARTS, capabilities }
      const etag = etagOf(data)
      return { data, etag }
    },
  },
]
