/** Milliseconds that something waits for a frame: a window that nobody sees draws none. */
const UNSEEN = 1_000

let drawn: Promise<void> | undefined

/**
 * Once the first drawing is on the screen. What stands around a list is fetched after it, so that the list waits for
 * nothing but itself.
 */
export const whenDrawn = (): Promise<void> => {
  drawn ??= new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, UNSEEN)
  })
  return drawn
}
