import type { Writer } from '../../storage/records/records.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Node } from '../files/node.ts'
import type { Place } from '../files/place.ts'
import { askMany, forMany } from '../many.ts'

const SHARED = forMany((list) => `SELECT node FROM share WHERE node IN (${list}) LIMIT 1`)

/** Others see what lies in a folder that is shared; what its owner received is not theirs to show. */
const isShared = async (writer: Writer, { trail }: Place): Promise<boolean> =>
  (await askMany(writer, SHARED, trail)).length > 0

/** Moving or renaming a mount is its owner's own affair: what is mounted does not notice. */
export async function moveMount(
  writer: Writer,
  place: Place,
  parent: Place,
  name: string,
): Promise<{ node: Node }> {
  if (parent.mount !== null || (await isShared(writer, parent)))
    throw new Refusal('not-permitted', 'mount-into-share')
  const mount = place.mount!
  await writer.run('UPDATE mount SET parent = ?, name = ? WHERE id = ?', parent.node.id, name, mount.id)
  writer.announce({ kind: 'mounts', person: mount.person })
  return { node: place.node }
}
