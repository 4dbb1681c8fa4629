import type { Writer } from '../../storage/records/records.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'

const SUBTREE = `WITH RECURSIVE sub(id) AS (
    SELECT id FROM node WHERE id = ?
    UNION ALL SELECT n.id FROM sub JOIN node n ON n.parent = sub.id WHERE n.trashed IS NULL)`
/** What was given to whoever has it now. */
const RECEIVED = `${SUBTREE} DELETE FROM share WHERE node IN (SELECT id FROM sub) AND kind = 0 AND recipient = ?`
/** What both gave to the same one. */
const TWICE = `${SUBTREE} DELETE FROM share WHERE node IN (SELECT id FROM sub) AND sharer = ? AND kind < 3
  AND EXISTS (SELECT 1 FROM share x WHERE x.node = share.node AND x.kind = share.kind
    AND x.recipient = share.recipient AND x.sharer = ?)`
const GIVEN = `${SUBTREE} UPDATE share SET sharer = ? WHERE node IN (SELECT id FROM sub) AND sharer = ?`
const SEEN = `${SUBTREE} DELETE FROM mount WHERE node IN (SELECT id FROM sub) AND person = ?`

/**
 * What the old owner of a tree gave is the new one's to give: every share, link and box goes on, under the address that
 * it has. What the new owner had received of it is their own now.
 */
export async function handOverShares(
  writer: Writer,
  node: NodeId,
  from: PersonId,
  to: PersonId,
): Promise<void> {
  await writer.run(RECEIVED, node, to)
  await writer.run(TWICE, node, from, to)
  await writer.run(GIVEN, node, to, from)
  await writer.run(SEEN, node, to)
}
