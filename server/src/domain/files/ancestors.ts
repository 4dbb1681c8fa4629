import type { Reader } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { climb } from './climb.ts'
import type { Place } from './place.ts'

/**
 * A node and all above it in its own space, the node first. What an actor walked through says the same for
 * their own tree; below a mount the space's own chain has to be climbed.
 */
export async function ancestors(reader: Reader, place: Place): Promise<NodeId[]> {
  if (place.mount === null) return [...place.trail].reverse()
  return (await climb(reader, place.node.id)).ids
}
