import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import type { Domain } from '../domain.ts'
import { type Facet, type Facets, facetsOf } from '../files/facets.ts'
import { type Found, foundOf } from '../files/found.ts'
import { locate } from '../files/locate.ts'
import { columns, type Node } from '../files/node.ts'
import { askMany, forMany } from '../many.ts'
import { catchUp } from '../search/catch-up.ts'
import { rootOf } from '../spaces/root.ts'

export type UseOrder = 'largest' | 'oldest'

/** Where a page ended: the size or the time of its last file, and its number. */
export interface UsePlace {
  readonly value: number
  readonly node: NodeId
}

export interface UsePage {
  readonly found: readonly Found[]
  readonly facets: Facets
  /** Undefined at the end. */
  readonly next: UsePlace | undefined
}

/** Both ends are said twice, as neither engine finds the place in its index from the pair alone. */
const ORDERS: Readonly<Record<UseOrder, { text: string; from: UsePlace }>> = {
  largest: {
    text: `SELECT node, size AS value FROM search_entry WHERE space = ? AND kind = ${FILE} AND size <= ?
      AND (size < ? OR node < ?) ORDER BY size DESC, node DESC LIMIT ?`,
    from: { value: Number.MAX_SAFE_INTEGER, node: Number.MAX_SAFE_INTEGER },
  },
  oldest: {
    text: `SELECT node, mtime AS value FROM search_entry WHERE space = ? AND kind = ${FILE} AND mtime >= ?
      AND (mtime > ? OR node > ?) ORDER BY mtime, node LIMIT ?`,
    from: { value: Number.MIN_SAFE_INTEGER, node: -1 },
  },
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
