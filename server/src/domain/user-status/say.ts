import type { Value } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { ownStatus } from './read.ts'
import { AVAILABILITIES, type Availability, isPredefined, PREDEFINED, type UserStatus } from './status.ts'

const LONGEST = 80

const isAvailability = (text: string): text is Availability =>
  (AVAILABILITIES as readonly string[]).includes(text)

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

async function say(domain: Domain, person: PersonId, sql: string, ...values: Value[]): Promise<UserStatus> {
  await domain.records.write([], (writer) => writer.run(sql, ...values))
  return await ownStatus(domain, person)
}

const AVAILABLE = `INSERT INTO user_status (person, status, chosen, touched) VALUES (?, ?, 1, ?)
  ON CONFLICT (person) DO UPDATE SET status = excluded.status, chosen = 1, touched = excluded.touched`

/** @throws Refusal `bad-request` for an unknown one. */
export async function setAvailability(domain: Domain, person: PersonId, value: string): Promise<UserStatus> {
  if (!isAvailability(value)) throw new Refusal('bad-request', 'status-type', { facts: { value } })
  return await say(domain, person, AVAILABLE, person, value, seconds(domain.now()))
}

const ALIVE = `INSERT INTO user_status (person, status, chosen, touched) VALUES (?, ?, 0, ?)
  ON CONFLICT (person) DO UPDATE SET touched = excluded.touched,
    status = CASE WHEN user_status.chosen = 1 THEN user_status.status ELSE excluded.status END`

/** An app reports that somebody is there; what the person chose stands. @throws Refusal `bad-request`. */
export async function reportAlive(domain: Domain, person: PersonId, value: string): Promise<void> {
  if (value !== 'online' && value !== 'away')
    throw new Refusal('bad-request', 'status-type', { facts: { value } })
  await say(domain, person, ALIVE, person, value, seconds(domain.now()))
}

const MESSAGE = `INSERT INTO user_status (person, status, chosen, icon, message, predefined, clear_at, touched)
  VALUES (?, 'online', 0, ?, ?, ?, ?, ?)
  ON CONFLICT (person) DO UPDATE SET icon = excluded.icon, message = excluded.message,
    predefined = excluded.predefined, clear_at = excluded.clear_at, touched = excluded.touched`

/** @param clearAt seconds since 1970. @throws Refusal `bad-request`. */
export async function setPredefined(
  domain: Domain,
  person: PersonId,
  id: string,
  clearAt: number | undefined,
): Promise<UserStatus> {
  if (!isPredefined(id)) throw new Refusal('bad-request', 'status-message-id', { facts: { id } })
  const now = seconds(domain.now())
  const end = future(clearAt, now)
  return await say(domain, person, MESSAGE, person, PREDEFINED[id].icon, null, id, end, now)
}

/** @param clearAt seconds since 1970. @throws Refusal `bad-request`. */
export async function setMessage(
  domain: Domain,
  person: PersonId,
  said: { icon: string | undefined; message: string | undefined; clearAt: number | undefined },
): Promise<UserStatus> {
  const icon = said.icon?.trim() || null
  const message = said.message?.trim() || null
  if (icon !== null && [...characters.segment(icon.slice(0, 64))].length > 1)
    throw new Refusal('bad-request', 'status-icon')
  if (message !== null && [...message].length > LONGEST)
    throw new Refusal('bad-request', 'status-long', { facts: { length: LONGEST } })
  const now = seconds(domain.now())
  return await say(domain, person, MESSAGE, person, icon, message, null, future(said.clearAt, now), now)
}

function future(clearAt: number | undefined, now: number): number | null {
  if (clearAt === undefined) return null
  if (clearAt <= now) throw new Refusal('bad-request', 'status-past')
  return clearAt
}

const CLEAR = `UPDATE user_status SET icon = NULL, message = NULL, predefined = NULL, clear_at = NULL, touched = ?
  WHERE person = ?`

export const clearMessage = (domain: Domain, person: PersonId): Promise<UserStatus> =>
  say(domain, person, CLEAR, seconds(domain.now()), person)
