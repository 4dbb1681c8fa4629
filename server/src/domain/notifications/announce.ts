import type { Actor } from '../../vocabulary/actor.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import { randomText } from '../../vocabulary/random-text.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { readPersonRow } from '../accounts/people/find.ts'
import { demandAdministrator } from '../accounts/people/may-manage.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { notify } from './notify.ts'

const SUBJECT = 255
const MESSAGE = 4000

/**
 * An administrator tells somebody something in their own words. @returns its number.
 * @throws Refusal `not-permitted`, `not-found`, `bad-request` when there is no subject or too much text.
 */
export async function announce(
  domain: Domain,
  actor: Actor,
  person: PersonId,
  said: { subject: string; message: string },
): Promise<number> {
  demandAdministrator(actor)
  const subject = said.subject.trim()
  const message = said.message.trim()
  if (subject === '') throw new Refusal('bad-request', 'announcement-empty')
  if ([...subject].length > SUBJECT || [...message].length > MESSAGE)
    throw new Refusal('bad-request', 'announcement-long', { facts: { subject: SUBJECT, message: MESSAGE } })
  return await domain.records.write([], async (writer) => {
    const row = await readPersonRow(writer, person)
    if (row === undefined) throw new Refusal('not-found', 'person-missing', { facts: { id: person } })
    const object = { type: 'admin_notifications', id: randomText(8) }
    const id = await notify(writer, domain, row.id, {
      kind: 'announcement',
      facts: { subject, message },
      object,
    })
    await audit(writer, domain, actor, { verb: 'notification.announce', subject: row.id, detail: { id } })
    return id
  })
}
