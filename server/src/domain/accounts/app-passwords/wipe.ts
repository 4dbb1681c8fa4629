import type { Actor } from '../../../vocabulary/actor.ts'
import { SYSTEM } from '../../../vocabulary/actor.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { demandOwn, demandOwner } from './change.ts'
import { hasAppPasswordShape, tokenHash } from './token.ts'

/**
 * Asks devices to erase what they keep of Nuage. Their app passwords are refused from now on.
 * @param id one of them; all when absent.
 * @returns how many were marked.
 * @throws Refusal `not-found` for one that is not this person's.
 */
export async function markForWipe(
  domain: Domain,
  actor: Actor,
  person: PersonId,
  id?: number,
): Promise<number> {
  return await domain.records.write([], async (writer) => {
    if (id === undefined) await demandOwner(writer, actor, person)
    else await demandOwn(writer, actor, person, id)
    const count =
      id === undefined
        ? await writer.run('UPDATE app_password SET wipe = 1 WHERE person = ?', person)
        : await writer.run('UPDATE app_password SET wipe = 1 WHERE person = ? AND id = ?', person, id)
    writer.announce({ kind: 'access', person })
    await audit(writer, domain, actor, { verb: 'app-password.wipe', subject: person, detail: { count } })
    return count
  })
}

/** True only for a token that was marked: the device then erases its user's files. */
export async function isToWipe(domain: Domain, token: string): Promise<boolean> {
  if (!hasAppPasswordShape(token)) return false
  const row = await domain.records.read((reader) =>
    reader.get('SELECT 1 AS found FROM app_password WHERE hash = ? AND wipe = 1', tokenHash(token)),
  )
  return row !== undefined
}

/** The device says that it has erased everything. @returns false for a token that was not marked. */
export async function finishWipe(domain: Domain, token: string): Promise<boolean> {
  if (!hasAppPasswordShape(token)) return false
  return await domain.records.write([], async (writer) => {
    const row = await writer.get<{ id: number; person: string }>(
      'SELECT id, person FROM app_password WHERE hash = ? AND wipe = 1',
      tokenHash(token),
    )
    if (row === undefined) return false
    await writer.run('DELETE FROM app_password WHERE id = ?', row.id)
    await audit(writer, domain, SYSTEM, {
      verb: 'app-password.wiped',
      subject: row.person,
      detail: { id: row.id },
    })
    return true
  })
}
