import { Refusal } from '../../../vocabulary/refusal.ts'
import { domainOf } from '../../academies/find-by-address.ts'
import type { Domain } from '../../domain.ts'
import { acceptAddress } from '../../mail/address.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import { mayAsk } from './rates.ts'

export interface Wanted {
  readonly what: 'sign-up' | 'password'
  /** As it was typed. */
  readonly address: string
  /** BCP 47: of the page it was asked on. */
  readonly language: string
  /** The network address it was asked from. */
  readonly place: string
}

/**
 * The address as mail servers compare it, its name of a domain in ASCII.
 * @throws Refusal `bad-request` (`mail-address`).
 */
export function plainAddress(text: string): string {
  const address = acceptAddress(text)
  const domain = domainOf(address)
  if (domain === undefined) throw new Refusal('bad-request', 'mail-address')
  return acceptAddress(`${address.slice(0, address.indexOf('@'))}@${domain}`)
}

/**
 * Somebody without a session asks for a letter. The same is done whatever the address, so that neither what is
 * answered nor how long it takes tells whether there is such an account: that is looked up when the letter leaves.
 * @throws Refusal `bad-request` (`mail-address`), `too-many`, `unavailable` without a mail server.
 */
export async function askForLetter(domain: Domain, wanted: Wanted): Promise<void> {
  if (domain.postman === undefined) throw new Refusal('unavailable', 'no-mail-server')
  const { what, language, place } = wanted
  const to = plainAddress(wanted.address)
  await domain.records.write([], async (writer) => {
    if (await mayAsk(writer, domain, { to, place }))
      await enqueueMail(writer, domain, { to, language, kind: 'ask', facts: { what } })
  })
}
