import type { Writer } from '../../../storage/records/records.ts'
import type { Actor } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { readPersonRow } from '../people/find.ts'
import { demandAdministrator, isSelf, mayLead } from '../people/may-manage.ts'
import type { PersonRow } from '../people/person.ts'
import { demandGroup } from './change.ts'
import { ADMINISTRATORS } from './group.ts'
import { joinGroup, leaveGroup } from './membership.ts'

export interface Place {
  readonly person: PersonId
  readonly group: string
}

async function demandBoth(writer: Writer, actor: Actor, { person, group }: Place): Promise<PersonRow> {
  await demandGroup(writer, group)
  const row = await readPersonRow(writer, person)
  if (row === undefined) throw new Refusal('not-found', 'person-missing', { facts: { id: person } })
  if (!(await mayLead(writer, actor, group)))
    throw new Refusal('not-permitted', 'not-your-group', { facts: { group } })
  return row
}

/** @throws Refusal `not-found` (`group-missing`, `person-missing`), `not-permitted`. */
export async function addMember(domain: Domain, actor: Actor, place: Place): Promise<void> {
  await domain.records.write([], async (writer) => {
    const { id } = await demandBoth(writer, actor, place)
    if (!(await joinGroup(writer, id, place.group, seconds(domain.now())))) return
    await audit(writer, domain, actor, {
      verb: 'group.add-member',
      subject: place.group,
      detail: { person: id },
    })
  })
}

export async function removeMember(domain: Domain, actor: Actor, place: Place): Promise<void> {
  await domain.records.write([], async (writer) => {
    const { id } = await demandBoth(writer, actor, place)
    if (place.group === ADMINISTRATORS && isSelf(actor, id))
      throw new Refusal('bad-request', 'administrator-self')
    if (!(await leaveGroup(writer, id, place.group))) return
    await audit(writer, domain, actor, {
      verb: 'group.remove-member',
      subject: place.group,
      detail: { person: id },
    })
  })
}

/** Lets somebody look after a group: add people to it, and manage those who are in it. */
export async function addLeader(domain: Domain, actor: Actor, place: Place): Promise<void> {
  demandAdministrator(actor)
  await domain.records.write([], async (writer) => {
    const { id } = await demandBoth(writer, actor, place)
    if (place.group === ADMINISTRATORS) throw new Refusal('not-permitted', 'administrators-unled')
    await writer.run(
      'INSERT INTO leadership (circle, person) VALUES (?, ?) ON CONFLICT DO NOTHING',
      place.group,
      id,
    )
    await audit(writer, domain, actor, {
      verb: 'group.add-leader',
      subject: place.group,
      detail: { person: id },
    })
  })
}

export async function removeLeader(domain: Domain, actor: Actor, place: Place): Promise<void> {
  demandAdministrator(actor)
  await domain.records.write([], async (writer) => {
    const { id } = await demandBoth(writer, actor, place)
    const removed = await writer.run(
      'DELETE FROM leadership WHERE circle = ? AND person = ?',
      place.group,
      id,
    )
    if (removed === 0) throw new Refusal('bad-request', 'not-a-leader')
    await audit(writer, domain, actor, {
      verb: 'group.remove-leader',
      subject: place.group,
      detail: { person: id },
    })
  })
}
