import { createHmac } from 'node:crypto'
import type { Writer } from '../../../storage/records/records.ts'
import { fold } from '../../../vocabulary/fold.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { addressGroup } from './address.ts'

const SLOT = 10_000
const MINUTE = 60_000
const TEN_MINUTES = 600_000

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

interface Counted {
  address: string
  login: string
  slot: number
}

const COUNT = `INSERT INTO attempt (address, login, slot, count) VALUES (?, ?, ?, 1)
  ON CONFLICT (address, login, slot) DO UPDATE SET count = attempt.count + 1`
const PAIR = `SELECT COALESCE(SUM(count), 0) AS count, MIN(slot) AS oldest FROM attempt
  WHERE address = ? AND login = ? AND slot BETWEEN ? AND ?`
const LOGIN = 'SELECT COALESCE(SUM(count), 0) AS count FROM attempt WHERE login = ? AND slot BETWEEN ? AND ?'
const NAMES =
  'SELECT count(DISTINCT login) AS count FROM attempt WHERE address = ? AND slot BETWEEN ? AND ? AND count > 0'
const KNOWN = `SELECT 1 AS found FROM app_password WHERE person = ? AND last_place = ?
  UNION ALL SELECT 1 FROM session WHERE person = ? AND place = ? LIMIT 1`

/** Neither addresses nor what people type (sometimes a password) are kept readable. */
const blurred = (domain: Domain, kind: string, text: string): string =>
  createHmac('sha256', domain.secret).update(`attempt\0${kind}\0${text}`).digest('base64url').slice(0, 22)

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
    slot: Math.floor(domain.now() / SLOT),
  }
  await domain.records.write([], async (writer) => {
    await writer.run(COUNT, counted.address, counted.login, counted.slot)
    await demandWithinPair(writer, domain, counted)
    if (!(await isKnownHere(writer, guess))) await demandWithinWide(writer, domain, counted)
  })
  return () => giveBack(domain, counted)
}

async function demandWithinPair(writer: Writer, domain: Domain, counted: Counted): Promise<void> {
  const pair = await writer.get<{ count: number; oldest: number }>(
    PAIR,
    counted.address,
    counted.login,
    ...slotsOf(domain, MINUTE),
  )
  if (pair!.count <= PER_PAIR) return
  const wait = Math.ceil((pair!.oldest * SLOT + SLOT + MINUTE - domain.now()) / 1000)
  throw new Refusal('too-many', 'too-many-guesses', { facts: { seconds: Math.max(1, wait) } })
}

/** An attack from many addresses, or on many names: whoever signs in from where they always do is not held up. */
async function demandWithinWide(writer: Writer, domain: Domain, counted: Counted): Promise<void> {
  const within = slotsOf(domain, TEN_MINUTES)
  const login = await writer.get<{ count: number }>(LOGIN, counted.login, ...within)
  const names = await writer.get<{ count: number }>(NAMES, counted.address, ...within)
  if (login!.count > PER_LOGIN || names!.count > NAMES_PER_ADDRESS)
    throw new Refusal('too-many', 'too-many-guesses', { facts: { seconds: 60 } })
}

const isKnownHere = async (writer: Writer, { person, address }: Guess): Promise<boolean> =>
  person !== undefined && (await writer.get(KNOWN, person, address, person, address)) !== undefined

const slotsBefore = (domain: Domain, span: number): number => Math.floor((domain.now() - span) / SLOT)

/**
 * First and last. Clocks of several processes differ a little; what lies further ahead was counted before a clock
 * was set back, and would otherwise count until that time has come again.
 */
const slotsOf = (domain: Domain, span: number): [number, number] => [
  slotsBefore(domain, span) + 1,
  slotsBefore(domain, -MINUTE),
]

async function giveBack(domain: Domain, counted: Counted): Promise<void> {
  await domain.records.write([], (writer) =>
    writer.run(
      'UPDATE attempt SET count = count - 1 WHERE address = ? AND login = ? AND slot = ? AND count > 0',
      counted.address,
      counted.login,
      counted.slot,
    ),
  )
}

/** For a job: forgets what no limit looks at any more. */
export async function sweepGuesses(domain: Domain): Promise<number> {
  return await domain.records.write([], (writer) =>
    writer.run('DELETE FROM attempt WHERE slot < ?', slotsBefore(domain, TEN_MINUTES)),
  )
}
