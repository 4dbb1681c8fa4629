import { useRef } from 'react'
import type { ListHandle } from './listed.ts'
import type { RowCollection } from './row-collection.ts'
import { among, cleared, everything, type Selection, walked } from './selection.ts'

interface Held {
  readonly rows: RowCollection<{ readonly id: number }>
  set(next: (now: Selection) => Selection): void
  focusSoon(): void
}

/** The same object for as long as the list stands, whatever it shows. */
export function useListHandle(held: Held): ListHandle {
  const now = useRef(held)
  now.current = held
  const handle = useRef<ListHandle>(null)
  handle.current ??= {
    focus(id) {
      now.current.focusSoon()
      now.current.set((selection) =>
        walked(selection, id ?? selection.lead ?? now.current.rows.at(0)?.id ?? 0),
      )
    },
    select(ids) {
      const all = [...ids]
      now.current.set(() => among(all, all[0] ?? null))
    },
    clear: () => now.current.set(cleared),
    selectAll: () => now.current.set((selection) => everything(selection, now.current.rows)),
  }
  return handle.current
}
