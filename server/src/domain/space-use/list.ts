import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { type Facet, type Facets, facetsOf } from '../files/facets.ts'
import { type Found, foundOf } from '../files/found.ts'
import { locate } from '../files/locate.ts'
import { columns, type Node } from '../files/node.ts'
import { askMany, forMany } from '../many.ts'
import { catchUp } from '../search/catch-up.ts'
import { rootOf } from '../spaces/root.ts'
import { ORDERS, type UseOrder, type UsePlace } from './order.ts'

export interface UsePage {
  readonly found: readonly Found[]
  readonly facets: Facets
  /** Undefined at the end. */
  readonly next: UsePlace | undefined
}

const NODES = forMany((list) => `SELECT ${columns('n')} FROM node n WHERE n.id IN (${list})`)

/** The files of a person's own space that take most, or were not changed for longest. */
export async function listUse(
  domain: Domain,
  actor: Member,
  wish: { order: UseOrder; after: UsePlace | undefined; limit: number },
  facets: readonly Facet[],
): Promise<UsePage> {
  const { space } = await domain.records.readOne((reader) => rootOf(reader, actor.person))
  await catchUp(domain, space)
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    const { text, from } = ORDERS[wish.order]
    const found: Found[] = []
    let after: UsePlace | undefined = wish.after ?? from
    while (after !== undefined && found.length < wish.limit) {
      const { value, node }: UsePlace = after
      const wanted = wish.limit - found.length
      const rows: UsePlace[] = await reader.all<UsePlace>(text, space, value, value, node, wanted)
      const some = rows.map((row) => row.node)
      found.push(...(await seenAmong(reader, actor, space, some, now)))
      after = rows.length < wanted ? undefined : rows.at(-1)
    }
    const nodes = found.map(({ entry }) => entry.node)
    return { found, facets: await facetsOf(reader, actor, facets, nodes, null, now), next: after }
  })
}

/** Those that are still there, in the order given. @param now seconds. */
export async function seenAmong(
  reader: Reader,
  actor: Member,
  space: SpaceId,
  ids: readonly NodeId[],
  now: number,
): Promise<Found[]> {
  const locations = await locate(reader, actor, ids, now)
  const nodes = new Map((await askMany<Node>(reader, NODES, ids)).map((node) => [node.id, node]))
  const there = ids.flatMap((id) => nodes.get(id) ?? []).filter((node) => node.space === space)
  return await foundOf(reader, actor, there, locations, now)
}
