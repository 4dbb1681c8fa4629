import type { Writer } from '../../../storage/records/records.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { addressGroup } from '../sign-in/address.ts'
import { attemptsOf, blurred, countAttempt, MINUTE, slotBefore, waitFor } from '../sign-in/attempts.ts'

const SPAN = 10 * MINUTE
/** Wrong ones from one network address: more than a school opens by mistake, far from what guessing needs. */
const WRONG = 100

const names = (domain: Domain, place: string): { address: string; login: string } => ({
  address: blurred(domain, 'ticket from', addressGroup(place)),
  login: blurred(domain, 'ticket', ''),
})

/** @throws Refusal `too-many` with `seconds` to wait: nothing is looked up any more. */
export async function demandFewWrong(writer: Writer, domain: Domain, place: string): Promise<void> {
  if (!domain.throttle) return
  const { count, oldest } = await attemptsOf(writer, domain, names(domain, place), SPAN)
  if (count < WRONG) return
  throw new Refusal('too-many', 'too-many-tickets', { facts: { seconds: waitFor(domain, oldest, SPAN) } })
}

export async function countWrong(writer: Writer, domain: Domain, place: string): Promise<void> {
  if (domain.throttle) await countAttempt(writer, { ...names(domain, place), slot: slotBefore(domain, 0) })
}
