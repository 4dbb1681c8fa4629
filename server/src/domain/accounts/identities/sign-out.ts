import type { Writer } from '../../../storage/records/records.ts'
import { SYSTEM } from '../../../vocabulary/actor.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { audit } from '../../audit/record.ts'
import type { Domain } from '../../domain.ts'
import type { SignedOutThere } from '../../providers/provider.ts'
import { isFirstSeen } from '../../providers/seen-once.ts'

const OF_VISIT = 'FROM session WHERE provider = ? AND sid = ?'
const OF_BOTH = `${OF_VISIT} AND subject = ?`
const OF_SUBJECT = 'FROM session WHERE provider = ? AND subject = ?'

/**
 * A provider says that somebody signed out there: their browsers are signed out here. Devices stay: they were let in
 * by the person, not by a visit.
 * @returns how many sessions ended.
 * @throws Refusal `stale` (`logout-replayed`) for what was said before.
 */
export async function endVisits(domain: Domain, provider: string, said: SignedOutThere): Promise<number> {
  return await domain.records.write([], async (writer) => {
    if (!(await isFirstSeen(writer, provider, said))) throw new Refusal('stale', 'logout-replayed')
    const ended = await end(writer, provider, said)
    const subject = said.subject ?? said.sid ?? ''
    const detail = { provider, sessions: ended }
    await audit(writer, domain, SYSTEM, { verb: 'session.end-there', subject, detail })
    return ended
  })
}

/** Of one visit where it is named; of the person everywhere else. Whatever listens over them is looked at, and ends. */
async function end(writer: Writer, provider: string, { subject, sid }: SignedOutThere): Promise<number> {
  const [which, values] =
    sid === undefined
      ? [OF_SUBJECT, [provider, subject ?? '']]
      : subject === undefined
        ? [OF_VISIT, [provider, sid]]
        : [OF_BOTH, [provider, sid, subject]]
  const people = await writer.all<{ person: PersonId | null }>(`SELECT DISTINCT person ${which}`, ...values)
  for (const { person } of people) if (person !== null) writer.announce({ kind: 'access', person })
  return await writer.run(`DELETE ${which}`, ...values)
}
