import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { Extent } from './zoom.ts'

/** An element and its size in pixels, while it changes. */
export function useExtent<Kind extends HTMLElement>(): [RefObject<Kind | null>, Extent] {
  const ref = useRef<Kind>(null)
  const [extent, setExtent] = useState<Extent>({ width: 1, height: 1 })
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const measure = (): void => setExtent({ width: element.clientWidth, height: element.clientHeight })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [])
  return [ref, extent]
}
