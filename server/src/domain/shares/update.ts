import type { Reader, Value, Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeKind } from '../../vocabulary/node-kind.ts'
import { allows, DOWNLOAD } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { changeLink } from '../links/change.ts'
import { hashLinkPassword } from '../links/password.ts'
import { type DownloadWish, NO_DOWNLOAD, readAttributes, withDownload } from './attributes.ts'
import { type EndWish, nextEnd } from './end.ts'
import { findShare, isTheirs } from './find.ts'
import { forceInternal, forceLink } from './force.ts'
import { acceptLabel, acceptNote } from './label.ts'
import { demandSharing, type SharingPolicy, sharingPolicy } from './policy.ts'
import { rightsOn } from './rights-on.ts'
import { isLink, requireSort, type Share, type ShareSort } from './share.ts'
import { tellChanged } from './tell.ts'

/** What is absent stays as it is. `download` stands for the words of clients about it. */
export interface ShareChange extends DownloadWish {
  readonly permissions?: number | undefined
  readonly publicUpload?: boolean | undefined
  /** Of links; empty takes it away. */
  readonly password?: string | undefined
  readonly end?: EndWish | undefined
  readonly note?: string | undefined
  readonly label?: string | undefined
}

/** What can be changed of a link that is there, besides. */
export interface LinkShareChange extends ShareChange {
  /** Of links: the last part of their address. */
  readonly token?: string | undefined
}

const KIND = 'SELECT kind FROM node WHERE id = ?'
const LINKED = 'SELECT password FROM link WHERE share = ?'
const CHANGE = `UPDATE share SET permissions = ?, download = ?, hide_download = ?, attributes = ?, note = ?, label = ?,
  expires = ?, revision = revision + 1 WHERE id = ?`

/**
 * Changes a share; what is said of links means nothing to shares with people and groups.
 * @param of where it is known by its sort, others are not found.
 * @throws Refusal
 */
export async function updateShare(
  domain: Domain,
  actor: Member,
  id: number,
  wish: LinkShareChange,
  of?: ShareSort,
): Promise<Share> {
  const now = seconds(domain.now())
  const change = withDownload(wish)
  const planned = await domain.records.read(async (reader) => {
    requireSort((await findShare(reader, actor, id, now)).share, of)
    return await prepare(reader, domain, actor, id, change, now)
  })
  const password =
    typeof planned.password === 'string' ? await hashLinkPassword(planned.password) : planned.password
  return await domain.records.write([planned.share.space], async (writer) => {
    const { share } = await prepare(writer, domain, actor, id, change, now)
    await writer.run(CHANGE, ...changed(share), id)
    const { token } = change
    if (isLink(share))
      await changeLink(writer, id, {
        ...(password === undefined ? {} : { password }),
        ...(token === undefined ? {} : { token }),
      })
    tellChanged(writer, share)
    await record(writer, domain, actor, share, change)
    return share
  })
}

/** @throws Refusal unless it is theirs to change. */
export async function demandChangeable(
  reader: Reader,
  actor: Member,
  id: number,
  now: number,
): Promise<Share> {
  const { share, standing } = await findShare(reader, actor, id, now)
  if (!isTheirs(standing)) throw new Refusal('not-permitted', 'share-incoming')
  return share
}

interface Prepared {
  readonly share: Share
  /** As it was typed; null takes it away, undefined leaves it. */
  readonly password: string | null | undefined
}

async function prepare(
  reader: Reader,
  domain: Domain,
  actor: Member,
  id: number,
  change: LinkShareChange,
  now: number,
): Promise<Prepared> {
  const policy = await sharingPolicy(reader, actor.person)
  demandSharing(policy)
  const known = await demandChangeable(reader, actor, id, now)
  if (change.token !== undefined && !policy.linkTokens) throw new Refusal('not-permitted', 'link-token-off')
  const link = isLink(known)
  const held = await rightsOn(reader, actor, known.node, now)
  const { kind } = (await reader.get<{ kind: NodeKind }>(KIND, known.node))!
  const permissions = permissionsOf(known, change, kind, policy)
  if (permissions !== known.permissions && !allows(held, permissions))
    throw new Refusal('bad-request', 'share-update')
  const end = { policy: link ? policy.linkEnd : policy.internalEnd, now, zone: domain.timezone ?? 'UTC' }
  return {
    share: {
      ...known,
      permissions,
      ...attributesOf(known, change, allows(held, DOWNLOAD)),
      note: change.note === undefined ? known.note : acceptNote(change.note),
      label: !link || change.label === undefined ? known.label : acceptLabel(change.label),
      hideDownload: link ? (change.hideDownload ?? known.hideDownload) : known.hideDownload,
      expires: nextEnd(known.expires, change.end, end),
      revision: known.revision + 1,
    },
    password: link ? await passwordOf(reader, known, change, policy) : undefined,
  }
}

function permissionsOf(known: Share, change: ShareChange, kind: NodeKind, policy: SharingPolicy): number {
  const { permissions, publicUpload } = change
  if (isLink(known))
    return permissions === undefined && publicUpload === undefined
      ? known.permissions
      : forceLink({ permissions, publicUpload }, kind, policy.upload)
  return permissions === undefined ? known.permissions : forceInternal(permissions, kind)
}

function attributesOf(
  known: Share,
  change: ShareChange,
  mayDownload: boolean,
): Pick<Share, 'attributes' | 'download'> {
  if (change.attributes === undefined) return { attributes: known.attributes, download: known.download }
  const { text, download } = readAttributes(change.attributes)
  return { attributes: text ?? (mayDownload ? null : NO_DOWNLOAD), download: download && mayDownload }
}

/** What a client was shown instead of the password, and sends back when it leaves it as it is (ocs.md §6.3). */
export const passwordMark = (share: number): string => `pw-set:${share}`

async function passwordOf(
  reader: Reader,
  known: Share,
  { password }: ShareChange,
  policy: SharingPolicy,
): Promise<string | null | undefined> {
  if (password === undefined || password === passwordMark(known.id)) return undefined
  if (password !== '') return password
  const link = await reader.get<{ password: string | null }>(LINKED, known.id)
  if (link === undefined || link.password === null) return undefined
  if (policy.linkPassword.enforced) throw new Refusal('bad-request', 'share-password-stays')
  return null
}

const changed = (share: Share): Value[] => [
  ...[share.permissions, share.download ? 1 : 0, share.hideDownload ? 1 : 0, share.attributes],
  ...[share.note, share.label, share.expires],
]

/** What was said, but no password and no text of the sharer's. */
async function record(
  writer: Writer,
  domain: Domain,
  actor: Member,
  share: Share,
  change: ShareChange,
): Promise<void> {
  const fields = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  const { permissions, download, expires } = share
  const detail = { fields: fields.join(' '), permissions, download, expires }
  await audit(writer, domain, actor, { verb: 'share.update', subject: String(share.id), detail })
}
