import type { Reader } from '../../../storage/records/records.ts'
import type { Actor } from '../../../vocabulary/actor.ts'
import { fold } from '../../../vocabulary/fold.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { DETAILS, type DetailsRow, detailsOf, type PersonDetails } from './details.ts'
import { isAdministrator, leadsAny } from './may-manage.ts'

export interface PeopleWanted {
  /** Part of an id, a name or an e-mail address. */
  readonly search?: string
  /** At most 500; 500 when absent. */
  readonly limit?: number
  readonly offset?: number
  readonly only?: 'disabled' | 'recent'
}

const LARGEST_PAGE = 500

/** Whom the actor looks after: everybody, or the members of the groups they lead. */
const MINE = `p.removed IS NULL AND (? = '' OR EXISTS (SELECT 1 FROM membership m
    JOIN leadership l ON l.circle = m.circle WHERE m.person = p.id AND l.person = ?))
  AND (p.folded LIKE ? ESCAPE '\\' OR p.name_folded LIKE ? ESCAPE '\\' OR p.email_folded LIKE ? ESCAPE '\\')`

const LISTS = {
  all: `${DETAILS} WHERE ${MINE} ORDER BY p.folded LIMIT ? OFFSET ?`,
  disabled: `${DETAILS} WHERE ${MINE} AND p.enabled = 0 ORDER BY p.folded LIMIT ? OFFSET ?`,
  recent: `${DETAILS} WHERE ${MINE} AND p.last_seen IS NOT NULL ORDER BY p.last_seen DESC, p.folded LIMIT ? OFFSET ?`,
}

/** @returns a LIKE pattern that finds the text anywhere, its own wildcards taken literally. */
export const anywhere = (text: string): string =>
  text === '' ? '%' : `%${fold(text).replace(/[\\%_]/g, '\\$&')}%`

/** @throws Refusal `not-permitted` (`leaders-only`) unless the actor administers, or leads a group. */
export async function listPeople(
  domain: Domain,
  actor: Actor,
  { search = '', limit = LARGEST_PAGE, offset = 0, only }: PeopleWanted,
): Promise<PersonDetails[]> {
  return await domain.records.read(async (reader) => {
    const leader = await demandLeader(reader, actor)
    const pattern = anywhere(search)
    const rows = await reader.all<DetailsRow>(
      ...[LISTS[only ?? 'all'], leader, leader, pattern, pattern, pattern],
      ...[Math.max(0, Math.min(limit, LARGEST_PAGE)), Math.max(0, offset)],
    )
    return await detailsOf(reader, rows)
  })
}

/** @returns the leader whose groups are meant; empty for an administrator. */
export async function demandLeader(reader: Reader, actor: Actor): Promise<string> {
  if (isAdministrator(actor)) return ''
  if (actor.kind === 'member' && (await leadsAny(reader, actor.person))) return actor.person
  throw new Refusal('not-permitted', 'leaders-only')
}
