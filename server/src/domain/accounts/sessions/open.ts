import type { Writer } from '../../../storage/records/records.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { randomText } from '../../../vocabulary/random-text.ts'
import type { Domain } from '../../domain.ts'
import { type SessionData, type SessionState, sessionHash } from './session.ts'

const HOUR = 3600
const DAY = 24 * HOUR
/** Seconds without a request, and in all. */
const SPANS = {
  anonymous: { idle: HOUR, total: DAY },
  short: { idle: 8 * HOUR, total: DAY },
  remembered: { idle: 15 * DAY, total: 60 * DAY },
}

export interface NewSession {
  readonly state: SessionState
  /** Absent while anonymous. */
  readonly person?: string
  readonly place: string
  /** The User-Agent, for the list of sessions. */
  readonly client?: string
  /** Whether to stay signed in when the browser is closed. */
  readonly remember?: boolean
  readonly data?: SessionData
  /** The provider they signed in with, and its own names for them and for the visit: it may end the session. */
  readonly provider?: { readonly id: string; readonly subject: string; readonly sid?: string }
}

const OPEN = `INSERT INTO session
  (hash, id, person, state, data, place, client, created, confirmed, last_used, idle, expires,
  provider, subject, sid) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/**
 * @returns the token for the browser's cookie; only its hash is kept.
 */
export const openSession = (domain: Domain, wanted: NewSession): Promise<string> =>
  domain.records.write([], (writer) => writeSession(writer, domain, wanted))

/**
 * Signing in gives the browser a new token, so that one that was planted before is worth nothing; what the
 * anonymous session carried moves along.
 */
export async function replaceSession(
  domain: Domain,
  old: string | undefined,
  wanted: NewSession,
): Promise<string> {
  return await domain.records.write([], async (writer) => {
    if (old === undefined) return await writeSession(writer, domain, wanted)
    const row = await writer.get<{ data: string; person: string | null }>(
      'SELECT data, person FROM session WHERE hash = ?',
      sessionHash(old),
    )
    await writer.run('DELETE FROM session WHERE hash = ?', sessionHash(old))
    const carried =
      row === undefined || (row.person ?? wanted.person) !== wanted.person ? {} : JSON.parse(row.data)
    return await writeSession(writer, domain, { ...wanted, data: { ...carried, ...wanted.data } })
  })
}

async function writeSession(writer: Writer, domain: Domain, wanted: NewSession): Promise<string> {
  const token = randomText(43)
  const now = seconds(domain.now())
  const span =
    wanted.state === 'anonymous' ? SPANS.anonymous : wanted.remember ? SPANS.remembered : SPANS.short
  await writer.run(
    ...[OPEN, sessionHash(token), randomText(16), wanted.person ?? null, wanted.state],
    ...[JSON.stringify(wanted.data ?? {}), wanted.place, (wanted.client ?? '').toWellFormed().slice(0, 200)],
    ...[now, wanted.person === undefined ? null : now, now, span.idle, now + span.total],
    ...[wanted.provider?.id ?? null, wanted.provider?.subject ?? null, wanted.provider?.sid ?? null],
  )
  return token
}
