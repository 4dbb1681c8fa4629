import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { askForLetter, plainAddress, type Wanted } from '../letters/ask.ts'

/**
 * Somebody wants an account.
 * @throws Refusal `bad-request`: `mail-address`, and `mail-address-part` for one mailbox under many names.
 */
export async function askToSignUp(domain: Domain, wanted: Omit<Wanted, 'what'>): Promise<void> {
  if (/\+.*@/.test(plainAddress(wanted.address))) throw new Refusal('bad-request', 'mail-address-part')
  await askForLetter(domain, { ...wanted, what: 'sign-up' })
}
