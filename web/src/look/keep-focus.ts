/** Dialogs give it back in the frame after the next. */
export const CLOSED = 2
/** A second: by then what was done is drawn, too. */
const DRAWN = 60

const isLost = ({ activeElement, body } = document): boolean =>
  activeElement === null || activeElement === body

/**
 * What had the focus may go with what it did, as the item of a menu does, or a button that freed something: then
 * whatever had it before takes it, or else the content, so that it is never lost to the page as a whole.
 * @param frames how long it may still be lost.
 */
export function keepFocus(before: Element | null = null, frames = DRAWN, frame = 0): void {
  if (frame >= CLOSED)
    for (const place of [before, document.getElementById('main')])
      if (isLost() && place instanceof HTMLElement) place.focus()
  if (frame < frames) requestAnimationFrame(() => keepFocus(before, frames, frame + 1))
}
