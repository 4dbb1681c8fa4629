import {
  type RefObject,
  startTransition,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { afterPaint } from '../look/after-paint.ts'
import { type Geometry, type Range, windowOf } from './geometry.ts'

const seenOf = (element: Element): { top: number; bottom: number } => {
  const { top } = element.getBoundingClientRect()
  return { top: -top, bottom: window.innerHeight - top }
}

const isSame = (one: Range, other: Range): boolean => one.start === other.start && one.end === other.end

const holds = ({ start, end }: Range, part: Range): boolean => start <= part.start && part.end <= end

/** Places of the rows to draw. */
export interface Window {
  readonly range: Range
  /**
   * Before what leads goes to a place that is not drawn: the rows left behind are not drawn once more only to go out
   * of sight, and those around the place are drawn bit by bit, so that a key is heard meanwhile.
   */
  leaveFor(place: number): void
}

/**
 * Follows whatever it is that scrolls. What is in sight is drawn at once; what lies around it as soon as an old
 * computer has the time, so that a jump waits for no row that nobody sees.
 */
export function useWindow(body: RefObject<Element | null>, count: number, geometry: Geometry): Window {
  const [range, setRange] = useState<Range>({ start: 0, end: 0 })
  /** All that is drawn until those around it are. */
  const landing = useRef<Range>(undefined)
  const look = useCallback((): void => {
    if (body.current === null) return
    const seen = seenOf(body.current)
    const [near, all] = (['at once', 'soon'] as const).map((when) => windowOf(seen, count, geometry, when))
    const drawNear = (): void => setRange((old) => (holds(old, near!) && old.end <= count ? old : near!))
    if (landing.current !== undefined) {
      startTransition(drawNear)
      return
    }
    drawNear()
    startTransition(() => setRange((old) => (isSame(old, all!) ? old : all!)))
  }, [body, count, geometry])
  useLayoutEffect(look, [look])
  useEffect(() => {
    if (landing.current === undefined || landing.current === range) return
    landing.current = undefined
    // Once it is laid out: asked in between, the browser would do that twice.
    return afterPaint(look)
  }, [look, range])
  useEffect(() => {
    window.addEventListener('scroll', look, { capture: true, passive: true })
    window.addEventListener('resize', look)
    return () => {
      window.removeEventListener('scroll', look, { capture: true })
      window.removeEventListener('resize', look)
    }
  }, [look])
  const leaveFor = useCallback(
    (place: number): void => {
      if (range.start <= place && place < range.end) return
      landing.current = { start: place, end: place + 1 }
      setRange(landing.current)
      requestAnimationFrame(look)
    },
    [look, range],
  )
  return { range, leaveFor }
}
