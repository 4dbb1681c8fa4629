import type { Writer } from '../../storage/records/records.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { addressGroup } from '../accounts/sign-in/address.ts'
import {
  attemptsAt,
  attemptsOf,
  blurred,
  type Counted,
  countAttempt,
  giveBack,
  HOUR,
  isKnown,
  MINUTE,
  noteKnown,
  slotBefore,
} from '../accounts/sign-in/attempts.ts'
import type { Domain } from '../domain.ts'

/**
 * A school is one address: 35 pupils of whom each mistypes thrice are let in, and then the next class. Whoever goes on
 * guessing has 14,400 tries a day, of 2⁴⁴.
 */
const BURST = 150
const BURST_SPAN = 15 * MINUTE
const PER_MINUTE = 10
/** Wrong guesses for one link from anywhere, in an hour: then only those get in who had been right before. */
const FROM_ANYWHERE = 1_000

/** One link with the password that it has now: another password begins anew. */
export interface Guarded {
  readonly share: number
  readonly revision: number
}

const names = (domain: Domain, kind: string, { share, revision }: Guarded, place: string) => ({
  address: blurred(domain, kind, addressGroup(place)),
  login: blurred(domain, kind, `${share}.${revision}`),
})

/**
 * Takes a place in the count before a password is checked, so that guesses made at the same moment count too.
 * @returns to be called when it was right.
 * @throws Refusal `too-many` with `seconds` to wait.
 */
export async function countLinkGuess(
  domain: Domain,
  guarded: Guarded,
  place: string,
): Promise<() => Promise<void>> {
  if (!domain.throttle) return async () => {}
  const counted: Counted = { ...names(domain, 'link', guarded, place), slot: slotBefore(domain, 0) }
  const known = names(domain, 'link-known', guarded, place)
  await domain.records.write([], async (writer) => {
    await countAttempt(writer, counted)
    await demandWithinPair(writer, domain, counted)
    if ((await attemptsAt(writer, domain, counted.login, HOUR)) <= FROM_ANYWHERE) return
    if (!(await isKnown(writer, domain, known))) throw tooMany(HOUR)
  })
  return async () => {
    await giveBack(domain, counted)
    await noteKnown(domain, known)
  }
}

const tooMany = (span: number): Refusal =>
  new Refusal('too-many', 'too-many-guesses', { facts: { seconds: span / 1000 } })

async function demandWithinPair(writer: Writer, domain: Domain, counted: Counted): Promise<void> {
  if ((await attemptsOf(writer, domain, counted, BURST_SPAN)).count <= BURST) return
  if ((await attemptsOf(writer, domain, counted, MINUTE)).count > PER_MINUTE) throw tooMany(MINUTE)
}
