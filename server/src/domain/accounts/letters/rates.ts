import type { Writer } from '../../../storage/records/records.ts'
import { fold } from '../../../vocabulary/fold.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { addressGroup } from '../sign-in/address.ts'
import { attemptsAt, blurred, countAttempt, HOUR, slotBefore, slotsOf } from '../sign-in/attempts.ts'

/** Letters that one address is sent in an hour: enough for who looks in the wrong folder first. */
const PER_LETTER = 3
/** Letters that are asked for from one network address in an hour: a school that signs up in one morning has fewer. */
const PER_NETWORK = 600

const FROM = 'SELECT COALESCE(SUM(count), 0) AS count FROM attempt WHERE address = ? AND slot BETWEEN ? AND ?'

/**
 * Counts whoever asks for a letter.
 * @param to where it is to go.
 * @returns false when that address has had enough: whoever asks is told nothing of it.
 * @throws Refusal `too-many` with `seconds` to wait, for the network it is asked from.
 */
export async function mayAsk(
  writer: Writer,
  domain: Domain,
  { to, place }: { to: string; place: string },
): Promise<boolean> {
  if (!domain.throttle) return true
  const address = blurred(domain, 'letter from', addressGroup(place))
  const login = blurred(domain, 'letter to', fold(to))
  const asked = await writer.get<{ count: number }>(FROM, address, ...slotsOf(domain, HOUR))
  if (Number(asked!.count) >= PER_NETWORK)
    throw new Refusal('too-many', 'too-many-asked', { facts: { seconds: 600 } })
  await countAttempt(writer, { address, login, slot: slotBefore(domain, 0) })
  return Number(await attemptsAt(writer, domain, login, HOUR)) <= PER_LETTER
}
