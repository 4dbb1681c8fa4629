import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { allows, DOWNLOAD, SHARE as MAY_SHARE, type Permissions } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { locate } from '../files/locate.ts'
import { type Place, shownPath } from '../files/place.ts'
import { lookup } from '../files/resolve.ts'
import { rootsOfSpace } from '../spaces/root.ts'
import { NO_DOWNLOAD, readAttributes } from './attributes.ts'
import type { ShareWish, Subject } from './create.ts'
import { firstEnd, parseDay } from './end.ts'
import { forceInternal, forceLink } from './force.ts'
import { acceptLabel, acceptNote } from './label.ts'
import { demandSharing, type SharingPolicy, sharingPolicy } from './policy.ts'
import { type Recipient, requireRecipient } from './recipient.ts'
import { rightsOn } from './rights-on.ts'
import { isLink, LINK, MAIL, type Share } from './share.ts'

/** What becomes of a wish. */
export interface Prepared {
  readonly share: Omit<Share, 'id'>
  /** As the sharer calls it. */
  readonly name: string
  /** Where it will be seen. */
  readonly recipientSpace: readonly SpaceId[]
  /** Of a link, as it was typed. */
  readonly password: string | undefined
}

const OWNER = 'SELECT owner FROM space WHERE id = ?'

/**
 * Everything that can be said against a wish, in the order in which the clients know it.
 * @param now seconds. @throws Refusal
 */
export async function prepareShare(
  reader: Reader,
  domain: Domain,
  actor: Member,
  wish: ShareWish,
  now: number,
): Promise<Prepared> {
  const policy = await sharingPolicy(reader, actor.person)
  demandSharing(policy)
  const place = await requireSubject(reader, actor, wish, now)
  const link = isLink({ kind: wish.kind as Share['kind'] })
  const held = await rightsOn(reader, actor, place.node.id, now)
  const owner = (await reader.get<{ owner: PersonId | null }>(OWNER, place.node.space))?.owner ?? null
  const permissions = permissionsOf(wish, place, held, policy)
  const attributes = readAttributes(wish.attributes ?? '')
  if (typeof wish.end === 'string' && wish.end.trim() !== '') parseDay(wish.end)
  const recipient = await requireRecipient(reader, domain, policy, wish, shownPath(place.path))
  const label = link ? acceptLabel(wish.label ?? '') : ''
  await demandMayShare(reader, actor, { place, held, owner, permissions, policy, recipient })
  const expires = endOf(wish, policy, now, domain.timezone ?? 'UTC')
  const password = link ? passwordOf(wish, policy) : undefined
  const download = attributes.download && allows(held, DOWNLOAD)
  return {
    share: {
      kind: wish.kind as Share['kind'],
      ...{ node: place.node.id, space: place.node.space, sharer: actor.person, recipient: recipient.id },
      ...{ permissions, download, hideDownload: wish.hideDownload === true, label, expires },
      attributes: attributes.text ?? (download ? null : NO_DOWNLOAD),
      note: acceptNote(wish.note ?? ''),
      ...{ revision: 1, created: now },
    },
    name: place.path.at(-1) ?? '',
    recipientSpace: recipient.space === undefined ? [] : [recipient.space],
    password,
  }
}

/** @throws Refusal `not-found` (`share-item-missing`). */
export async function requireSubject(
  reader: Reader,
  actor: Member,
  { path, node }: Subject,
  now: number,
): Promise<Place> {
  const names = path ?? (await locate(reader, actor, [node], now)).get(node)?.path
  const place = names === undefined ? undefined : await lookup(reader, actor, names, now)
  if (place === undefined) throw new Refusal('not-found', 'share-item-missing')
  return place
}

function permissionsOf(wish: ShareWish, place: Place, held: Permissions, policy: SharingPolicy): Permissions {
  const { kind } = place.node
  if (wish.kind === LINK || wish.kind === MAIL) return forceLink(wish, kind, policy.upload)
  // A default is nobody's wish for more than they have.
  return forceInternal(wish.permissions ?? policy.defaultPermissions & held, kind)
}

const endOf = (wish: ShareWish, policy: SharingPolicy, now: number, zone: string): number | null =>
  firstEnd(wish.end, {
    policy: wish.kind === LINK || wish.kind === MAIL ? policy.linkEnd : policy.internalEnd,
    now,
    zone,
  })

function passwordOf({ password }: ShareWish, policy: SharingPolicy): string | undefined {
  if (password !== undefined && password !== '') return password
  if (policy.linkPassword.enforced) throw new Refusal('not-permitted', 'share-password-enforced')
  return undefined
}

interface Judged {
  readonly place: Place
  readonly held: Permissions
  readonly owner: PersonId | null
  readonly permissions: Permissions
  readonly policy: SharingPolicy
  readonly recipient: Recipient
}

async function demandMayShare(reader: Reader, actor: Member, judged: Judged): Promise<void> {
  const { place, held, owner, permissions, policy, recipient } = judged
  if (policy.excluded) throw new Refusal('not-permitted', 'sharing-off-for-you')
  if (recipient.person !== undefined && recipient.person === actor.person)
    throw new Refusal('not-permitted', 'share-self')
  if (place.node.id === (await rootsOfSpace(reader, place.node.space)).root)
    throw new Refusal('not-permitted', 'share-root')
  const own = owner === actor.person
  if (!allows(held, MAY_SHARE) || (!own && !policy.reshare))
    throw new Refusal('not-found', 'share-not-allowed', { facts: { name: place.path.at(-1) ?? '' } })
  if (!allows(held, permissions))
    throw new Refusal('not-found', 'share-increase', { facts: { path: shownPath(place.path) } })
  if (recipient.person !== undefined && recipient.person === owner)
    throw new Refusal('not-permitted', 'share-owner')
  await recipient.demandTogether(reader, actor.person)
}
