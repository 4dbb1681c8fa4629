import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { LETTER, type LetterRow, letterOf, type Sendable } from '../mail/letter.ts'
import { mailShare } from '../mail/mail-share.ts'
import { countDeed } from '../shares/pace.ts'
import { demandSharing, sharingPolicy } from '../shares/policy.ts'
import { isLink } from '../shares/share.ts'
import { demandChangeable } from '../shares/update.ts'

const NEWEST = `SELECT ${LETTER} FROM mail WHERE share = ? ORDER BY id DESC LIMIT 1`

/**
 * Sends the address of a link to somebody; the password never goes along.
 * @param to an address of mail.
 * @returns the letter, of which the text can be copied where nobody delivers it.
 * @throws Refusal `not-found`, `not-permitted`, `too-many`; `bad-request` for no address of mail.
 */
export async function sendLink(domain: Domain, actor: Member, id: number, to: string): Promise<Sendable> {
  const now = seconds(domain.now())
  return await domain.records.write([], async (writer) => {
    demandSharing(await sharingPolicy(writer, actor.person))
    const share = await demandChangeable(writer, actor, id, now)
    if (!isLink(share)) throw new Refusal('not-found', 'share-missing')
    await countDeed(writer, domain, actor.person, 'letter')
    await mailShare(writer, domain, id, actor.person, to)
    await audit(writer, domain, actor, { verb: 'share.mail', subject: String(id) })
    return letterOf((await writer.get<LetterRow>(NEWEST, id))!) as Sendable
  })
}
