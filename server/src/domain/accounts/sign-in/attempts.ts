import { createHmac } from 'node:crypto'
import type { Reader, Writer } from '../../../storage/records/records.ts'
import type { Domain } from '../../domain.ts'

/** Milliseconds that are counted together. */
export const SLOT = 10_000
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

/** One line of the count. Neither of its names is readable. */
export interface Counted {
  /** Who tries. */
  readonly address: string
  /** What is tried. */
  readonly login: string
  readonly slot: number
}

const COUNT = `INSERT INTO attempt (address, login, slot, count) VALUES (?, ?, ?, 1)
  ON CONFLICT (address, login, slot) DO UPDATE SET count = attempt.count + 1`
const UNCOUNT =
  'UPDATE attempt SET count = count - 1 WHERE address = ? AND login = ? AND slot = ? AND count > 0'
const PAIR = `SELECT COALESCE(SUM(count), 0) AS count, MIN(slot) AS oldest FROM attempt
  WHERE address = ? AND login = ? AND slot BETWEEN ? AND ?`
const LOGIN = 'SELECT COALESCE(SUM(count), 0) AS count FROM attempt WHERE login = ? AND slot BETWEEN ? AND ?'

/** Neither addresses nor what people type (sometimes a password) are kept readable. */
export const blurred = (domain: Domain, kind: string, text: string): string =>
  createHmac('sha256', domain.secret).update(`attempt\0${kind}\0${text}`).digest('base64url').slice(0, 22)

export const slotBefore = (domain: Domain, span: number): number => Math.floor((domain.now() - span) / SLOT)

/**
 * First and last of a span of milliseconds up to now. Clocks of several processes differ a little; what lies further
 * ahead was counted before a clock was set back, and would otherwise count until that time has come again.
 */
export const slotsOf = (domain: Domain, span: number): [number, number] => [
  slotBefore(domain, span) + 1,
  slotBefore(domain, -MINUTE),
]

export const countAttempt = (writer: Writer, { address, login, slot }: Counted): Promise<number> =>
  writer.run(COUNT, address, login, slot)

/** How often one tried one thing, and since when. */
export async function attemptsOf(
  reader: Reader,
  domain: Domain,
  { address, login }: Pick<Counted, 'address' | 'login'>,
  span: number,
): Promise<{ count: number; oldest: number }> {
  const row = await reader.get<{ count: number; oldest: number | null }>(
    PAIR,
    address,
    login,
    ...slotsOf(domain, span),
  )
  return { count: row!.count, oldest: row!.oldest ?? slotBefore(domain, 0) }
}

/** How often one thing was tried by anybody. */
export async function attemptsAt(
  reader: Reader,
  domain: Domain,
  login: string,
  span: number,
): Promise<number> {
  return (await reader.get<{ count: number }>(LOGIN, login, ...slotsOf(domain, span)))!.count
}

/** Takes an attempt back that was none: what was tried was right. */
export async function giveBack(domain: Domain, { address, login, slot }: Counted): Promise<void> {
  await domain.records.write([], (writer) => writer.run(UNCOUNT, address, login, slot))
}

/** Seconds until the oldest of those that count no longer does. */
export const waitFor = (domain: Domain, oldest: number, span: number): number =>
  Math.max(1, Math.ceil((oldest * SLOT + SLOT + span - domain.now()) / 1000))

/** Milliseconds for which somebody who was right once counts as known. */
const KNOWN = 24 * HOUR
const KNOWN_AT = 'SELECT 1 AS found FROM attempt WHERE address = ? AND login = ? AND slot > ? LIMIT 1'

type Names = Pick<Counted, 'address' | 'login'>

/** Whether `noteKnown` was told the same within a day. */
export const isKnown = async (reader: Reader, domain: Domain, { address, login }: Names): Promise<boolean> =>
  (await reader.get(KNOWN_AT, address, login, slotBefore(domain, 0))) !== undefined

/**
 * Its line is kept until its slot has come, which is in no count before. Whoever comes often is written down twice a
 * day.
 */
export async function noteKnown(domain: Domain, { address, login }: Names): Promise<void> {
  const known = await domain.records.get(KNOWN_AT, address, login, slotBefore(domain, -KNOWN / 2))
  if (known !== undefined) return
  const slot = slotBefore(domain, -KNOWN)
  await domain.records.write([], (writer) => countAttempt(writer, { address, login, slot }))
}
