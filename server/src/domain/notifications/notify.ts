import type { Writer } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import type { NotificationKind, Told } from './notification.ts'

/** The newest so many of a person are kept. */
const KEPT = 500

const INSERT = `INSERT INTO notification (id, person, kind, facts, object_type, object_id, created)
  VALUES (?, ?, ?, ?, ?, ?, ?)`
const FORGET = `DELETE FROM notification WHERE person = ? AND id <= (
  SELECT id FROM notification WHERE person = ? ORDER BY id DESC LIMIT 1 OFFSET ${KEPT})`

/** Tells a person something, in the transaction of what they are told about. @returns its number. */
export async function notify<Kind extends NotificationKind>(
  writer: Writer,
  domain: Domain,
  person: PersonId,
  told: { kind: Kind; facts: Told[Kind]; object: { type: string; id: string } },
): Promise<number> {
  const id = await writer.ids('share')
  const { kind, facts, object } = told
  const now = seconds(domain.now())
  await writer.run(INSERT, id, person, kind, JSON.stringify(facts), object.type, object.id, now)
  await writer.run(FORGET, person, person)
  writer.announce({ kind: 'notification', person })
  return id
}
