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
  // Long enough to install an app that makes codes.
  pending: { idle: HOUR, total: HOUR },
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
  /** Whether the second factor was passed. */
  readonly factor?: boolean
}

const OPEN = `INSERT INTO session
  (hash, id, person, state, data, place, client, created, confirmed, factor, last_used, idle, expires,
  provider, subject, sid) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/**
 * @returns the token for the browser's cookie; only its hash is kept.
 */
export const openSession = (domain: Domain, wanted: NewSession): Promise<string> =>
  domain.records.write([], (writer) => writeSession(writer, domain, wanted))

interface OldRow {
  data: string
  person: string | null
  provider: string | null
  subject: string | null
  sid: string | null
}

const OLD = 'SELECT data, person, provider, subject, sid FROM session WHERE hash = ?'

/** Whoever came through a provider did so also after the second factor. */
const providerOf = ({ person, provider: id, subject, sid }: OldRow): Pick<NewSession, 'provider'> =>
  person === null || id === null || subject === null
    ? {}
    : { provider: { id, subject, ...(sid === null ? {} : { sid }) } }

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
    const row = await writer.get<OldRow>(OLD, sessionHash(old))
    await writer.run('DELETE FROM session WHERE hash = ?', sessionHash(old))
    if (row === undefined || (row.person ?? wanted.person) !== wanted.person)
      return await writeSession(writer, domain, wanted)
    const data = { ...(JSON.parse(row.data) as SessionData), ...wanted.data }
    return await writeSession(writer, domain, { ...providerOf(row), ...wanted, data })
  })
}

async function writeSession(writer: Writer, domain: Domain, wanted: NewSession): Promise<string> {
  const token = randomText(43)
  const now = seconds(domain.now())
  const span = spanOf(wanted)
  await writer.run(
    ...[OPEN, sessionHash(token), randomText(16), wanted.person ?? null, wanted.state],
    ...[JSON.stringify(wanted.data ?? {}), wanted.place, (wanted.client ?? '').toWellFormed().slice(0, 200)],
    ...[now, wanted.person === undefined ? null : now, wanted.factor ? now : null],
    ...[now, span.idle, now + span.total],
    ...[wanted.provider?.id ?? null, wanted.provider?.subject ?? null, wanted.provider?.sid ?? null],
  )
  return token
}

function spanOf({ state, remember }: NewSession): { idle: number; total: number } {
  if (state === 'anonymous') return SPANS.anonymous
  if (state === 'second-factor-pending') return SPANS.pending
  return remember ? SPANS.remembered : SPANS.short
}
