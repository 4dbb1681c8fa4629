import type { Actor } from '../../../vocabulary/actor.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { endSessions } from '../sessions/end-all.ts'
import { readPersonRow } from './find.ts'
import { demandManage, isSelf } from './may-manage.ts'

/** Lets somebody in again, with the passwords they had. */
export const enablePerson = (domain: Domain, actor: Actor, person: PersonId): Promise<void> =>
  switchPerson(domain, actor, person, true)

/** From the next request on nothing of theirs opens anything, in every process: each request reads the row. */
export const disablePerson = (domain: Domain, actor: Actor, person: PersonId): Promise<void> =>
  switchPerson(domain, actor, person, false)

async function switchPerson(domain: Domain, actor: Actor, person: PersonId, on: boolean): Promise<void> {
  await domain.records.write([], async (writer) => {
    const row = await readPersonRow(writer, person)
    if (row === undefined) throw new Refusal('not-found', 'person-missing', { facts: { id: person } })
    if (isSelf(actor, row.id)) throw new Refusal('bad-request', 'not-oneself')
    await demandManage(writer, actor, row)
    await writer.run('UPDATE person SET enabled = ? WHERE id = ?', on ? 1 : 0, row.id)
    if (!on) await endSessions(writer, row.id)
    if (!on) writer.announce({ kind: 'access', person: row.id })
    await audit(writer, domain, actor, { verb: on ? 'person.enable' : 'person.disable', subject: row.id })
  })
}
