import type { Value } from '../../storage/records/records.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { DOWNLOAD, type Permissions } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'

/** Numbers of the sharing API, which is where they are read and written (ocs.md §6.2). */
export const PERSON = 0
export const GROUP = 1
export const LINK = 3
/** A link that was sent to one address. */
export const MAIL = 4
export type ShareKind = typeof PERSON | typeof GROUP | typeof LINK | typeof MAIL

export const isLink = (share: Pick<Share, 'kind'>): boolean => share.kind === LINK || share.kind === MAIL

/** With people and groups, or by an address. */
export type ShareSort = 'internal' | 'link'

/** @throws Refusal `not-found` for one of another sort. */
export function requireSort(share: Pick<Share, 'kind'>, sort: ShareSort | undefined): void {
  if (sort !== undefined && isLink(share) !== (sort === 'link'))
    throw new Refusal('not-found', 'share-missing')
}

/** Something given to one recipient: a person, a group, or whoever has an address. */
export interface Share {
  /** Below 2³¹. */
  readonly id: number
  readonly kind: ShareKind
  readonly node: NodeId
  readonly space: SpaceId
  /** Who gave it; not always who owns it. */
  readonly sharer: PersonId
  /** Id of a person or group, an address of mail; null for links. */
  readonly recipient: string | null
  /** As asked for. What a recipient may do depends on what the sharer holds. */
  readonly permissions: Permissions
  /** Whether the original bytes may leave. */
  readonly download: boolean
  /** A wish to the page of a link alone. */
  readonly hideDownload: boolean
  /** JSON as a client wrote it. */
  readonly attributes: string | null
  readonly note: string
  readonly label: string
  /** Seconds; from then on it gives nothing. */
  readonly expires: number | null
  /** One more with each change. */
  readonly revision: number
  /** Seconds. */
  readonly created: number
}

export interface ShareRow {
  id: number
  kind: ShareKind
  node: NodeId
  space: SpaceId
  sharer: PersonId
  recipient: string | null
  permissions: number
  download: number
  hide_download: number
  attributes: string | null
  note: string
  label: string
  expires: number | null
  revision: number
  created: number
}

const COLUMNS = [
  ...['id', 'kind', 'node', 'space', 'sharer', 'recipient', 'permissions', 'download', 'hide_download'],
  ...['attributes', 'note', 'label', 'expires', 'revision', 'created'],
] as const

/** The columns of {@link ShareRow}, from `share s`. */
export const SHARE = COLUMNS.map((name) => `s.${name}`).join(', ')

export const shareOf = ({ hide_download, ...row }: ShareRow): Share => ({
  ...row,
  permissions: row.permissions,
  download: row.download === 1,
  hideDownload: hide_download === 1,
})

export const INSERT_SHARE = `INSERT INTO share (${COLUMNS.join(', ')})
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** In the order of `INSERT_SHARE`. */
export const valuesOf = (share: Share): Value[] => [
  ...[share.id, share.kind, share.node, share.space, share.sharer, share.recipient, share.permissions],
  ...[share.download ? 1 : 0, share.hideDownload ? 1 : 0, share.attributes, share.note, share.label],
  ...[share.expires, share.revision, share.created],
]

/** Whether it holds at a time. @param now seconds. */
export const isLive = (share: Pick<Share, 'expires'>, now: number): boolean =>
  share.expires === null || share.expires > now

/** What it gives at most. */
export const maskOf = (share: Pick<Share, 'permissions' | 'download'>): Permissions =>
  share.permissions | (share.download ? DOWNLOAD : 0)
