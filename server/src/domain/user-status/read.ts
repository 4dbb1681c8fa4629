import type { Reader } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { fold } from '../../vocabulary/fold.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { askMany, forMany } from '../many.ts'
import { COLUMNS, type StatusRow, silent, statusOf, type UserStatus } from './status.ts'

const OWN = `SELECT ${COLUMNS} FROM user_status WHERE person = ?`

/** What somebody said of themselves, or that they said nothing. */
export async function ownStatus(domain: Domain, person: PersonId): Promise<UserStatus> {
  const row = await domain.records.get<StatusRow>(OWN, person)
  return row === undefined ? silent(person) : statusOf(row, seconds(domain.now()))
}

/** Who is in a group with the person, and they themselves: nobody else learns whether they have an account. */
const NEAR = `SELECT ${COLUMNS.split(', ')
  .map((column) => `u.${column}`)
  .join(', ')}
  FROM user_status u JOIN person p ON p.id = u.person
  WHERE (u.person = ? OR EXISTS (SELECT 1 FROM membership mine JOIN membership theirs ON theirs.circle = mine.circle
    WHERE mine.person = ? AND theirs.person = u.person))`
const LIST = `${NEAR} ORDER BY u.touched DESC, u.person LIMIT ? OFFSET ?`
const ONE = `${NEAR} AND p.folded = ?`

const MOST = 200

/** As others see it. */
function seen(row: StatusRow, now: number): UserStatus {
  const status = statusOf(row, now)
  return status.availability === 'invisible' ? { ...status, availability: 'offline' } : status
}

/** Of those one may see, who spoke last first. */
export async function listStatuses(
  domain: Domain,
  actor: Actor & { kind: 'member' },
  page: { limit?: number | undefined; offset?: number | undefined },
): Promise<UserStatus[]> {
  const limit = Math.max(0, Math.min(MOST, page.limit ?? MOST))
  const { person } = actor
  const rows = await domain.records.read((reader) =>
    reader.all<StatusRow>(LIST, person, person, limit, Math.max(0, page.offset ?? 0)),
  )
  return rows.map((row) => seen(row, seconds(domain.now())))
}

/** @returns undefined for whoever said nothing, or is not to be seen. */
export async function statusOfOther(
  domain: Domain,
  actor: Actor & { kind: 'member' },
  other: PersonId,
): Promise<UserStatus | undefined> {
  const row = await domain.records.get<StatusRow>(ONE, actor.person, actor.person, fold(other))
  return row === undefined ? undefined : seen(row, seconds(domain.now()))
}

const AMONG = forMany((list) => `${NEAR} AND u.person IN (${list})`)

/** Of those among them that one may see and who said something. @param now seconds. */
export async function statusesSeen(
  reader: Reader,
  { person }: Actor & { kind: 'member' },
  people: readonly PersonId[],
  now: number,
): Promise<Map<PersonId, UserStatus>> {
  const rows = await askMany<StatusRow>(reader, AMONG, people, [person, person])
  return new Map(rows.map((row) => [row.person, seen(row, now)]))
}
