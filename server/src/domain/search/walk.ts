import type { SpaceId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import type { Bounds } from './bounds.ts'
import { ENTRY, type SearchEntry } from './entry.ts'
import { around, beginning } from './pattern.ts'

/** So many entries are looked through in one statement, so that no search waits long for another. */
const SLICE = 4_000
/** What is newest is mostly near at hand: along the times one begins with few, each of which costs more. */
const FIRST_SLICE = 256
const LAST_SLICE = 2_048

/**
 * With a sign before them no index is taken for these: a slice lies along the node or the time. SQLite asks them in
 * their order, and the name sorts out nearly everything.
 */
const BOUNDED = `folded LIKE ? ESCAPE '\\' AND +kind BETWEEN ? AND ? AND +mtime BETWEEN ? AND ?
  AND +size BETWEEN ? AND ? AND (mime LIKE ? ESCAPE '\\' OR mime LIKE ? ESCAPE '\\')`
const NODE_EDGE = `SELECT node FROM search_entry WHERE space = ? AND node > ? ORDER BY node LIMIT 1 OFFSET ${SLICE - 1}`
const BY_NODE = `SELECT ${ENTRY} FROM search_entry WHERE space = ? AND node > ? AND node <= ? AND ${BOUNDED}`
/** Both ends are said twice, as neither engine finds the place in its index from the pair alone. */
const TIME_EDGE = {
  down: `SELECT mtime, node FROM search_entry WHERE space = ? AND mtime <= ? AND (mtime < ? OR node < ?)
    AND mtime >= ? ORDER BY mtime DESC, node DESC LIMIT 1 OFFSET ?`,
  up: `SELECT mtime, node FROM search_entry WHERE space = ? AND mtime >= ? AND (mtime > ? OR node > ?)
    AND mtime <= ? ORDER BY mtime, node LIMIT 1 OFFSET ?`,
}
const BY_TIME = {
  down: `SELECT ${ENTRY} FROM search_entry WHERE space = ? AND mtime <= ? AND (mtime < ? OR node < ?)
    AND mtime >= ? AND (mtime > ? OR node >= ?) AND ${BOUNDED}`,
  up: `SELECT ${ENTRY} FROM search_entry WHERE space = ? AND mtime >= ? AND (mtime > ? OR node > ?)
    AND mtime <= ? AND (mtime < ? OR node <= ?) AND ${BOUNDED}`,
}

const valuesOf = ({ kind, mtime, size, piece, types }: Bounds): (string | number)[] => [
  ...[around(piece), kind.least, kind.most, mtime.least, mtime.most, size.least, size.most],
  ...[beginning(types[0]!), beginning(types.at(-1)!)],
]

/** What is within the bounds, a slice at a time, in the order of the ids. */
export async function* byNode(domain: Domain, space: SpaceId, bounds: Bounds): AsyncGenerator<SearchEntry[]> {
  const values = valuesOf(bounds)
  for (let after = -1; ; ) {
    const from = after
    const [edge] = await domain.records.lookThrough<{ node: number }>(NODE_EDGE, space, from)
    const to = edge?.node ?? Number.MAX_SAFE_INTEGER
    yield await domain.records.lookThrough<SearchEntry>(BY_NODE, space, from, to, ...values)
    if (edge === undefined) return
    after = edge.node
  }
}

export interface TimeSlice {
  readonly entries: SearchEntry[]
  /** Whatever comes later is of this time or beyond; undefined when nothing does. */
  readonly edge: number | undefined
}

/** The same along their times: down from the newest, or up from the oldest. */
export async function* byTime(
  domain: Domain,
  space: SpaceId,
  bounds: Bounds,
  direction: 'down' | 'up',
): AsyncGenerator<TimeSlice> {
  const values = valuesOf(bounds)
  const { least, most } = bounds.mtime
  const down = direction === 'down'
  const last = { mtime: down ? least : most, node: down ? -1 : Number.MAX_SAFE_INTEGER }
  let from = { mtime: down ? most : least, node: down ? Number.MAX_SAFE_INTEGER : -1 }
  for (let size = FIRST_SLICE; ; size = Math.min(LAST_SLICE, size * 2)) {
    const { mtime, node } = from
    const [edge] = await domain.records.lookThrough<{ mtime: number; node: number }>(
      TIME_EDGE[direction],
      ...[space, mtime, mtime, node, last.mtime, size - 1],
    )
    const to = edge ?? last
    const entries = await domain.records.lookThrough<SearchEntry>(
      BY_TIME[direction],
      ...[space, mtime, mtime, node, to.mtime, to.mtime, to.node],
      ...values,
    )
    yield { entries, edge: edge?.mtime }
    if (edge === undefined) return
    from = edge
  }
}
