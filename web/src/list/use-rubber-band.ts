import { type PointerEvent, type RefObject, useRef, useState } from 'react'
import type { Box, Geometry } from './geometry.ts'
import type { RowCollection } from './row-collection.ts'
import { bandBetween, placesIn } from './rubber-band.ts'
import { among, type Selection } from './selection.ts'

interface Banded {
  readonly body: RefObject<HTMLElement | null>
  readonly rows: RowCollection<{ readonly id: number }>
  readonly geometry: Geometry
  readonly selection: Selection
  select(selection: Selection): void
  clear(): void
}

/** So near to an edge the list scrolls, and so far at once. CSS pixels. */
const EDGE = 32
const STRIDE = 14
/** Less is a click. */
const LEAST = 4

function scrollerOf(element: Element): Element {
  for (let at: Element | null = element; at !== null; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at
  return document.scrollingElement ?? element
}

/** A band drawn from empty ground, which takes whatever it touches. */
export function useRubberBand({ body, rows, geometry, selection, select, clear }: Banded) {
  const [band, setBand] = useState<Box | null>(null)
  const drawing = useRef<{ x: number; y: number; before: Selection; adds: boolean } | null>(null)

  const spot = (event: { clientX: number; clientY: number }): [number, number] => {
    const { left, top } = body.current!.getBoundingClientRect()
    return [event.clientX - left, event.clientY - top]
  }

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    const onGround = (event.target as Element).closest('[data-row], button, a, input') === null
    if (event.button !== 0 || event.pointerType === 'touch' || !onGround || body.current === null) return
    const [x, y] = spot(event)
    const adds = event.ctrlKey || event.shiftKey || event.metaKey
    drawing.current = { x, y, adds, before: selection }
    event.currentTarget.setPointerCapture(event.pointerId)
  }

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    const from = drawing.current
    if (from === null || body.current === null) return
    const [x, y] = spot(event)
    const next = bandBetween(from.x, from.y, x, y)
    if (band === null && next.right - next.left < LEAST && next.bottom - next.top < LEAST) return
    setBand(next)
    const caught = placesIn(next, rows.size, geometry).map((place) => rows.at(place)!.id)
    select(among(from.adds ? [...from.before.ids, ...caught] : caught, caught.at(-1) ?? from.before.lead))
    scrollNear(event.clientY)
  }

  function scrollNear(y: number): void {
    const scroller = scrollerOf(body.current!)
    const { top, bottom } = scroller.getBoundingClientRect()
    if (y > Math.min(bottom, window.innerHeight) - EDGE) scroller.scrollTop += STRIDE
    else if (y < Math.max(top, 0) + EDGE) scroller.scrollTop -= STRIDE
  }

  function onPointerUp(): void {
    if (drawing.current !== null && band === null && !drawing.current.adds) clear()
    drawing.current = null
    setBand(null)
  }

  return { band, events: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp } }
}
