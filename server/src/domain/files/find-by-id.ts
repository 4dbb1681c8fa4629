import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { type Location, locate } from './locate.ts'
import { NODE_BY_ID, type Node } from './node.ts'

/**
 * A node by its number, wherever it lies by now.
 * @throws Refusal `not-found` also when it is not theirs to see, or trashed.
 */
export const findById = (
  domain: Domain,
  actor: Member,
  id: NodeId,
): Promise<{ node: Node; location: Location }> => {
  const now = seconds(domain.now())
  return domain.records.read((reader) => readById(reader, actor, id, now))
}

/** As `findById`. @param now seconds. */
export async function readById(
  reader: Reader,
  actor: Member,
  id: NodeId,
  now: number,
): Promise<{ node: Node; location: Location }> {
  const node = await reader.get<Node>(NODE_BY_ID, id)
  const location = node === undefined ? undefined : (await locate(reader, actor, [id], now)).get(id)
  if (node === undefined || location === undefined) throw new Refusal('not-found', 'item-missing')
  return { node, location }
}
