import { useMemo, useState } from 'react'
import type { ListedRow } from './listed.ts'
import { RowCollection } from './row-collection.ts'
import { type Order, sortRows } from './sort.ts'

/** Rows in an order; as they come where there is none. A change of one row costs one walk, not a sort. */
export function useOrdered<R extends ListedRow>(rows: readonly R[], order: Order | null): RowCollection<R> {
  const [last] = useState<{ rows: readonly R[] }>(() => ({ rows: [] }))
  return useMemo(() => {
    const language = document.documentElement.lang || 'fr'
    const sorted = order === null ? rows : sortRows(rows, order, language, last.rows)
    last.rows = sorted
    return new RowCollection(sorted)
  }, [rows, order, last])
}
