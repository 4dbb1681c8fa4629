import type { Reader } from '../../../storage/records/records.ts'
import type { Actor } from '../../../vocabulary/actor.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { PersonRow } from './person.ts'

const LEADS_ANY = 'SELECT 1 AS found FROM leadership WHERE person = ? LIMIT 1'
const LEADS_ONE_OF = `SELECT 1 AS found FROM leadership l JOIN membership m ON m.circle = l.circle
  WHERE l.person = ? AND m.person = ? LIMIT 1`
const LEADS = 'SELECT 1 AS found FROM leadership WHERE person = ? AND circle = ?'

export const isAdministrator = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'member' && actor.admin)

/** @throws Refusal unless an administrator asks. */
export function demandAdministrator(actor: Actor): void {
  if (!isAdministrator(actor)) throw new Refusal('not-permitted', 'administrators-only')
}

/** Whether they look after at least one group. */
export const leadsAny = async (reader: Reader, person: PersonId): Promise<boolean> =>
  (await reader.get(LEADS_ANY, person)) !== undefined

/** Whether the actor looks after this group: its leader, or an administrator. */
export const mayLead = async (reader: Reader, actor: Actor, group: string): Promise<boolean> =>
  isAdministrator(actor) ||
  (actor.kind === 'member' && (await reader.get(LEADS, actor.person, group)) !== undefined)

/** Administrators manage everybody; leaders of a group its members, except administrators. */
export async function mayManage(
  reader: Reader,
  actor: Actor,
  target: Pick<PersonRow, 'id' | 'admin'>,
): Promise<boolean> {
  if (isAdministrator(actor)) return true
  if (actor.kind !== 'member' || target.admin === 1) return false
  return (await reader.get(LEADS_ONE_OF, actor.person, target.id)) !== undefined
}

export async function demandManage(
  reader: Reader,
  actor: Actor,
  target: Pick<PersonRow, 'id' | 'admin'>,
): Promise<void> {
  if (!(await mayManage(reader, actor, target))) throw new Refusal('not-permitted', 'not-your-account')
}

export const isSelf = (actor: Actor, person: PersonId): boolean =>
  actor.kind === 'member' && actor.person === person
