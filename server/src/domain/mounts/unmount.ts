import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import { climb, propagate } from '../files/climb.ts'
import type { Place } from '../files/place.ts'

/** Whoever deletes a mount leaves it: what is mounted stays where it is, for everybody else. */
export async function unmount(writer: Writer, _actor: Actor, place: Place, now: number): Promise<void> {
  const mount = place.mount!
  await writer.run('DELETE FROM mount WHERE id = ?', mount.id)
  const above = await climb(writer, mount.parent)
  await propagate(writer, above.ids, { size: 0, now, etag: newEtag() })
  writer.announce({ kind: 'mounts', person: mount.person })
}
