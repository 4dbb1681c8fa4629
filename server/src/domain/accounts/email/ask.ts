import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import { plainAddress } from '../letters/ask.ts'
import { mayAsk } from '../letters/rates.ts'
import type { Person } from '../people/person.ts'
import { demandFresh } from '../second-factor/fresh.ts'
import type { Session } from '../sessions/session.ts'

/** Whoever signs in elsewhere has the address that is said there; nothing is confirmed where no letters go out. */
export const mayChangeEmail = (domain: Domain, { hasPassword }: Pick<Person, 'hasPassword'>): boolean =>
  hasPassword && domain.postman !== undefined

/**
 * Sends a letter to the new address; nothing changes before that is confirmed.
 * @throws Refusal `bad-request` (`mail-address`), `not-permitted` (`confirm-first`, `second-factor-first`,
 * `email-elsewhere`), `too-many`.
 */
export async function askNewEmail(
  domain: Domain,
  session: Session,
  { address, language, place }: { address: string; language: string; place: string },
): Promise<string> {
  const person = session.person!
  demandFresh(domain, session)
  if (!mayChangeEmail(domain, person)) throw new Refusal('not-permitted', 'email-elsewhere')
  const to = plainAddress(address)
  await domain.records.write([], async (writer) => {
    if (await mayAsk(writer, domain, { to, place }))
      await enqueueMail(writer, domain, {
        ...{ to, language: person.language || language, kind: 'ask', facts: { what: 'email' } },
        person: person.id,
      })
  })
  return to
}
