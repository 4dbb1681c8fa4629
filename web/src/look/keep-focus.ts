/** A second: by then a dialog has closed and given the focus back, and what was done is drawn. */
const FRAMES = 60

/** What had the focus may go with what it did: then the page itself takes it, so that the keyboard is never lost. */
export function keepFocus(frames = FRAMES): void {
  const { activeElement, body } = document
  if (activeElement === null || activeElement === body) document.getElementById('main')?.focus()
  if (frames > 0) requestAnimationFrame(() => keepFocus(frames - 1))
}
