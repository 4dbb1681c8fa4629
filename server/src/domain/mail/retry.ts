import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { demandAdministrator } from '../accounts/people/may-manage.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'

const RETRY = `UPDATE mail SET state = 'waiting', next = ?, tries = 0, error = NULL
  WHERE id = ? AND state IN ('failed', 'kept', 'waiting')`

/**
 * A letter that could not be sent, or waits, is tried anew.
 * @throws Refusal `not-permitted`, `not-found` also for one that was sent, `unavailable` without a mail server.
 */
export async function retryMail(domain: Domain, actor: Actor, id: number): Promise<void> {
  demandAdministrator(actor)
  if (domain.postman === undefined) throw new Refusal('unavailable', 'no-mail-server')
  await domain.records.write([], async (writer) => {
    if ((await writer.run(RETRY, seconds(domain.now()), id)) === 0)
      throw new Refusal('not-found', 'mail-missing', { facts: { id } })
    await audit(writer, domain, actor, { verb: 'mail.retry', subject: String(id) })
  })
}
