import type { Reader, Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { allows, READ } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { audit } from '../audit/record.ts'
import { openBox } from '../boxes/open.ts'
import type { Domain } from '../domain.ts'
import { makeLink } from '../links/make.ts'
import { hashLinkPassword } from '../links/password.ts'
import { mailShare } from '../mail/mail-share.ts'
import { placeMount } from '../mounts/place.ts'
import { placeForGroup } from '../mounts/place-group.ts'
import { withDownload } from './attributes.ts'
import { dropShares } from './drop.ts'
import { offer } from './offer.ts'
import { countDeed } from './pace.ts'
import { type Prepared, prepareShare } from './prepare.ts'
import {
  GROUP,
  INSERT_SHARE,
  isLink,
  isLive,
  MAIL,
  PERSON,
  SHARE,
  type Share,
  type ShareRow,
  shareOf,
  valuesOf,
} from './share.ts'
import { type Shown, showShares } from './shown.ts'
import { tellGiven } from './tell.ts'
import type { ShareChange } from './update.ts'

/** What is meant: by names from the actor's root, or by its number. */
export type Subject =
  | { readonly path: readonly string[]; readonly node?: undefined }
  | { readonly node: NodeId; readonly path?: undefined }

/** What somebody wants to give; everything that is absent is as policy has it. */
export type ShareWish = Subject & ShareTerms

export interface ShareTerms extends ShareChange {
  /** A kind of the sharing API; those that there are not are refused. */
  readonly kind: number
  /** Id of a person or group, an address of mail. */
  readonly with?: string | undefined
  /** Whether the recipient is written to; whoever was given a link by mail is, unless it is not wished. */
  readonly mail?: boolean | undefined
}

const SAME = `SELECT ${SHARE} FROM share s WHERE s.node = ? AND s.sharer = ? AND s.kind = ? AND s.recipient = ?`

/**
 * Gives something to a person, a group or whoever has an address. What the same person gave to the same one before
 * is returned as it is.
 * @throws Refusal
 */
export const createShare = (domain: Domain, actor: Member, wished: ShareWish): Promise<Share> =>
  create(domain, actor, wished, async (_writer, share) => share)

/**
 * The same, as it is shown to whoever gave it. It is read before anybody else can change anything, so that what was
 * made is always told: whoever loses the thing at that very moment is not answered that there is none.
 * @throws Refusal as `createShare`, `not-found` (`share-missing`): nothing was made.
 */
export const createAndShow = (domain: Domain, actor: Member, wished: ShareWish): Promise<Shown> =>
  create(domain, actor, wished, async (writer, share, now) => {
    const shown = await showShares(writer, actor, [share], now)
    if (shown.shares[0]?.location === undefined) throw new Refusal('not-found', 'share-missing')
    return shown
  })

async function create<Told>(
  domain: Domain,
  actor: Member,
  wished: ShareWish,
  tell: (writer: Writer, share: Share, now: number) => Promise<Told>,
): Promise<Told> {
  const now = seconds(domain.now())
  const wish = withDownload(wished)
  const planned = await domain.records.read((reader) => prepareShare(reader, domain, actor, wish, now))
  const password = planned.password === undefined ? null : await hashLinkPassword(planned.password)
  const spaces = [planned.share.space, ...(planned.recipientSpace ?? [])]
  return await domain.records.write(spaces, async (writer) => {
    const prepared = await prepareShare(writer, domain, actor, wish, now)
    const known = await readSame(writer, prepared.share)
    if (known !== undefined && isLive(known, now)) return await tell(writer, known, now)
    if (known !== undefined) await dropShares(writer, 'id', known.id)
    await countDeed(writer, domain, actor.person, 'share')
    const share = await insert(writer, domain, actor, prepared, password)
    if (wish.mail ?? share.kind === MAIL) await mailShare(writer, domain, share.id, actor.person)
    return await tell(writer, share, now)
  })
}

async function readSame(reader: Reader, share: Prepared['share']): Promise<Share | undefined> {
  if (isLink(share)) return undefined
  const row = await reader.get<ShareRow>(SAME, share.node, share.sharer, share.kind, share.recipient)
  return row === undefined ? undefined : shareOf(row)
}

async function insert(
  writer: Writer,
  domain: Domain,
  actor: Member,
  { share: wanted, name }: Prepared,
  password: string | null,
): Promise<Share> {
  const share = { ...wanted, id: await writer.ids('share') }
  await writer.run(INSERT_SHARE, ...valuesOf(share))
  if (isLink(share)) await makeLink(writer, { share: share.id, password })
  if (isLink(share) && !allows(share.permissions, READ)) await openBox(writer, share.id)
  if (!isLink(share)) await place(writer, share, name)
  const { id, kind, node, recipient, permissions, download, expires } = share
  const detail = { kind, node, recipient, permissions, download, expires, password: password !== null }
  await tellGiven(writer, domain, actor, share)
  await audit(writer, domain, actor, { verb: 'share.create', subject: String(id), detail })
  return share
}

async function place(writer: Writer, share: Share, name: string): Promise<void> {
  await offer(writer, share, name)
  const { kind, recipient, node, space, created } = share
  if (kind === PERSON && recipient !== null)
    await placeMount(writer, { person: recipient, node, space, name, now: created })
  if (kind === GROUP) await placeForGroup(writer, share.id, share.created)
}
