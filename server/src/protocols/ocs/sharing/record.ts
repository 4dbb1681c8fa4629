import { hasPreview } from '../../../domain/previews/failures.ts'
import { NO_DOWNLOAD } from '../../../domain/shares/attributes.ts'
import { shownDay } from '../../../domain/shares/end.ts'
import { GROUP, LINK, MAIL, PERSON } from '../../../domain/shares/share.ts'
import type { Shown, ShownShare } from '../../../domain/shares/shown.ts'
import { passwordMark } from '../../../domain/shares/update.ts'
import { FOLDER } from '../../../vocabulary/node-kind.ts'
import { ALL, allows, CREATE, DELETE, DOWNLOAD, shownPermissions } from '../../../vocabulary/permissions.ts'
import { sentence } from '../../wire/speech.ts'
import type { MemberCall } from '../call.ts'
import { publicRecord } from '../user-status/record.ts'

type Fields = Record<string, unknown>

const FOLDER_TYPE = 'httpd/unix-directory'
/** How a mark is called among the tags, which is how Android knows it. */
const FAVOURITE = '_$!<Favorite>!$_'

export interface RecordOptions {
  /** Whether the tags of each were asked for. */
  readonly tags?: boolean
  /** Whether letters are on their way, which is told of what has just been made. */
  readonly mail?: boolean
}

/** Shares as the API writes them, in the order of the recordings (ocs.md §6.3). */
export const shareRecords = (call: MemberCall, shown: Shown, options: RecordOptions = {}): Fields[] =>
  shown.shares.map((one) => shareRecord(call, one, shown, options))

function shareRecord(call: MemberCall, one: ShownShare, shown: Shown, options: RecordOptions): Fields {
  const { share, sharer, owner, link } = one
  const mine = isMine(call, one)
  return {
    id: String(share.id),
    share_type: share.kind,
    uid_owner: sharer.id,
    displayname_owner: sharer.name,
    permissions: permissionsOf(one),
    can_edit: mine,
    can_delete: mine || one.toMe,
    stime: share.created,
    parent: null,
    expiration: expirationOf(call, one),
    token: link?.token ?? null,
    uid_file_owner: owner.id,
    note: share.note,
    label: share.label,
    displayname_file_owner: owner.name,
    path: `/${(one.location?.path ?? one.target).join('/')}`,
    ...item(call, one, shown),
    ...recipient(call, one),
    mail_send: options.mail === true ? 1 : 0,
    hide_download: share.hideDownload ? 1 : 0,
    attributes: attributesOf(one),
    ...(options.tags === true ? { tags: shown.favourites.has(share.node) ? [FAVOURITE] : [] } : {}),
  }
}

/** To its recipient, what is left of it: whoever gave it may have lost some of that since. */
function permissionsOf({ share, location, toMe }: ShownShare): number {
  if (location === undefined) return 0
  return toMe && location.mount !== null ? share.permissions & location.permissions : share.permissions
}

const attributesOf = ({ share, location, toMe }: ShownShare): string | null =>
  share.attributes ??
  (toMe && location !== undefined && !allows(location.permissions, DOWNLOAD) ? NO_DOWNLOAD : null)

const isMine = ({ caller }: MemberCall, { share, owner }: ShownShare): boolean =>
  share.sharer === caller.person.id || owner.id === caller.person.id

/** Clients parse this very pattern: no hour, no zone (ocs.md §0.6). */
const expirationOf = ({ domain }: MemberCall, { share }: ShownShare): string | null =>
  share.expires === null ? null : `${shownDay(share.expires, domain.timezone ?? 'UTC')} 00:00:00`

function item(call: MemberCall, one: ShownShare, { failures }: Shown): Fields {
  const { node, location, target, owner } = one
  const folder = node.kind === FOLDER
  const mounted = location === undefined || location.mount !== null
  return {
    item_type: folder ? 'folder' : 'file',
    item_permissions: itemPermissions(one),
    'is-mount-root': location?.isMountRoot ?? true,
    'mount-type': mounted ? 'shared' : '',
    mimetype: folder ? FOLDER_TYPE : node.mime,
    has_preview: hasPreview(call.domain.renderer, node, failures),
    storage_id: mounted ? `shared::/${(location?.path ?? target).join('/')}` : `home::${owner.id}`,
    storage: node.space,
    item_source: node.id,
    file_source: node.id,
    file_parent: node.parent,
    file_target: `/${target.join('/')}`,
    item_size: node.size,
    item_mtime: node.mtime,
  }
}

/** What may be done with the thing itself: a file has no members, and whoever received something may leave it. */
function itemPermissions({ node, location }: ShownShare): number {
  const held = shownPermissions(location === undefined ? 0 : location.permissions)
  const left = location?.isMountRoot === true ? held | DELETE : held
  if (node.kind === FOLDER) return left
  return (location?.mount === null ? shownPermissions(ALL) : left) & ~CREATE
}

/** A `url`, even an empty one, makes a public link of a share to Android, and so does a `password` (ocs.md §0.4). */
function recipient(call: MemberCall, one: ShownShare): Fields {
  switch (one.share.kind) {
    case PERSON:
      return {
        share_with: one.recipient?.id ?? '',
        share_with_displayname: one.recipient?.name ?? '',
        share_with_displayname_unique: one.recipient?.unique ?? '',
        ...(one.status === undefined ? {} : { status: statusOf(call, one.status) }),
      }
    case GROUP:
      return {
        share_with: one.recipient?.id ?? '',
        share_with_displayname: one.recipient?.name ?? '',
      }
    case LINK: {
      const mark = markOf(one)
      return {
        share_with: mark,
        share_with_displayname: sentence(call.language, 'ocs.sharing.link') ?? '',
        password: mark,
        send_password_by_talk: false,
        url: `${call.base}/s/${one.link?.token ?? ''}`,
      }
    }
    case MAIL:
      return {
        share_with: one.share.recipient ?? '',
        share_with_displayname: one.share.recipient ?? '',
        password: markOf(one),
        password_expiration_time: null,
        send_password_by_talk: false,
      }
  }
}

/** Any text means to clients that there is a password, null that there is none. */
const markOf = ({ share, link }: ShownShare): string | null =>
  link?.protected === true ? passwordMark(share.id) : null

function statusOf(call: MemberCall, status: NonNullable<ShownShare['status']>): Fields {
  const { userId: _, status: said, message, icon, clearAt } = publicRecord(call, status)
  return { status: said, message, icon, clearAt }
}
