import { SYSTEM } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { audit } from '../audit/record.ts'
import type { Domain } from '../domain.ts'
import { dropShares } from '../shares/drop.ts'

/** Seconds for which an ended link can be opened again. */
export const REOPENED_WITHIN = 90 * 24 * 3600

/** Receipts of a box are kept longer than its address would be. */
const OLD = `SELECT id FROM share WHERE expires < ? AND kind >= 3
  AND NOT EXISTS (SELECT 1 FROM box WHERE box.share = share.id) ORDER BY expires LIMIT 100`

/** For a job: forgets links that ended long ago. @returns how many. */
export async function expireLinks(domain: Domain): Promise<number> {
  let expired = 0
  for (;;) {
    const before = seconds(domain.now()) - REOPENED_WITHIN
    const some = await domain.records.write([], async (writer) => {
      const rows = await writer.all<{ id: number }>(OLD, before)
      for (const { id } of rows) {
        await dropShares(writer, 'id', id)
        await audit(writer, domain, SYSTEM, { verb: 'link.expire', subject: String(id) })
      }
      return rows.length
    })
    expired += some
    if (some < 100) return expired
  }
}
