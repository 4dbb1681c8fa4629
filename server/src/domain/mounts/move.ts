import type { Writer } from '../../storage/records/records.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { climb, propagate } from '../files/climb.ts'
import type { Node } from '../files/node.ts'
import type { Place } from '../files/place.ts'

/** Moving or renaming a mount is its owner's own affair: what is mounted does not notice. */
export async function moveMount(
  writer: Writer,
  place: Place,
  parent: Place,
  name: string,
  now: number,
): Promise<{ node: Node }> {
  if (parent.mount !== null) throw new Refusal('not-permitted', 'mount-into-share')
  const mount = place.mount!
  await writer.run('UPDATE mount SET parent = ?, name = ? WHERE id = ?', parent.node.id, name, mount.id)
  const etag = newEtag()
  for (const folder of new Set([mount.parent, parent.node.id]))
    await propagate(writer, (await climb(writer, folder)).ids, { size: 0, now, etag })
  return { node: place.node }
}
