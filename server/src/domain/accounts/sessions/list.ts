import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import type { Domain } from '../../domain.ts'

/** A browser somebody is signed in with. Times are seconds. */
export interface OpenSession {
  readonly id: string
  readonly client: string
  readonly place: string | null
  readonly created: number
  readonly lastUsed: number
}

const LIST = `SELECT id, client, place, created, last_used AS lastused FROM session
  WHERE person = ? AND state = 'signed-in' AND expires > ? AND last_used + idle > ? ORDER BY last_used DESC`

export async function listSessions(domain: Domain, person: PersonId): Promise<OpenSession[]> {
  const now = seconds(domain.now())
  const rows = await domain.records.read((reader) =>
    reader.all<Omit<OpenSession, 'lastUsed'> & { lastused: number }>(LIST, person, now, now),
  )
  return rows.map(({ lastused, ...row }) => ({ ...row, lastUsed: lastused }))
}
