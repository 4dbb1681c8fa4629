import type { NodeId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'

export type UseOrder = 'largest' | 'oldest'

/** Where a page ended: the size or the time of its last file, and its number. */
export interface UsePlace {
  readonly value: number
  readonly node: NodeId
}

/**
 * Pages of the files of a space, asked for with the space, the value of the last place twice, its node, and how many.
 * Both ends are said twice, as neither engine finds the place in its index from the pair alone.
 */
export const ORDERS: Readonly<Record<UseOrder, { text: string; from: UsePlace }>> = {
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
