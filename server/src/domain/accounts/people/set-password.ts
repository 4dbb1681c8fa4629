import type { Actor } from '../../../vocabulary/actor.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { hashPassword } from '../passwords/hash.ts'
import { acceptPassword } from '../passwords/policy.ts'
import { forgetBrowsers } from '../second-factor/browsers.ts'
import { tellSecurity } from '../second-factor/tell.ts'
import { endSessions } from '../sessions/end-all.ts'
import { dropTickets } from '../tickets/drop.ts'
import { readPersonRow } from './find.ts'
import { demandManage, isSelf } from './may-manage.ts'

/**
 * Sets the account password and signs the person out of every browser; app passwords stay.
 * @param kept hash of a session that goes on.
 * @throws Refusal `bad-request` saying which rule the password breaks, `not-found`, `not-permitted`.
 */
export async function setPassword(
  domain: Domain,
  actor: Actor,
  person: PersonId,
  password: string,
  kept?: string,
): Promise<void> {
  const row = await domain.records.read(async (reader) => {
    const found = await readPersonRow(reader, person)
    if (found === undefined) throw new Refusal('not-found', 'person-missing', { facts: { id: person } })
    if (!isSelf(actor, found.id)) await demandManage(reader, actor, found)
    return found
  })
  acceptPassword(password, row)
  const hash = await hashPassword(password)
  await domain.records.write([], async (writer) => {
    await writer.run('UPDATE person SET password = ? WHERE id = ? AND removed IS NULL', hash, row.id)
    await endSessions(writer, row.id, kept)
    await forgetBrowsers(writer, row.id)
    await dropTickets(writer, row.id, 'password')
    writer.announce({ kind: 'access', person: row.id })
    await audit(writer, domain, actor, { verb: 'person.set-password', subject: row.id })
    const place = actor.kind === 'member' && isSelf(actor, row.id) ? actor.place : ''
    if (row.password !== null) await tellSecurity(writer, domain, row.id, 'password', place)
  })
}
