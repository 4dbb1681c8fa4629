import { textOf } from '../protocol/exchange.ts'
import { type Acceptor, Faults } from './acceptor.ts'
import { isCapabilities } from './places.ts'

type Section = Readonly<Record<string, unknown>>
type Kind = 'boolean' | 'integer' | 'string' | 'array' | 'strings' | 'object'

/** Required when its section is there: Android throws the whole document away otherwise (ocs.md §3.2). */
const REQUIRED: readonly (readonly [section: string, key: string, kind: Kind])[] = [
  ['core', 'pollinterval', 'integer'],
  ['files', 'bigfilechunking', 'boolean'],
  ['files_sharing', 'resharing', 'boolean'],
  ['files_sharing', 'public', 'object'],
  ['files_sharing.public', 'enabled', 'boolean'],
  ['files_sharing.public.password', 'enforced', 'boolean'],
  ['files_sharing.public.expire_date', 'enabled', 'boolean'],
  ['files_sharing.user', 'send_mail', 'boolean'],
  ['files_sharing.federation', 'outgoing', 'boolean'],
  ['files_sharing.federation', 'incoming', 'boolean'],
  ['theming', 'name', 'string'],
  ['theming', 'slogan', 'string'],
  ['theming', 'color', 'string'],
  ['notifications', 'ocs-endpoints', 'array'],
  ['user_status', 'enabled', 'boolean'],
  ['user_status', 'supports_emoji', 'boolean'],
  ['files.directEditing', 'etag', 'string'],
  ['end-to-end-encryption', 'enabled', 'boolean'],
  ['end-to-end-encryption', 'api-version', 'string'],
  ['groupfolders', 'hasGroupFolders', 'boolean'],
  ['downloadlimit', 'enabled', 'boolean'],
  ['recommendations', 'enabled', 'boolean'],
]

/** Typed when present: iOS decodes the document as a whole, and one wrong type loses all of it. */
const TYPED: readonly (readonly [path: string, kind: Kind])[] = [
  ['files.locking', 'string'],
  ['files.api-feature-lock-type', 'boolean'],
  ['files.forbidden_filenames', 'strings'],
  ['files.forbidden_filename_basenames', 'strings'],
  ['files.forbidden_filename_characters', 'strings'],
  ['files.forbidden_filename_extensions', 'strings'],
  ['files.blacklisted_files', 'strings'],
  ['files.undelete', 'boolean'],
  ['files.versioning', 'boolean'],
  ['files.comments', 'boolean'],
  ['files.chunked_upload.max_size', 'integer'],
  ['files.chunked_upload.max_parallel_count', 'integer'],
  ['files.windows_compatible_filenames', 'boolean'],
  ['dav.chunking', 'string'],
  ['dav.bulkupload', 'string'],
  ['checksums.supportedTypes', 'strings'],
  ['checksums.preferredUploadType', 'string'],
  ['files_sharing.api_enabled', 'boolean'],
  ['files_sharing.default_permissions', 'integer'],
  ['files_sharing.public.expire_date.days', 'integer'],
  ['files_sharing.public.expire_date.enforced', 'boolean'],
  ['files_sharing.public.expire_date_internal.enforced', 'boolean'],
  ['files_sharing.public.expire_date_remote.enforced', 'boolean'],
  ['files_sharing.public.multiple_links', 'boolean'],
  ['files_sharing.public.upload', 'boolean'],
  ['theming.background', 'string'],
  ['theming.background-default', 'boolean'],
  ['theming.background-plain', 'boolean'],
  ['theming.color-text', 'string'],
  ['theming.color-element', 'string'],
  ['theming.color-element-bright', 'string'],
  ['theming.color-element-dark', 'string'],
  ['theming.logo', 'string'],
  ['theming.url', 'string'],
  ['user_status.supports_busy', 'boolean'],
  ['notify_push.type', 'strings'],
  ['notify_push.endpoints.websocket', 'string'],
  ['notify_push.endpoints.pre_auth', 'string'],
  ['activity.apiv2', 'strings'],
]

/** How Android and iOS decode the capabilities; the desktop's trap with bulk uploads (webdav.md §1, trap 23). */
export const capabilities: Acceptor = ({ request, answer }) => {
  if (!isCapabilities(request) || answer.status !== 200) return []
  if (!(answer.headers.get('content-type') ?? '').includes('json')) return []
  const faults = new Faults()
  const { ocs } = JSON.parse(textOf(answer)) as { ocs: { meta: Section; data: Section } }
  faults.unless('message' in ocs.meta, 'Android needs meta.message')
  const version = at(ocs.data, 'version') as Section | undefined
  for (const key of ['major', 'minor', 'micro'])
    faults.unless(is(version?.[key], 'integer'), `version.${key} is ${JSON.stringify(version?.[key])}`)
  for (const key of ['string', 'edition'])
    faults.unless(is(version?.[key], 'string'), `version.${key} is ${JSON.stringify(version?.[key])}`)
  const all = at(ocs.data, 'capabilities') as Section | undefined
  if (!faults.unless(is(all, 'object'), 'no capabilities')) return faults.list
  for (const [section, key, kind] of REQUIRED) {
    const held = at(all!, section)
    if (held !== undefined)
      faults.unless(
        is(held, 'object') && is((held as Section)[key], kind),
        `${section}.${key} must be there, a ${kind}`,
      )
  }
  for (const [path, kind] of TYPED) {
    const held = at(all!, path)
    if (held !== undefined) faults.unless(is(held, kind), `${path} is ${JSON.stringify(held)}, not ${kind}`)
  }
  faults.unless(answer.headers.has('etag'), 'Android revalidates with the ETag, and there is none')
  const agent = /mirall\/3\.(\d+)/.exec(request.headers.get('user-agent') ?? '')
  if (agent && Number(agent[1]) <= 7)
    faults.unless(at(all!, 'dav.bulkupload') === undefined, 'this desktop never finishes with bulk uploads')
  return faults.list
}

function at(from: Section, path: string): unknown {
  let held: unknown = from
  for (const key of path.split('.')) held = is(held, 'object') ? (held as Section)[key] : undefined
  return held
}

function is(held: unknown, kind: Kind): boolean {
  if (kind === 'integer') return Number.isSafeInteger(held)
  if (kind === 'array') return Array.isArray(held)
  if (kind === 'strings') return Array.isArray(held) && held.every((each) => typeof each === 'string')
  if (kind === 'object') return typeof held === 'object' && held !== null && !Array.isArray(held)
  return typeof held === kind
}
