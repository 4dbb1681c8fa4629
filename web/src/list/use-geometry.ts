import { type RefObject, useLayoutEffect, useState } from 'react'
import type { Geometry } from './geometry.ts'

export type View = 'list' | 'grid'

/** CSS pixels; see design of tiles. */
const TILE = { least: 148, height: 188 }
const ROW = 44

/** How rows lie, following the width of the list and the height that the theme gives its rows. */
export function useGeometry(body: RefObject<HTMLElement | null>, view: View): Geometry {
  const [geometry, setGeometry] = useState<Geometry>({ columns: 1, width: 0, height: ROW })
  useLayoutEffect(() => {
    const element = body.current
    if (element === null) return
    const measure = (): void => {
      const next = measured(element, view)
      setGeometry((old) => (JSON.stringify(old) === JSON.stringify(next) ? old : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    const probe = probeBeside(element)
    if (probe !== null) observer.observe(probe)
    return () => observer.disconnect()
  }, [body, view])
  return geometry
}

/** As high as the style sheet wants a row. */
const probeBeside = (body: HTMLElement): HTMLElement | null =>
  body.parentElement?.querySelector<HTMLElement>(':scope > [data-probe]') ?? null

function measured(element: HTMLElement, view: View): Geometry {
  const { clientWidth } = element
  if (view === 'grid') {
    const columns = Math.max(2, Math.floor(clientWidth / TILE.least))
    return { columns, width: clientWidth / columns, height: TILE.height }
  }
  const probe = probeBeside(element)
  return { columns: 1, width: clientWidth, height: probe?.offsetHeight || ROW }
}
