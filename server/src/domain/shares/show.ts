import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { findShare, isTheirs } from './find.ts'
import { demandSharing, sharingPolicy } from './policy.ts'
import { type Shown, showShares } from './shown.ts'

/**
 * One share.
 * @param purpose `to-change`: refused also to those who may see it and not change it.
 * @throws Refusal `not-found`, also for what cannot be seen now; `not-permitted`.
 */
export async function showShare(
  domain: Domain,
  actor: Member,
  id: number,
  purpose: 'to-see' | 'to-change' = 'to-see',
): Promise<Shown> {
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    demandSharing(await sharingPolicy(reader, actor.person))
    const { share, standing } = await findShare(reader, actor, id, now)
    const shown = await showShares(reader, actor, [share], now)
    if (shown.shares[0]?.location === undefined) throw new Refusal('not-found', 'share-missing')
    if (purpose === 'to-change' && !isTheirs(standing)) throw new Refusal('not-permitted', 'share-incoming')
    return shown
  })
}
