import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { mailShare } from '../mail/mail-share.ts'
import { countDeed } from './pace.ts'
import { demandSharing, sharingPolicy } from './policy.ts'
import { demandChangeable } from './update.ts'

/**
 * Writes once more to whom something was given.
 * @throws Refusal `bad-request` (`share-nobody`) when there is nobody to write to; `not-found`, `not-permitted`,
 * `too-many`.
 */
export async function writeAgain(domain: Domain, actor: Member, id: number): Promise<void> {
  const now = seconds(domain.now())
  await domain.records.write([], async (writer) => {
    demandSharing(await sharingPolicy(writer, actor.person))
    await demandChangeable(writer, actor, id, now)
    await countDeed(writer, domain, actor.person, 'letter')
    const state = await mailShare(writer, domain, id, actor.person)
    if (state === undefined) throw new Refusal('bad-request', 'share-nobody')
    await audit(writer, domain, actor, { verb: 'share.mail', subject: String(id) })
  })
}
