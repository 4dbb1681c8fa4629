import { type DragEvent, useRef, useState } from 'react'
import type { ListActs, ListedRow } from './listed.ts'
import type { RowCollection } from './row-collection.ts'
import { rowIdAt } from './use-pointer.ts'
import type { Selecting } from './use-selection.ts'

/** Held above a row for so long, it opens. Milliseconds. */
const LINGER = 700

interface Dragged<R> {
  readonly rows: RowCollection<R & { readonly id: number }>
  readonly selecting: Selecting<R>
  readonly acts: ListActs<R> | undefined
}

/** Rows that are dragged, and rows that take them in. */
export function useRowDrag<R extends ListedRow>({ rows, selecting, acts }: Dragged<R>) {
  const [target, setTarget] = useState<number | null>(null)
  const timer = useRef(0)
  const drag = acts?.drag

  function aim(id: number | null): void {
    if (id === target) return
    setTarget(id)
    clearTimeout(timer.current)
    const row = id === null ? undefined : rows.get(id)
    if (row !== undefined) timer.current = window.setTimeout(() => drag?.linger?.(row), LINGER)
  }

  function onDragStart(event: DragEvent<HTMLElement>): void {
    const row = rows.get(rowIdAt(event.target) ?? 0)
    if (drag === undefined || row === undefined) return
    const among = selecting.selection.ids.has(row.id)
    drag.start(among ? selecting.selected : [row], event.dataTransfer)
  }

  function onDragOver(event: DragEvent<HTMLElement>): void {
    const row = rows.get(rowIdAt(event.target) ?? 0)
    const effect = row === undefined ? undefined : drag?.over(row, event.nativeEvent)
    aim(effect === undefined ? null : row!.id)
    if (effect === undefined) return
    event.preventDefault()
    event.dataTransfer.dropEffect = effect
  }

  function onDrop(event: DragEvent<HTMLElement>): void {
    const row = target === null ? undefined : rows.get(target)
    aim(null)
    if (row === undefined || drag?.over(row, event.nativeEvent) === undefined) return
    event.preventDefault()
    drag.drop(row, event.nativeEvent)
  }

  function onDragLeave({ currentTarget, relatedTarget }: DragEvent<HTMLElement>): void {
    if (!currentTarget.contains(relatedTarget as Node | null)) aim(null)
  }

  function onDragEnd(): void {
    aim(null)
    drag?.end()
  }

  return { target, events: { onDragStart, onDragOver, onDrop, onDragLeave, onDragEnd } }
}
