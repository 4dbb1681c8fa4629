import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'
import { type Box, hoursOf, requireBox } from './box.ts'
import { changeBox, requireOwnBox } from './change.ts'

/** What was handed in and has not been deleted since, neither by itself nor with a folder above it. */
const RECOUNT = `WITH RECURSIVE up(node, size, parent, trashed) AS (
    SELECT n.id, f.size, n.parent, n.trashed FROM deposit d JOIN deposit_file f ON f.deposit = d.id
      JOIN node n ON n.id = f.node WHERE d.share = ?
    UNION ALL SELECT up.node, up.size, n.parent, n.trashed FROM up JOIN node n ON n.id = up.parent
      WHERE up.trashed IS NULL
  ) UPDATE box SET held = (SELECT COALESCE(SUM(size), 0) FROM up WHERE parent IS NULL AND trashed IS NULL)
  WHERE share = ?`

const OPEN = 'UPDATE box SET closed = NULL WHERE share = ?'

/**
 * Takes files again, at the same address. What was deleted since makes room.
 * @param closes seconds, null: until it is closed; undefined: its hours are as they were set, but for an end that has
 * passed.
 */
export async function reopenBox(
  domain: Domain,
  actor: Actor,
  share: number,
  closes?: number | null,
): Promise<Box> {
  const { space } = await domain.records.read((reader) => requireOwnBox(reader, actor, share))
  const now = seconds(domain.now())
  const box = await domain.records.write([space], async (writer) => {
    await requireOwnBox(writer, actor, share)
    await writer.run(RECOUNT, share, share)
    await writer.run(OPEN, share)
    return await requireBox(writer, share)
  })
  if (closes !== undefined) return await changeBox(domain, actor, share, { opens: null, closes })
  return await changeBox(domain, actor, share, hoursOf(box, now) === 'closed' ? { closes: null } : {})
}
