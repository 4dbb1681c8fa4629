import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import type { Domain } from '../domain.ts'
import { type Facet, type Facets, facetsOf } from '../files/facets.ts'
import type { Found } from '../files/found.ts'
import type { Node } from '../files/node.ts'
import { askMany, forMany } from '../many.ts'
import { catchUp } from '../search/catch-up.ts'
import { rootOf } from '../spaces/root.ts'
import { seenAmong } from './list.ts'

export interface DuplicatesPage {
  /** Files that hold the same, the largest first. */
  readonly groups: readonly (readonly Found[])[]
  readonly facets: Facets
  /** The size at which the page ended; undefined when that was all. */
  readonly next: number | undefined
}

/** So many sizes are looked at for a page, and so many files of them. */
const SIZES = 50
const FILES = 2_000

const SHARED = `SELECT size FROM search_entry WHERE space = ? AND kind = ${FILE} AND size > 0 AND size < ?
  GROUP BY size HAVING count(*) > 1 ORDER BY size DESC LIMIT ${SIZES}`
const OF_SIZES = forMany(
  (list) => `SELECT node FROM search_entry WHERE space = ? AND kind = ${FILE} AND size IN (${list})
    ORDER BY size DESC, node LIMIT ${FILES}`,
)

/**
 * Files of a person's own space that hold the same: of one size, and with one content or one checksum. Those whose
 * checksum nobody sent are only known by their copies.
 * @param below only smaller ones; undefined from the beginning.
 */
export async function listDuplicates(
  domain: Domain,
  actor: Member,
  below: number | undefined,
  facets: readonly Facet[],
): Promise<DuplicatesPage> {
  const { space } = await domain.records.readOne((reader) => rootOf(reader, actor.person))
  await catchUp(domain, space)
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    const most = below ?? Number.MAX_SAFE_INTEGER
    const sizes = (await reader.all<{ size: number }>(SHARED, space, most)).map(({ size }) => size)
    const rows = await askMany<{ node: NodeId }>(reader, OF_SIZES, sizes, [space])
    const ids = [...new Set(rows.map(({ node }) => node))]
    const found = await seenAmong(reader, actor, space, ids, now)
    const groups = grouped(found)
    const nodes = groups.flat().map(({ entry }) => entry.node)
    return {
      groups,
      facets: await facetsOf(reader, actor, facets, nodes, null, now),
      next: sizes.length < SIZES ? undefined : sizes.at(-1),
    }
  })
}

const sumOf = (node: Node): string | undefined => /\bSHA1:\w+/.exec(node.checksums)?.[0]

/** A copy shares the content of its original, but not what was said about it. */
function grouped(found: readonly Found[]): Found[][] {
  const sums = new Map<number, string>()
  for (const { entry } of found) {
    const sum = sumOf(entry.node)
    if (sum !== undefined && entry.node.content !== null) sums.set(entry.node.content, sum)
  }
  const keyOf = ({ entry: { node } }: Found): string =>
    `${node.size} ${sumOf(node) ?? sums.get(node.content ?? 0) ?? node.content}`
  return [...Map.groupBy(found, keyOf).values()]
    .filter((group) => group.length > 1)
    .sort(([a], [b]) => b!.entry.node.size - a!.entry.node.size)
}
