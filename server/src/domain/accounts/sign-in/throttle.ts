import type { Writer } from '../../../storage/records/records.ts'
import { fold } from '../../../vocabulary/fold.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { addressGroup } from './address.ts'
import {
  attemptsAt,
  attemptsOf,
  blurred,
  type Counted,
  countAttempt,
  giveBack,
  HOUR,
  MINUTE,
  slotBefore,
  slotsOf,
  waitFor,
} from './attempts.ts'

const TEN_MINUTES = 10 * MINUTE

/** Wrong guesses for one name from one address. */
const PER_PAIR = 10
/** Wrong guesses for one name from anywhere, in ten minutes. */
const PER_LOGIN = 100
/** Different names tried in vain from one address, in ten minutes: a school has fewer forgetful teachers. */
const NAMES_PER_ADDRESS = 100

export interface Guess {
  readonly address: string
  readonly login: string
  /** Whoever the name belongs to. */
  readonly person?: string
}

const NAMES =
  'SELECT count(DISTINCT login) AS count FROM attempt WHERE address = ? AND slot BETWEEN ? AND ? AND count > 0'
const KNOWN = `SELECT 1 AS found FROM app_password WHERE person = ? AND last_place = ?
  UNION ALL SELECT 1 FROM session WHERE person = ? AND place = ? LIMIT 1`

/**
 * Takes a place in the count before a password is checked, so that guesses made at the same moment count too.
 * @returns gives the place back when the password was right.
 * @throws Refusal `too-many` with `seconds` to wait.
 */
export async function countGuess(domain: Domain, guess: Guess): Promise<() => Promise<void>> {
  if (!domain.throttle) return async () => {}
  const counted: Counted = {
    address: blurred(domain, 'address', addressGroup(guess.address)),
    login: blurred(domain, 'login', fold(guess.login.trim())),
    slot: slotBefore(domain, 0),
  }
  await domain.records.write([], async (writer) => {
    await countAttempt(writer, counted)
    await demandWithinPair(writer, domain, counted)
    if (!(await isKnownHere(writer, guess))) await demandWithinWide(writer, domain, counted)
  })
  return () => giveBack(domain, counted)
}

async function demandWithinPair(writer: Writer, domain: Domain, counted: Counted): Promise<void> {
  const { count, oldest } = await attemptsOf(writer, domain, counted, MINUTE)
  if (count <= PER_PAIR) return
  throw new Refusal('too-many', 'too-many-guesses', { facts: { seconds: waitFor(domain, oldest, MINUTE) } })
}

/** An attack from many addresses, or on many names: whoever signs in from where they always do is not held up. */
async function demandWithinWide(writer: Writer, domain: Domain, counted: Counted): Promise<void> {
  const login = await attemptsAt(writer, domain, counted.login, TEN_MINUTES)
  const names = await writer.get<{ count: number }>(NAMES, counted.address, ...slotsOf(domain, TEN_MINUTES))
  if (login > PER_LOGIN || names!.count > NAMES_PER_ADDRESS)
    throw new Refusal('too-many', 'too-many-guesses', { facts: { seconds: 60 } })
}

const isKnownHere = async (writer: Writer, { person, address }: Guess): Promise<boolean> =>
  person !== undefined && (await writer.get(KNOWN, person, address, person, address)) !== undefined

/** For a job: forgets what no limit looks at any more. */
export async function sweepGuesses(domain: Domain): Promise<number> {
  return await domain.records.write([], (writer) =>
    writer.run('DELETE FROM attempt WHERE slot < ?', slotBefore(domain, HOUR)),
  )
}
