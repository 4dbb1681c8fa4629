import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { climb } from './climb.ts'
import { freeName } from './free-name.ts'
import { attachFolder } from './make-folder.ts'
import { walk } from './walk.ts'

/**
 * Follows folders down from `start` and makes those that are missing, beside whatever else has their name.
 * @returns the last of them.
 */
export async function makeWay(
  writer: Writer,
  actor: Actor,
  { space, start, names }: { space: SpaceId; start: NodeId; names: readonly string[] },
  now: number,
): Promise<NodeId> {
  let here = start
  for (const name of names) {
    const { node } = await walk(writer, here, [name])
    if (node?.kind === FOLDER) {
      here = node.id
      continue
    }
    const above = (await climb(writer, here)).ids
    const free = await freeName(writer, here, name)
    here = (await attachFolder(writer, actor, { id: here, space }, above, free, now)).id
  }
  return here
}
