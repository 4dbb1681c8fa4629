import type { Writer } from '../../../storage/records/records.ts'
import type { Actor } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { forgetGroupWords, keepGroupWords } from '../../sharees/words.ts'
import { dropShares } from '../../shares/drop.ts'
import { acceptLine } from '../people/accept.ts'
import { demandAdministrator } from '../people/may-manage.ts'
import { ADMINISTRATORS, type Group } from './group.ts'

const ONE = 'SELECT id, name FROM circle WHERE id = ?'

export async function demandGroup(writer: Pick<Writer, 'get'>, id: string): Promise<Group> {
  const group = await writer.get<Group>(ONE, id)
  if (group === undefined) throw new Refusal('not-found', 'group-missing', { facts: { group: id } })
  return group
}

/** @param wanted.name the id when absent. @throws Refusal `exists` (`group-exists`), `bad-request`. */
export async function addGroup(
  domain: Domain,
  actor: Actor,
  wanted: { id: string; name?: string },
): Promise<Group> {
  demandAdministrator(actor)
  return await domain.records.write([], (writer) => writeGroup(writer, domain, actor, wanted))
}

/** The same in a transaction of the caller's, who may add groups. */
export async function writeGroup(
  writer: Writer,
  domain: Domain,
  actor: Actor,
  wanted: { id: string; name?: string },
): Promise<Group> {
  const id = acceptLine(wanted.id, 64)
  if (id === '' || id.includes('/')) throw new Refusal('bad-request', 'group-id')
  const name = acceptLine(wanted.name ?? '', 255) || id
  const added = await writer.run(
    'INSERT INTO circle (id, name, created) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    ...[id, name, seconds(domain.now())],
  )
  if (added === 0) throw new Refusal('exists', 'group-exists', { facts: { group: id } })
  await keepGroupWords(writer, { id, name })
  await audit(writer, domain, actor, { verb: 'group.add', subject: id })
  return { id, name }
}

export async function renameGroup(domain: Domain, actor: Actor, id: string, name: string): Promise<void> {
  demandAdministrator(actor)
  await domain.records.write([], async (writer) => {
    await demandGroup(writer, id)
    const accepted = acceptLine(name, 255) || id
    await writer.run('UPDATE circle SET name = ? WHERE id = ?', accepted, id)
    await keepGroupWords(writer, { id, name: accepted })
    await audit(writer, domain, actor, { verb: 'group.rename', subject: id, detail: { name } })
  })
}

/** Its members stay; what was said for the group (quota) no longer applies to them. */
export async function removeGroup(domain: Domain, actor: Actor, id: string): Promise<void> {
  demandAdministrator(actor)
  if (id === ADMINISTRATORS) throw new Refusal('not-permitted', 'administrators-stay')
  await domain.records.write([], async (writer) => {
    await demandGroup(writer, id)
    await writer.run('DELETE FROM membership WHERE circle = ?', id)
    await writer.run('DELETE FROM leadership WHERE circle = ?', id)
    await writer.run('DELETE FROM external_group WHERE circle = ?', id)
    await writer.run("DELETE FROM setting WHERE scope = 'group' AND subject = ?", id)
    const shares = await dropShares(writer, 'group', id)
    await forgetGroupWords(writer, id)
    await writer.run('DELETE FROM circle WHERE id = ?', id)
    await audit(writer, domain, actor, { verb: 'group.remove', subject: id, detail: { shares } })
  })
}
