import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { type Location, locate } from './locate.ts'
import { NODE_BY_ID, type Node } from './node.ts'

/**
 * A node by its number, wherever it lies by now.
 * @throws Refusal `not-found` also when it is not theirs to see, or trashed.
 */
export async function findById(
  domain: Domain,
  actor: Member,
  id: NodeId,
): Promise<{ node: Node; location: Location }> {
  return await domain.records.read(async (reader) => {
    const node = await reader.get<Node>(NODE_BY_ID, id)
    const location = node === undefined ? undefined : (await locate(reader, actor, [id])).get(id)
    if (node === undefined || location === undefined) throw new Refusal('not-found', 'item-missing')
    return { node, location }
  })
}
