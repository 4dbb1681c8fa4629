import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { addressGroup } from '../accounts/sign-in/address.ts'
import type { Domain } from '../domain.ts'
import { clientName } from './client-name.ts'
import { removeFlowsOver } from './expire.ts'
import { flowTokenHash, newFlowToken } from './flow.ts'
import { recipientOf } from './seal.ts'

/** A whole school may stand behind one address; a stranger who asks without end may not fill the table. */
export const FLOWS_PER_PLACE = 200
export const FLOWS_AT_ONCE = 20_000

/**
 * A client asks to be connected.
 * @param asked.place the address it asks from; flows that wait are counted by it.
 * @returns two secrets: `poll` stays with the client, `login` goes to the browser.
 * @throws Refusal `too-many` when too many already wait.
 */
export async function beginLoginFlow(
  domain: Domain,
  asked: { client: string; place: string },
): Promise<{ poll: string; login: string }> {
  const poll = newFlowToken()
  const login = newFlowToken()
  const recipient = recipientOf(poll)
  const place = addressGroup(asked.place)
  await domain.records.write([], async (writer) => {
    await removeFlowsOver(writer, domain.now)
    const here = await writer.get<{ count: number }>(
      'SELECT count(*) AS count FROM login_flow WHERE place = ?',
      place,
    )
    const all = await writer.get<{ count: number }>('SELECT count(*) AS count FROM login_flow')
    if (Number(here!.count) >= FLOWS_PER_PLACE || Number(all!.count) >= FLOWS_AT_ONCE)
      throw new Refusal('too-many', 'login-flows')
    await writer.run(
      'INSERT INTO login_flow (poll, login, client, place, created, recipient) VALUES (?, ?, ?, ?, ?, ?)',
      flowTokenHash(poll)!,
      flowTokenHash(login)!,
      clientName(asked.client),
      place,
      seconds(domain.now()),
      recipient,
    )
  })
  return { poll, login }
}
