import type { Actor } from '../../../vocabulary/actor.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { DETAILS, type DetailsRow, detailsOf, type PersonDetails } from '../people/details.ts'
import { anywhere, demandLeader } from '../people/list.ts'
import { mayLead } from '../people/may-manage.ts'
import { demandGroup } from './change.ts'
import type { Group } from './group.ts'

export interface GroupDetails extends Group {
  readonly members: number
  readonly disabled: number
}

const LIST = `SELECT c.id, c.name,
  (SELECT count(*) FROM membership m WHERE m.circle = c.id) AS members,
  (SELECT count(*) FROM membership m JOIN person p ON p.id = m.person AND p.enabled = 0
    WHERE m.circle = c.id) AS disabled
  FROM circle c WHERE (? = '' OR EXISTS (SELECT 1 FROM leadership l WHERE l.circle = c.id AND l.person = ?))
    AND (LOWER(c.id) LIKE ? ESCAPE '\\' OR LOWER(c.name) LIKE ? ESCAPE '\\')
  ORDER BY c.id LIMIT ? OFFSET ?`
const LARGEST_PAGE = 500

/** The groups the actor looks after: all for administrators. */
export async function listGroups(
  domain: Domain,
  actor: Actor,
  { search = '', limit = LARGEST_PAGE, offset = 0 }: { search?: string; limit?: number; offset?: number },
): Promise<GroupDetails[]> {
  return await domain.records.read(async (reader) => {
    const leader = await demandLeader(reader, actor)
    const pattern = anywhere(search)
    return await reader.all<GroupDetails>(
      ...[LIST, leader, leader, pattern, pattern],
      ...[Math.max(0, Math.min(limit, LARGEST_PAGE)), Math.max(0, offset)],
    )
  })
}

const MEMBERS = `${DETAILS} WHERE p.id IN (SELECT person FROM membership WHERE circle = ?)
  ORDER BY p.folded LIMIT ? OFFSET ?`

/** @throws Refusal `not-found` (`group-missing`), `not-permitted` (`not-your-group`). */
export async function groupMembers(
  domain: Domain,
  actor: Actor,
  group: string,
  { limit = 5000, offset = 0 }: { limit?: number; offset?: number } = {},
): Promise<PersonDetails[]> {
  return await domain.records.read(async (reader) => {
    await demandGroup(reader, group)
    if (!(await mayLead(reader, actor, group)))
      throw new Refusal('not-permitted', 'not-your-group', { facts: { group } })
    const rows = await reader.all<DetailsRow>(MEMBERS, group, Math.min(limit, 5000), offset)
    return await detailsOf(reader, rows)
  })
}

/** Ids of those who look after a group. */
export async function groupLeaders(domain: Domain, actor: Actor, group: string): Promise<string[]> {
  return await domain.records.read(async (reader) => {
    await demandGroup(reader, group)
    if (!(await mayLead(reader, actor, group)))
      throw new Refusal('not-permitted', 'not-your-group', { facts: { group } })
    const rows = await reader.all<{ person: string }>(
      'SELECT person FROM leadership WHERE circle = ? ORDER BY person',
      group,
    )
    return rows.map((row) => row.person)
  })
}
