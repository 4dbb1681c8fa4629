import { type RefObject, useEffect, useRef } from 'react'

interface Point {
  readonly x: number
  readonly y: number
}

export interface Gestures {
  readonly isFitted: boolean
  /** @param at from the middle of the element. */
  closer(by: number, at: Point): void
  move(x: number, y: number): void
  onSwipe(to: 'before' | 'after'): void
}

/** Pixels that a finger goes sideways to mean the next one. */
const SWIPE = 60
/** How much a double click comes closer. */
const LEAP = 2.5

const middle = ([a, b]: readonly Point[]): Point => ({ x: (a!.x + b!.x) / 2, y: (a!.y + b!.y) / 2 })
const apart = ([a, b]: readonly Point[]): number => Math.hypot(a!.x - b!.x, a!.y - b!.y)

/** Wheel, double click, drag, pinch and swipe over an element. */
export function useGestures(ref: RefObject<HTMLElement | null>, gestures: Gestures): void {
  const held = useRef(gestures)
  useEffect(() => {
    held.current = gestures
  })
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const ended = new AbortController()
    const options = { signal: ended.signal, passive: false }
    const fingers = new Map<number, Point>()
    let start: Point | undefined

    const fromMiddle = ({ x, y }: Point): Point => {
      const box = element.getBoundingClientRect()
      return { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 }
    }
    const isStage = ({ target }: Event): boolean => (target as Element).closest('[role=toolbar]') === null

    element.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault()
        held.current.closer(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), fromMiddle(event))
      },
      options,
    )
    element.addEventListener(
      'dblclick',
      (event) => {
        if (isStage(event)) held.current.closer(held.current.isFitted ? LEAP : 0, fromMiddle(event))
      },
      options,
    )
    element.addEventListener(
      'pointerdown',
      (event) => {
        if (!isStage(event) || event.button !== 0) return
        element.setPointerCapture(event.pointerId)
        fingers.set(event.pointerId, event)
        start = fingers.size === 1 ? event : undefined
      },
      options,
    )
    element.addEventListener(
      'pointermove',
      (event) => {
        const before = [...fingers.values()]
        const last = fingers.get(event.pointerId)
        if (last === undefined) return
        fingers.set(event.pointerId, event)
        if (fingers.size === 2) {
          const after = [...fingers.values()]
          held.current.closer(apart(after) / Math.max(1, apart(before)), fromMiddle(middle(after)))
        } else if (!held.current.isFitted) held.current.move(event.x - last.x, event.y - last.y)
      },
      options,
    )
    const end = (event: PointerEvent): void => {
      fingers.delete(event.pointerId)
      const gone = start === undefined ? 0 : event.x - start.x
      if (event.type === 'pointerup' && event.pointerType === 'touch' && held.current.isFitted)
        if (Math.abs(gone) > SWIPE) held.current.onSwipe(gone > 0 ? 'before' : 'after')
      start = undefined
    }
    element.addEventListener('pointerup', end, options)
    element.addEventListener('pointercancel', end, options)
    return () => ended.abort()
  }, [ref])
}
