import type { Writer } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { NODE_BY_ID, type Node } from '../files/node.ts'
import type { Told } from '../notifications/notification.ts'
import { notify } from '../notifications/notify.ts'
import type { Box } from './box.ts'

/** Seconds in which a class hands in, and its teacher is told once. */
const TOGETHER = 15 * 60

const RECENT = `SELECT id, facts FROM notification WHERE person = ? AND object_type = 'box' AND object_id = ? AND created > ?
  ORDER BY id DESC LIMIT 1`
const COUNT_UP = 'UPDATE notification SET facts = ? WHERE id = ?'

/**
 * Tells whoever made the box that something came, if they want to know at once; what comes soon after is counted in the
 * same notice.
 */
export async function tellOwner(writer: Writer, domain: Domain, box: Box): Promise<void> {
  const { share, node, sharer, notices } = box
  if (notices !== 'at-once') return
  const since = seconds(domain.now()) - TOGETHER
  const recent = await writer.get<{ id: number; facts: string }>(RECENT, sharer, String(share), since)
  if (recent !== undefined) {
    const facts = JSON.parse(recent.facts) as { count: number }
    await writer.run(COUNT_UP, JSON.stringify({ ...facts, count: facts.count + 1 }), recent.id)
    return
  }
  const folder = await writer.get<Node>(NODE_BY_ID, node)
  await tellDeposits(writer, domain, sharer, { share, node, file: folder?.name ?? '', count: 1 })
}

/** So much came into a box. */
export const tellDeposits = (
  writer: Writer,
  domain: Domain,
  person: PersonId,
  facts: Told['deposit-received'],
): Promise<number> =>
  notify(writer, domain, person, {
    kind: 'deposit-received',
    facts,
    object: { type: 'box', id: String(facts.share) },
  })
