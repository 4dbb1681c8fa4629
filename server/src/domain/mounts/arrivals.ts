import type { Writer } from '../../storage/records/records.ts'
import { SYSTEM } from '../../vocabulary/actor.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { isTaken } from '../files/is-taken.ts'
import { attachFolder } from '../files/make-folder.ts'
import { walk } from '../files/walk.ts'
import { resolveSetting } from '../settings/resolve.ts'
import type { SpaceRoots } from '../spaces/root.ts'
import { isSharedAt } from './shared-at.ts'

const ACADEMY = 'SELECT academy FROM person WHERE id = ?'

/**
 * The folder in which a person finds what they are given: their root, or the one that `sharing.arrivals` names, which
 * is made when something first arrives. Where its name means something else, or it is itself shared, the root.
 * @param now seconds.
 */
export async function arrivalsOf(
  writer: Writer,
  person: PersonId,
  { space, root }: SpaceRoots,
  now: number,
): Promise<NodeId> {
  const academy = (await writer.get<{ academy: string }>(ACADEMY, person))?.academy ?? ''
  const { value } = await resolveSetting(writer, 'sharing.arrivals', { id: person, academy })
  if (value === '') return root
  const { node } = await walk(writer, root, [value])
  if (node?.kind === FOLDER) return (await isSharedAt(writer, [node.id])) ? root : node.id
  if (await isTaken(writer, root, value)) return root
  return (await attachFolder(writer, SYSTEM, { id: root, space }, [root], value, now)).id
}
