import type { Writer } from '../../../storage/records/records.ts'
import type { Member } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import type { Session } from '../sessions/session.ts'
import { isGuarded } from './factor.ts'
import { writeCodes } from './recovery.ts'
import type { SecurityChange } from './security-change.ts'
import { tellSecurity } from './tell.ts'

/** Whoever has the session, also while a second factor is all that it lacks. */
export const holderOf = ({ person, member }: Session, place: string): Member =>
  member ?? { kind: 'member', person: person!.id, admin: person!.admin, place }

/**
 * What follows when a second factor comes to an account, in the transaction in which it does. With the first one every
 * other browser is signed out, since nobody passed it there, and recovery codes are made.
 * @param insert writes it down.
 * @returns the codes, to be shown this once; none when it is not the first.
 */
export async function enrol(
  writer: Writer,
  domain: Domain,
  by: { session: Session; holder: Member },
  added: { change: SecurityChange; insert: () => Promise<void> },
): Promise<string[]> {
  const { person, place } = by.holder
  const first = !(await isGuarded(writer, person))
  await added.insert()
  const now = seconds(domain.now())
  await writer.run('UPDATE session SET factor = ?, confirmed = ? WHERE hash = ?', now, now, by.session.hash)
  await audit(writer, domain, by.holder, { verb: `second-factor.${added.change}`, subject: person })
  await tellSecurity(writer, domain, person, added.change, place)
  if (!first) return []
  await writer.run('DELETE FROM session WHERE person = ? AND hash <> ?', person, by.session.hash)
  await writer.run('DELETE FROM known_browser WHERE person = ?', person)
  return await writeCodes(writer, domain, person)
}
