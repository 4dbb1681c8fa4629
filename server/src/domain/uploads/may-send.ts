import type { Reader } from '../../storage/records/records.ts'
import type { Sender } from '../../vocabulary/actor.ts'
import { CREATE, UPDATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { rightsOfShare } from '../shares/rights-on.ts'

/**
 * Strangers take room in somebody's space only by a link that lets them add or change something now.
 * @param now seconds.
 * @throws Refusal `not-permitted`.
 */
export async function requireMaySend(reader: Reader, actor: Sender, now: number): Promise<void> {
  if (actor.kind === 'member') return
  const held = await rightsOfShare(reader, actor.share, now)
  const given = actor.kind === 'link-visitor' ? held & actor.permissions : held
  if ((given & (CREATE | UPDATE)) === 0) throw new Refusal('not-permitted', 'no-write')
}
