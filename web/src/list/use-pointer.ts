import { type MouseEvent, type PointerEvent, useRef } from 'react'
import type { ListActs, ListedRow, ListHandle } from './listed.ts'
import type { RowCollection } from './row-collection.ts'
import { cleared, extended, only, toggled } from './selection.ts'
import type { Selecting } from './use-selection.ts'

interface Pointed<R> {
  readonly rows: RowCollection<R & { readonly id: number }>
  readonly selecting: Selecting<R>
  readonly list: ListHandle
  readonly acts: ListActs<R> | undefined
  onOpen(row: R): void
}

/** Milliseconds until a finger that rests means selecting; and how far it may tremble, in CSS pixels. */
const LONG = 450
const TREMBLE = 10

export const rowIdAt = (target: EventTarget | null): number | undefined => {
  const row = (target as Element | null)?.closest?.<HTMLElement>('[data-row]')
  return row == null ? undefined : Number(row.dataset.row)
}

/** Inside of a row, but something of its own. */
const isControl = (target: EventTarget): boolean =>
  (target as Element).closest('button, input, textarea, [role="button"]') !== null

/** Mouse: a click selects, on the name opens; two open. Finger: a touch opens, a long one selects. */
export function usePointer<R extends ListedRow>(pointed: Pointed<R>) {
  const { rows, selecting, list, acts, onOpen } = pointed
  const press = useRef({ touch: false, x: 0, y: 0, timer: 0, long: false, clicked: 0 })

  const toggle = (id: number): void => selecting.set((now) => toggled(now, id))

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    const { pointerType, clientX, clientY, target } = event
    clearTimeout(press.current.timer)
    press.current = {
      ...{ touch: pointerType === 'touch', x: clientX, y: clientY, timer: 0, long: false },
      clicked: press.current.clicked,
    }
    const id = rowIdAt(target)
    if (!press.current.touch || id === undefined || isControl(target)) return
    press.current.timer = window.setTimeout(() => {
      press.current.long = true
      toggle(id)
    }, LONG)
  }

  function onPointerMove({ clientX, clientY }: PointerEvent<HTMLElement>): void {
    const { timer, x, y } = press.current
    if (timer !== 0 && Math.hypot(clientX - x, clientY - y) > TREMBLE) stopWaiting()
  }

  function stopWaiting(): void {
    clearTimeout(press.current.timer)
    press.current.timer = 0
  }

  function onClick(event: MouseEvent<HTMLElement>): void {
    const id = rowIdAt(event.target)
    if (isControl(event.target) || id === undefined) return
    const row = rows.get(id)
    if (row === undefined) return
    const { target, shiftKey, ctrlKey, metaKey } = event
    event.preventDefault()
    // The second of two clicks may meet another list than the first, which has opened it.
    if (event.detail > 1 && press.current.clicked !== id) return
    press.current.clicked = id
    const onTick = (target as Element).closest('[data-tick]') !== null
    const onName = (target as Element).closest('[data-name]') !== null
    if (press.current.touch) {
      if (press.current.long) return
      if (onTick || selecting.selection.ids.size > 0) toggle(id)
      else onOpen(row)
    } else if (shiftKey) selecting.set((now) => extended(now, rows, id, ctrlKey || metaKey))
    else if (ctrlKey || metaKey || onTick) toggle(id)
    else if (onName && event.detail <= 1) onOpen(row)
    else selecting.set(only(id))
    if (!(onName && event.detail <= 1 && !shiftKey && !ctrlKey && !metaKey)) list.focus(id)
  }

  function onDoubleClick(event: MouseEvent<HTMLElement>): void {
    const id = rowIdAt(event.target)
    const onTick = (event.target as Element).closest('[data-tick], [data-name]') !== null
    if (id === undefined || isControl(event.target) || onTick || press.current.touch) return
    if (press.current.clicked !== id) return
    const row = rows.get(id)
    if (row !== undefined) onOpen(row)
  }

  function onContextMenu(event: MouseEvent<HTMLElement>): void {
    const id = rowIdAt(event.target)
    if (press.current.touch) {
      event.preventDefault()
      return
    }
    const row = id === undefined ? undefined : rows.get(id)
    if (row === undefined || acts === undefined || isText(event.target)) return
    event.preventDefault()
    const { selection, selected } = selecting
    const among = selection.ids.has(row.id)
    if (!among) selecting.set(only(row.id))
    list.focus(row.id)
    acts.menu(among ? selected : [row], { x: event.clientX, y: event.clientY }, list)
  }

  const clear = (): void => selecting.set(cleared)
  return {
    clear,
    events: {
      ...{ onPointerDown, onPointerMove, onClick, onDoubleClick, onContextMenu },
      ...{ onPointerUp: stopWaiting, onPointerCancel: stopWaiting },
    },
  }
}

const isText = (target: EventTarget): boolean => (target as Element).closest('input, textarea') !== null
