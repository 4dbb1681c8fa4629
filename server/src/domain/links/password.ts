import { hashPassword } from '../accounts/passwords/hash.ts'
import { acceptPassword } from '../accounts/passwords/policy.ts'

/**
 * The hash under which the password of a link is kept. Made before the transaction that keeps it, which may wait for
 * nothing but statements.
 * @throws Refusal `bad-request` saying which rule it breaks.
 */
export async function hashLinkPassword(text: string): Promise<string> {
  acceptPassword(text, { id: '' })
  return await hashPassword(text)
}
