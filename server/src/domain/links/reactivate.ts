import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { wishedEnd } from '../shares/end.ts'
import { demandSharing, sharingPolicy } from '../shares/policy.ts'
import { readLink } from './link.ts'
import { requireOwn } from './own.ts'

const AGAIN = 'UPDATE share SET expires = ?, revision = revision + 1 WHERE id = ?'

/**
 * Opens a link that has ended again, at the same address: it is on a poster, in a lesson's notes, in pupils' heads.
 * @param expires seconds; null: it has no end.
 * @throws Refusal `not-found`; `conflict` (`link-not-ended`); `bad-request` (`share-end-…`).
 */
export async function reactivateLink(
  domain: Domain,
  actor: Member,
  share: number,
  expires: number | null,
): Promise<void> {
  await domain.records.write([], async (writer) => {
    const now = seconds(domain.now())
    const link = requireOwn(await readLink(writer, share), actor)
    if (link.expires === null || link.expires > now) throw new Refusal('conflict', 'link-not-ended')
    const policy = await sharingPolicy(writer, actor.person)
    demandSharing(policy)
    const end = { policy: policy.linkEnd, now, zone: domain.timezone ?? 'UTC' }
    await writer.run(AGAIN, wishedEnd(expires, end), share)
    await audit(writer, domain, actor, {
      verb: 'link.reactivate',
      subject: String(share),
      detail: { expires },
    })
  })
}
