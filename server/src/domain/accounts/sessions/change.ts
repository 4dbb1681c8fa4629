import type { Actor } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { demandOwner } from '../app-passwords/change.ts'
import { type Session, type SessionData, sessionHash } from './session.ts'

/** What the session carries from now on, in place of what it carried. */
export async function writeSessionData(domain: Domain, session: Session, data: SessionData): Promise<void> {
  await domain.records.write([], (writer) =>
    writer.run('UPDATE session SET data = ? WHERE hash = ?', JSON.stringify(data), session.hash),
  )
}

/** The password was given again: what asks for a recent one is satisfied. */
export async function confirmSession(domain: Domain, session: Session): Promise<void> {
  await domain.records.write([], (writer) =>
    writer.run('UPDATE session SET confirmed = ? WHERE hash = ?', seconds(domain.now()), session.hash),
  )
}

const OWNER = 'SELECT person FROM session WHERE hash = ?'

/** Signs out the browser that holds this token. */
export async function closeSession(domain: Domain, token: string): Promise<void> {
  const hash = sessionHash(token)
  await domain.records.write([], async (writer) => {
    const row = await writer.get<{ person: PersonId | null }>(OWNER, hash)
    await writer.run('DELETE FROM session WHERE hash = ?', hash)
    if (row?.person != null) writer.announce({ kind: 'access', person: row.person })
  })
}

/** Signs out another browser. @throws Refusal `not-found` for one that is not this person's. */
export async function endSession(domain: Domain, actor: Actor, person: PersonId, id: string): Promise<void> {
  await domain.records.write([], async (writer) => {
    await demandOwner(writer, actor, person)
    const ended = await writer.run('DELETE FROM session WHERE person = ? AND id = ?', person, id)
    if (ended === 0) throw new Refusal('not-found', 'session-missing')
    writer.announce({ kind: 'access', person })
    await audit(writer, domain, actor, { verb: 'session.end', subject: person, detail: { id } })
  })
}

/** Signs out every browser but this one. @returns how many there were. */
export async function endOtherSessions(domain: Domain, { hash, member }: Session): Promise<number> {
  const { person } = member!
  return await domain.records.write([], async (writer) => {
    const count = await writer.run('DELETE FROM session WHERE person = ? AND hash <> ?', person, hash)
    writer.announce({ kind: 'access', person })
    await writer.run('DELETE FROM known_browser WHERE person = ?', person)
    await audit(writer, domain, member!, { verb: 'session.end-others', subject: person, detail: { count } })
    return count
  })
}

/** For a job: with them goes what browsers were remembered by. */
export async function sweepSessions(domain: Domain): Promise<number> {
  const now = seconds(domain.now())
  return await domain.records.write([], async (writer) => {
    await writer.run('DELETE FROM known_browser WHERE expires <= ?', now)
    await writer.run('DELETE FROM spent_challenge WHERE expires <= ?', now)
    return await writer.run('DELETE FROM session WHERE expires <= ? OR last_used + idle <= ?', now, now)
  })
}
