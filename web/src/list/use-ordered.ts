import { useMemo, useState } from 'react'
import { useAfterPaint } from '../look/use-after-paint.ts'
import type { ListedRow } from './listed.ts'
import { RowCollection } from './row-collection.ts'
import { type Order, type Sorted, sortRows } from './sort.ts'

/**
 * Rows in an order; as they come where there is none. Another order is shown a moment after the head that was clicked
 * says so: an old computer draws a screen of other rows for a while.
 */
export function useOrdered<R extends ListedRow>(rows: readonly R[], wanted: Order | null): RowCollection<R> {
  const order = useAfterPaint(wanted)
  const [last] = useState<{ sorted?: Sorted<R> }>({})
  return useMemo(() => {
    if (order === null) return new RowCollection(rows)
    const sorted = sortRows(rows, order, document.documentElement.lang || 'fr', last.sorted)
    last.sorted = { rows: sorted, order }
    return new RowCollection(sorted)
  }, [rows, order, last])
}
