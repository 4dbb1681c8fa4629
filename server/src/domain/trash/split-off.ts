import type { Writer } from '../../storage/records/records.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { rootsOfSpace } from '../spaces/root.ts'
import { PURGING } from './state.ts'

const SPLIT = 'UPDATE node SET parent = ?, trashed = ? WHERE id = ?'
const ENTRY = `INSERT INTO trash (id, space, node, origin, name, location, deleted, deleted_by, purging)
  VALUES (?, ?, ?, NULL, ?, '', ?, NULL, ${PURGING})`

/** What lies in a deleted folder becomes an entry of its own, already on its way out. */
export async function splitOff(
  writer: Writer,
  space: SpaceId,
  node: NodeId,
  name: string,
  now: number,
): Promise<void> {
  const id = await writer.ids('row')
  const { trash } = await rootsOfSpace(writer, space)
  await writer.run(ENTRY, id, space, node, name, now)
  await writer.run(SPLIT, trash, id, node)
}
