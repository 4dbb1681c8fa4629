import { type KeyboardEvent, useRef } from 'react'
import type { Geometry } from './geometry.ts'
import { placeAfterKey } from './keys.ts'
import type { ListActs, ListedRow, ListHandle } from './listed.ts'
import type { RowCollection } from './row-collection.ts'
import { cleared, everything, extended, only, toggled, walked } from './selection.ts'
import { findTyped, isLetter, PAUSE, typedNext } from './type-ahead.ts'
import { rowIdAt } from './use-pointer.ts'
import { rowElement } from './use-row-focus.ts'
import type { Selecting } from './use-selection.ts'

interface Keyed<R> {
  readonly rows: RowCollection<R & { readonly id: number }>
  readonly geometry: Geometry
  readonly selecting: Selecting<R>
  readonly list: ListHandle
  readonly acts: ListActs<R> | undefined
  readonly body: { readonly current: HTMLElement | null }
  readonly focusSoon: () => void
  leaveFor(place: number): void
  onOpen(row: R): void
}

const CONTROLS = 'a[href], button:not([disabled]), [role="button"]'

/** The row itself, then what can be pressed in it, from left to right. */
function stops(row: HTMLElement): HTMLElement[] {
  return [row, ...row.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (element) => element === row || element.offsetParent !== null,
  )
}

/** @returns whether there was somewhere to go. */
function walkWithin(row: HTMLElement, from: Element, step: number): boolean {
  const all = stops(row)
  const next = all[all.indexOf(from as HTMLElement) + step]
  next?.focus()
  return next !== undefined
}

/** A screen reader gives the focus to any row by itself, without a key: that row leads from then on. */
function ledByFocus<R extends ListedRow>(keyed: Keyed<R>, focused: EventTarget): Keyed<R> {
  const { rows, selecting } = keyed
  const id = rowIdAt(focused)
  if (id === undefined || id === selecting.selection.lead || !rows.has(id)) return keyed
  const selection = walked(selecting.selection, id)
  selecting.set(selection)
  return { ...keyed, selecting: { ...selecting, selection } }
}

/** Keys of a list: walking, selecting, typing a name, and whatever the acts know. */
export function useKeys<R extends ListedRow>(given: Keyed<R>): (event: KeyboardEvent<HTMLElement>) => void {
  const typed = useRef({ letters: '', at: 0 })
  return (event) => {
    if (event.defaultPrevented || (event.target as Element).closest('input, textarea') !== null) return
    const keyed = ledByFocus(given, event.target)
    const isSpelling = isLetter(event.nativeEvent) && Date.now() - typed.current.at <= PAUSE
    if (walk(keyed, event) || press(keyed, event) || (!isSpelling && act(keyed, event))) {
      event.preventDefault()
      event.stopPropagation()
      return
    }
    if (!isLetter(event.nativeEvent)) return
    const { rows, selecting } = keyed
    typed.current = typedNext(typed.current, event.key, Date.now())
    const place = findTyped(rows.rows, rows.placeOf(selecting.selection.lead), typed.current.letters)
    if (place !== undefined) {
      selecting.set(only(rows.at(place)!.id))
      keyed.leaveFor(place)
    }
    keyed.focusSoon()
    event.preventDefault()
  }

  function walk(keyed: Keyed<R>, event: KeyboardEvent<HTMLElement>): boolean {
    const { rows, geometry, selecting, body } = keyed
    const { selection } = selecting
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event
    if (altKey) return false
    const row = rowElement(body.current, selection.lead)
    const inside = event.target !== row
    const sideways = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
    if (row !== null && sideways !== 0 && (geometry.columns === 1 || inside))
      return walkWithin(row, event.target as Element, sideways)
    const lines = Math.floor(window.innerHeight / geometry.height / 1.5)
    const shape = { count: rows.size, columns: geometry.columns, lines }
    const place = placeAfterKey(key, rows.placeOf(selection.lead), shape)
    if (place === undefined) return false
    const { id } = rows.at(place)!
    selecting.set(
      shiftKey ? extended(selection, rows, id) : ctrlKey || metaKey ? walked(selection, id) : only(id),
    )
    keyed.leaveFor(place)
    keyed.focusSoon()
    return true
  }

  function press({ rows, selecting, list, onOpen }: Keyed<R>, event: KeyboardEvent<HTMLElement>): boolean {
    const { selection } = selecting
    const { key, ctrlKey, metaKey, altKey } = event
    const lead = rows.get(selection.lead ?? 0)
    const isRow = (event.target as Element).getAttribute('role') === 'row'
    if (key === 'Enter' && isRow && lead !== undefined && !ctrlKey && !metaKey && !altKey) {
      onOpen(lead)
      return true
    }
    if (key === ' ' && isRow && lead !== undefined && Date.now() - typed.current.at > PAUSE) {
      selecting.set(toggled(selection, lead.id))
      return true
    }
    if (key === 'Escape' && selection.ids.size > 0) {
      selecting.set(cleared(selection))
      if (!isRow) list.focus()
      return true
    }
    if ((ctrlKey || metaKey) && key.toLowerCase() === 'a') {
      selecting.set(everything(selection, rows))
      return true
    }
    return false
  }

  function act({ rows, selecting, acts, list, body }: Keyed<R>, event: KeyboardEvent<HTMLElement>): boolean {
    if (acts === undefined) return false
    const lead = rows.get(selecting.selection.lead ?? 0)
    const meant = selecting.selected.length > 0 ? selecting.selected : lead === undefined ? [] : [lead]
    const row = rowElement(body.current, selecting.selection.lead)
    const asksMenu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)
    if (!asksMenu) return acts.key(event, meant, list)
    if (row === null || meant.length === 0) return false
    acts.menu(meant, row, list)
    return true
  }
}
