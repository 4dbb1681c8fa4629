import type { Writer } from '../../storage/records/records.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Node } from '../files/node.ts'
import type { Place } from '../files/place.ts'
import { isSharedAt } from './shared-at.ts'

/** Moving or renaming a mount is its owner's own affair: what is mounted does not notice. */
export async function moveMount(
  writer: Writer,
  place: Place,
  parent: Place,
  name: string,
): Promise<{ node: Node }> {
  if (parent.mount !== null || (await isSharedAt(writer, parent.trail)))
    throw new Refusal('not-permitted', 'mount-into-share')
  const mount = place.mount!
  await writer.run('UPDATE mount SET parent = ?, name = ? WHERE id = ?', parent.node.id, name, mount.id)
  writer.announce({ kind: 'mounts', person: mount.person })
  return { node: place.node }
}
