import type { Writer } from '../../../storage/records/records.ts'
import type { Actor } from '../../../vocabulary/actor.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { demandManage, isSelf } from '../people/may-manage.ts'
import { appPasswordName } from './issue.ts'
import { newAppPassword, tokenHash } from './token.ts'

const ONE = `SELECT a.person, p.admin FROM app_password a JOIN person p ON p.id = a.person
  WHERE a.id = ? AND a.person = ?`

/** One's own, or of somebody the actor manages. */
export async function demandOwn(writer: Writer, actor: Actor, person: PersonId, id: number): Promise<void> {
  const row = await writer.get<{ person: string; admin: number }>(ONE, id, person)
  if (row === undefined) throw new Refusal('not-found', 'app-password-missing')
  if (!isSelf(actor, person)) await demandManage(writer, actor, { id: person, admin: row.admin })
}

/** @throws Refusal `not-found` for one that is not this person's. */
export async function renameAppPassword(
  domain: Domain,
  actor: Actor,
  { person, id }: { person: PersonId; id: number },
  name: string,
): Promise<void> {
  await domain.records.write([], async (writer) => {
    await demandOwn(writer, actor, person, id)
    await writer.run('UPDATE app_password SET name = ? WHERE id = ?', appPasswordName(name), id)
    await audit(writer, domain, actor, { verb: 'app-password.rename', subject: person, detail: { id } })
  })
}

/** In force for the next request, in every process. */
export async function revokeAppPassword(
  domain: Domain,
  actor: Actor,
  { person, id }: { person: PersonId; id: number },
): Promise<void> {
  await domain.records.write([], async (writer) => {
    await demandOwn(writer, actor, person, id)
    await writer.run('DELETE FROM app_password WHERE id = ?', id)
    writer.announce({ kind: 'access', person })
    await audit(writer, domain, actor, { verb: 'app-password.revoke', subject: person, detail: { id } })
  })
}

/** @returns how many there were. */
export async function revokeAllAppPasswords(domain: Domain, actor: Actor, person: PersonId): Promise<number> {
  return await domain.records.write([], async (writer) => {
    await demandOwner(writer, actor, person)
    const count = await writer.run('DELETE FROM app_password WHERE person = ?', person)
    writer.announce({ kind: 'access', person })
    await audit(writer, domain, actor, {
      verb: 'app-password.revoke-all',
      subject: person,
      detail: { count },
    })
    return count
  })
}

/** @returns the new token; the old one is refused from the next request on. */
export async function rotateAppPassword(
  domain: Domain,
  actor: Actor,
  { person, id }: { person: PersonId; id: number },
): Promise<string> {
  if (!isSelf(actor, person)) throw new Refusal('not-permitted', 'not-your-account')
  const token = newAppPassword()
  await domain.records.write([], async (writer) => {
    await demandOwn(writer, actor, person, id)
    await writer.run('UPDATE app_password SET hash = ? WHERE id = ?', tokenHash(token), id)
    writer.announce({ kind: 'access', person })
    await audit(writer, domain, actor, { verb: 'app-password.rotate', subject: person, detail: { id } })
  })
  return token
}

export async function demandOwner(writer: Writer, actor: Actor, person: PersonId): Promise<void> {
  const row = await writer.get<{ admin: number }>(
    'SELECT admin FROM person WHERE id = ? AND removed IS NULL',
    person,
  )
  if (row === undefined) throw new Refusal('not-found', 'person-missing', { facts: { id: person } })
  if (!isSelf(actor, person)) await demandManage(writer, actor, { id: person, admin: row.admin })
}
