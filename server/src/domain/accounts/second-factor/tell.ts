import type { Writer } from '../../../storage/records/records.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import type { Domain } from '../../domain.ts'
import { isAddress } from '../../mail/address.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import { notify } from '../../notifications/notify.ts'
import type { SecurityChange } from './security-change.ts'

const PERSON = 'SELECT name, email, language FROM person WHERE id = ? AND removed IS NULL'

/**
 * Tells somebody that what protects their account changed, there and by letter, in the transaction that changes it:
 * whoever did not do it themselves learns of it.
 */
export async function tellSecurity(
  writer: Writer,
  domain: Domain,
  person: PersonId,
  change: SecurityChange,
  place = '',
): Promise<void> {
  const at = seconds(domain.now())
  await notify(writer, domain, person, {
    kind: 'security-changed',
    facts: { change, place },
    object: { type: 'security', id: String(at) },
  })
  const row = await writer.get<{ name: string; email: string; language: string }>(PERSON, person)
  if (row === undefined || !isAddress(row.email)) return
  const { email: to, language, name } = row
  await enqueueMail(writer, domain, { to, language, kind: 'security', facts: { change, name, place, at } })
}
