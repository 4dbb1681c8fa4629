import type { Writer } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'

const SHARES = `UPDATE share SET node = ?, space = (SELECT n.space FROM node n WHERE n.id = ?) WHERE node = ?
  AND (kind >= 3 OR NOT EXISTS (SELECT 1 FROM share x WHERE x.node = ? AND x.sharer = share.sharer
    AND x.kind = share.kind AND x.recipient = share.recipient))`
const DEPOSITS = `UPDATE deposit SET space = (SELECT n.space FROM node n WHERE n.id = ?)
  WHERE share IN (SELECT id FROM share WHERE node = ?)`
const DEPOSITED = 'UPDATE deposit_file SET node = ? WHERE node = ?'
const MOUNTS = `UPDATE mount SET node = ?, space = (SELECT n.space FROM node n WHERE n.id = ?) WHERE node = ?
  AND NOT EXISTS (SELECT 1 FROM mount x WHERE x.node = ? AND x.person = mount.person)`
const ANY = 'SELECT 1 AS found FROM share WHERE node = ? LIMIT 1'

/**
 * Where a program saves by moving a new file over the old one, what was shared is the file that people know by this
 * name: shares, links and what was handed in go over to the one that takes its place, and everybody sees it where
 * they saw the other (docs/adr/0030).
 */
export async function carryOver(writer: Writer, from: NodeId, to: NodeId): Promise<void> {
  await writer.run(DEPOSITED, to, from)
  if ((await writer.get(ANY, from)) === undefined) return
  await writer.run(SHARES, to, to, from, to)
  await writer.run(DEPOSITS, to, to)
  await writer.run(MOUNTS, to, to, from, to)
}
