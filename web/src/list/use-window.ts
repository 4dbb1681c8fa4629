import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { type Geometry, windowOf } from './geometry.ts'

interface Range {
  readonly start: number
  readonly end: number
}

const seenOf = (element: Element): { top: number; bottom: number } => {
  const { top } = element.getBoundingClientRect()
  return { top: -top, bottom: window.innerHeight - top }
}

/** Places of the rows to draw, whatever it is that scrolls. */
export function useWindow(body: RefObject<Element | null>, count: number, geometry: Geometry): Range {
  const [range, setRange] = useState<Range>({ start: 0, end: 0 })
  useLayoutEffect(() => {
    if (body.current === null) return
    const next = windowOf(seenOf(body.current), count, geometry)
    setRange((old) => (old.start === next.start && old.end === next.end ? old : next))
  }, [body, count, geometry])
  useEffect(() => {
    const look = (): void => {
      if (body.current === null) return
      const next = windowOf(seenOf(body.current), count, geometry)
      setRange((old) => (old.start === next.start && old.end === next.end ? old : next))
    }
    window.addEventListener('scroll', look, { capture: true, passive: true })
    window.addEventListener('resize', look)
    return () => {
      window.removeEventListener('scroll', look, { capture: true })
      window.removeEventListener('resize', look)
    }
  }, [body, count, geometry])
  return range
}
