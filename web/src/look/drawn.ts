import { useEffect, useState } from 'react'

/** Milliseconds that something waits for a frame: a window that nobody sees draws none. */
const UNSEEN = 1_000

let isDrawn = false
let drawn: Promise<void> | undefined

/**
 * Once the first drawing is on the screen. What stands around a list is fetched and drawn after it, so that the list
 * waits for nothing but itself.
 */
export const whenDrawn = (): Promise<void> => {
  drawn ??= new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, UNSEEN)
  }).then(() => {
    isDrawn = true
  })
  return drawn
}

export function useDrawn(): boolean {
  const [now, setNow] = useState(isDrawn)
  useEffect(() => {
    if (!now) void whenDrawn().then(() => setNow(true))
  }, [now])
  return now
}
