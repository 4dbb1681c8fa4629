import { seconds } from '../../../vocabulary/clock.ts'
import type { Domain } from '../../domain.ts'
import { PERSON_COLUMNS, type PersonRow } from '../people/person.ts'
import { GUARDED } from '../second-factor/factor.ts'
import { DEMANDED, isRequired } from '../second-factor/require.ts'
import { SESSION_COLUMNS, type Session, type SessionRow, sessionHash, sessionOf } from './session.ts'

const FIND = `SELECT ${SESSION_COLUMNS}, s.person AS owner, ${PERSON_COLUMNS},
    ${GUARDED} AS guarded, ${DEMANDED} AS demanded FROM session s
  LEFT JOIN person p ON p.id = s.person AND p.enabled = 1 WHERE s.hash = ?`

interface FoundRow extends SessionRow, PersonRow {
  owner: string | null
  guarded: number
  demanded: number
}

/**
 * @param place the address the request comes from.
 * @returns undefined when it ended, expired, or its owner may no longer sign in.
 */
export async function findSession(
  domain: Domain,
  token: string,
  place: string,
): Promise<Session | undefined> {
  if (token.length > 128) return undefined
  const hash = sessionHash(token)
  const row = await domain.records.get<FoundRow>(FIND, hash)
  if (row === undefined || (row.owner !== null && row.id === null)) return undefined
  const now = seconds(domain.now())
  if (now >= row.expires || now - row.last_used >= row.idle) return undefined
  if (now - row.last_used >= 60) noteUse(domain, hash, now, place)
  const held = row.state === 'signed-in' && (await lacksFactor(domain, row))
  return sessionOf(held ? { ...row, state: 'second-factor-pending' } : row, place)
}

/** Whoever must have a second factor, and has none, goes and sets it up, however long they have been signed in. */
const lacksFactor = async (domain: Domain, row: FoundRow): Promise<boolean> =>
  row.factor === null &&
  row.guarded === 0 &&
  row.demanded === 1 &&
  (await domain.records.readOne((reader) => isRequired(reader, { ...row, admin: row.admin === 1 })))

/** Nobody waits for it. */
function noteUse(domain: Domain, hash: string, now: number, place: string): void {
  domain.records
    .write([], (writer) =>
      writer.run(
        'UPDATE session SET last_used = ?, place = ? WHERE hash = ? AND last_used < ?',
        ...[now, place, hash, now - 59],
      ),
    )
    .catch(() => {})
}
