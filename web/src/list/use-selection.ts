import { useEffect, useMemo, useState } from 'react'
import type { ListedRow } from './listed.ts'
import type { RowCollection } from './row-collection.ts'
import { NONE, only, pruned, type Selection, walked } from './selection.ts'

export interface Selecting<R> {
  readonly selection: Selection
  /** In the order shown. */
  readonly selected: readonly R[]
  set(next: Selection | ((now: Selection) => Selection)): void
}

function initial(rows: RowCollection<ListedRow>, first = 0, marked = 0): Selection {
  if (rows.has(marked)) return only(marked)
  return rows.has(first) ? walked(NONE, first) : NONE
}

/** What is selected among rows that come and go. */
export function useSelection<R extends ListedRow>(
  rows: RowCollection<R>,
  told?: (selected: readonly R[]) => void,
  first?: number,
  marked?: number,
): Selecting<R> {
  const [state, setState] = useState(() => ({ selection: initial(rows, first, marked), rows }))
  let { selection } = state
  if (state.rows !== rows) {
    selection = pruned(selection, state.rows, rows)
    setState({ selection, rows })
  }
  const { ids } = selection
  const selected = useMemo(() => selectedOf(rows, ids), [rows, ids])
  useEffect(() => told?.(selected), [told, selected])
  const [set] = useState(
    () =>
      (next: Selection | ((now: Selection) => Selection)): void =>
        setState((now) => ({
          ...now,
          selection: typeof next === 'function' ? next(now.selection) : next,
        })),
  )
  return { selection, selected, set }
}

function selectedOf<R extends ListedRow>(rows: RowCollection<R>, ids: ReadonlySet<number>): readonly R[] {
  if (ids.size === 0) return []
  if (ids.size > 1) return rows.rows.filter(({ id }) => ids.has(id))
  return [...ids].flatMap((id) => rows.get(id) ?? [])
}
