import { Refusal } from '../../vocabulary/refusal.ts'
import { addressGroup } from '../accounts/sign-in/address.ts'
import {
  attemptsAt,
  attemptsOf,
  blurred,
  countAttempt,
  HOUR,
  isKnown,
  MINUTE,
  noteKnown,
  slotBefore,
} from '../accounts/sign-in/attempts.ts'
import type { Domain } from '../domain.ts'

/** Short addresses that one address tries in vain, in ten minutes. */
const PER_ADDRESS = 20
/** Those that anybody tries in vain in an hour: then only those may try who found one within a day. */
const FROM_ANYWHERE = 2_000

const tries = (domain: Domain, outcome: 'miss' | 'hit', place: string) => ({
  address: blurred(domain, `short-${outcome}`, addressGroup(place)),
  login: blurred(domain, 'short', outcome),
})

/** @throws Refusal `too-many` (`short-closed`). */
export async function demandMayTry(domain: Domain, place: string): Promise<void> {
  if (!domain.throttle) return
  await domain.records.read(async (reader) => {
    const miss = tries(domain, 'miss', place)
    const here = await attemptsOf(reader, domain, miss, 10 * MINUTE)
    if (here.count >= PER_ADDRESS) throw closed(600)
    if ((await attemptsAt(reader, domain, miss.login, HOUR)) < FROM_ANYWHERE) return
    if (!(await isKnown(reader, domain, tries(domain, 'hit', place)))) throw closed(3600)
  })
}

const closed = (seconds: number): Refusal => new Refusal('too-many', 'short-closed', { facts: { seconds } })

export async function countMiss(domain: Domain, place: string): Promise<void> {
  if (!domain.throttle) return
  const miss = { ...tries(domain, 'miss', place), slot: slotBefore(domain, 0) }
  await domain.records.write([], (writer) => countAttempt(writer, miss))
}

export async function noteHit(domain: Domain, place: string): Promise<void> {
  if (domain.throttle) await noteKnown(domain, tries(domain, 'hit', place))
}
