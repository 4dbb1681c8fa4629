import type { Actor } from '../../vocabulary/actor.ts'
import type { Domain } from '../domain.ts'
import type { Box } from './box.ts'
import { changeBox, requireOwnBox } from './change.ts'

/** What was handed in and has not been deleted since, neither by itself nor with a folder above it. */
const RECOUNT = `WITH RECURSIVE up(node, size, parent, trashed) AS (
    SELECT n.id, f.size, n.parent, n.trashed FROM deposit d JOIN deposit_file f ON f.deposit = d.id
      JOIN node n ON n.id = f.node WHERE d.share = ?
    UNION ALL SELECT up.node, up.size, n.parent, n.trashed FROM up JOIN node n ON n.id = up.parent
      WHERE up.trashed IS NULL
  ) UPDATE box SET held = (SELECT COALESCE(SUM(size), 0) FROM up WHERE parent IS NULL AND trashed IS NULL)
  WHERE share = ?`

/**
 * Takes files again, at the same address, until another end. What was deleted since makes room.
 * @param closes seconds; null: until it is closed.
 */
export async function reopenBox(
  domain: Domain,
  actor: Actor,
  share: number,
  closes: number | null,
): Promise<Box> {
  const { space } = await domain.records.read((reader) => requireOwnBox(reader, actor, share))
  await domain.records.write([space], (writer) => writer.run(RECOUNT, share, share))
  return await changeBox(domain, actor, share, { opens: null, closes })
}
