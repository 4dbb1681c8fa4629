import type { Actor } from '../../../vocabulary/actor.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import { forgetPersonWords } from '../../sharees/words.ts'
import { dropShares } from '../../shares/drop.ts'
import { isHandingOver } from '../../spaces/hand-over/job.ts'
import { forgetIdentities } from '../identities/link.ts'
import { endSessions } from '../sessions/end-all.ts'
import { readPersonRow } from './find.ts'
import { demandManage, isSelf } from './may-manage.ts'

/** The id stays taken, so that nobody later stands where old shares and rows point; all else is forgotten. */
const FORGET = `UPDATE person SET removed = ?, enabled = 0, admin = 0, password = NULL, login = '!' || folded,
  name = '', name_folded = '', email = '', email_folded = '', profile = '{}', organisation = '',
  newcomer = 0 WHERE id = ?`

const PURGE = `INSERT INTO job (id, kind, subject, due) VALUES (?, 'space.purge', ?, ?)
  ON CONFLICT (kind, subject) DO NOTHING`

/** Ends an account. Its files go with the job `space.purge`. */
export async function removePerson(domain: Domain, actor: Actor, person: PersonId): Promise<void> {
  await domain.records.write([], async (writer) => {
    const row = await readPersonRow(writer, person)
    if (row === undefined) throw new Refusal('not-found', 'person-missing', { facts: { id: person } })
    if (isSelf(actor, row.id)) throw new Refusal('bad-request', 'not-oneself')
    await demandManage(writer, actor, row)
    if (await isHandingOver(writer, row.id)) throw new Refusal('busy', 'handing-over')
    const now = seconds(domain.now())
    await writer.run(FORGET, now, row.id)
    await writer.run('DELETE FROM membership WHERE person = ?', row.id)
    await writer.run('DELETE FROM leadership WHERE person = ?', row.id)
    await writer.run('DELETE FROM app_password WHERE person = ?', row.id)
    await writer.run('DELETE FROM phone_ticket WHERE person = ?', row.id)
    await writer.run('DELETE FROM ticket WHERE person = ?', row.id)
    await forgetIdentities(writer, row.id)
    await writer.run('DELETE FROM second_factor WHERE person = ?', row.id)
    await writer.run('DELETE FROM known_browser WHERE person = ?', row.id)
    await writer.run("DELETE FROM setting WHERE scope = 'person' AND subject = ?", row.id)
    await writer.run('DELETE FROM preference WHERE person = ?', row.id)
    await writer.run('DELETE FROM user_status WHERE person = ?', row.id)
    await writer.run('DELETE FROM notification WHERE person = ?', row.id)
    await writer.run('DELETE FROM activity_run WHERE person = ?', row.id)
    await writer.run('DELETE FROM comment_mark WHERE person = ?', row.id)
    const given = await dropShares(writer, 'sharer', row.id)
    const received = await dropShares(writer, 'person', row.id)
    await writer.run('DELETE FROM mount WHERE person = ?', row.id)
    await forgetPersonWords(writer, row.id)
    await writer.run('DELETE FROM lock WHERE person = ?', row.id)
    await endSessions(writer, row.id)
    writer.announce({ kind: 'access', person: row.id })
    await writer.run(PURGE, await writer.ids('row'), String(row.space), now)
    await audit(writer, domain, actor, {
      verb: 'person.remove',
      subject: row.id,
      detail: { given, received },
    })
  })
}
