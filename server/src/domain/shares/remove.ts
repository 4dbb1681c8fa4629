import type { Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { rootOf } from '../spaces/root.ts'
import { dropShares } from './drop.ts'
import { type Among, type Found, findShare, isTheirs } from './find.ts'
import { leaveNode } from './incoming.ts'
import { demandSharing, sharingPolicy } from './policy.ts'
import { PERSON, requireSort, type Share, type ShareSort } from './share.ts'
import { tellTaken } from './tell.ts'

/**
 * Ends a share for everybody, or, for whoever received it, for themselves: they leave what it gave, whichever of
 * several shares brought it.
 * @throws Refusal `not-found`, `not-permitted`.
 */
export const removeShare = (domain: Domain, actor: Member, id: number): Promise<void> =>
  without(domain, actor, id, 'live', async (writer, { share, standing }) => {
    if (standing === 'peer') throw new Refusal('not-permitted', 'share-not-yours')
    if (isTheirs(standing)) await end(writer, domain, actor, share)
    else await leave(writer, domain, actor, share)
  })

/**
 * Takes back what somebody gave, or what was given of theirs; links that have ended, too.
 * @throws Refusal `not-found`, `not-permitted`.
 */
export const endShare = (domain: Domain, actor: Member, id: number, sort: ShareSort): Promise<void> =>
  without(domain, actor, id, 'with-ended-links', async (writer, { share, standing }) => {
    requireSort(share, sort)
    if (!isTheirs(standing)) throw new Refusal('not-permitted', 'share-not-yours')
    await end(writer, domain, actor, share)
  })

/** Declines what was given to somebody, or leaves it. @throws Refusal `not-found`. */
export const leaveShare = (domain: Domain, actor: Member, id: number): Promise<void> =>
  without(domain, actor, id, 'live', async (writer, { share, standing }) => {
    if (standing !== 'recipient' && standing !== 'member') throw new Refusal('not-found', 'share-missing')
    await leave(writer, domain, actor, share)
  })

async function without(
  domain: Domain,
  actor: Member,
  id: number,
  among: Among,
  act: (writer: Writer, found: Found) => Promise<void>,
): Promise<void> {
  const now = seconds(domain.now())
  const spaces = await domain.records.read(async (reader): Promise<SpaceId[]> => {
    demandSharing(await sharingPolicy(reader, actor.person))
    const { share } = await findShare(reader, actor, id, now, among)
    return [share.space, (await rootOf(reader, actor.person)).space]
  })
  await domain.records.write(spaces, async (writer) =>
    act(writer, await findShare(writer, actor, id, now, among)),
  )
}

async function end(writer: Writer, domain: Domain, actor: Member, share: Share): Promise<void> {
  await dropShares(writer, 'id', share.id)
  const { kind, node, recipient } = share
  await tellTaken(writer, share, kind === PERSON && recipient !== null ? [recipient] : [])
  const detail = { kind, node, recipient }
  await audit(writer, domain, actor, { verb: 'share.remove', subject: String(share.id), detail })
}

async function leave(writer: Writer, domain: Domain, actor: Member, share: Share): Promise<void> {
  await leaveNode(writer, actor, share)
  await tellTaken(writer, share, [actor.person])
  const detail = { node: share.node }
  await audit(writer, domain, actor, { verb: 'share.leave', subject: String(share.id), detail })
}
