import { fold } from '../../../vocabulary/fold.ts'
import type { Domain } from '../../domain.ts'
import { dropOthers, spendTicket } from '../tickets/redeem.ts'

/**
 * Whoever has the letter reads what is sent to its address; every letter to it is spent.
 * @returns the address, undefined for a letter that opens nothing. @throws Refusal `too-many`.
 */
export async function confirmSignUp(
  domain: Domain,
  { token, place }: { token: string; place: string },
): Promise<string | undefined> {
  return await domain.records.write([], async (writer) => {
    const ticket = await spendTicket(writer, domain, { token, place, kinds: ['sign-up'] })
    if (ticket === undefined) return undefined
    await dropOthers(writer, ticket, fold(ticket.email))
    return ticket.email
  })
}
