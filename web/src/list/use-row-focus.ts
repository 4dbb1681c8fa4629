import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

export const rowElement = (body: Element | null, id: number | null): HTMLElement | null =>
  id === null ? null : (body?.querySelector<HTMLElement>(`[data-row="${id}"]`) ?? null)

/** So many frames at most; more than any dialog takes to go away. */
const PATIENCE = 120

/** A dialog that is still going away takes the focus back: until it is gone the list is hidden from readers. */
function whenReachable(element: Element, act: () => void, patience = PATIENCE): void {
  const isHidden = element.closest('[aria-hidden="true"], [inert]') !== null
  if (!isHidden || patience === 0) act()
  else requestAnimationFrame(() => whenReachable(element, act, patience - 1))
}

/** In a list that holds nothing: what is offered there. */
function focusFirst(body: HTMLElement): void {
  const place = body.parentElement?.querySelector<HTMLElement>('[data-empty] button, [data-empty] a')
  ;(place ?? body).focus()
}

/**
 * Gives the focus to the row that leads: when it is asked for, and when the row or control that had it is gone.
 * @returns asks for it at the next drawing
 */
export function useRowFocus(
  body: RefObject<HTMLElement | null>,
  lead: number | null,
  count: number,
): () => void {
  // A state, since what leads is one: a drawing that knows nothing yet of the new lead must not spend the wish.
  const [wish, setWish] = useState(0)
  const granted = useRef(0)
  const within = useRef<Element | null>(null)
  const now = useRef({ lead, count })
  useEffect(() => {
    const element = body.current
    const entered = (event: FocusEvent): void => {
      within.current = element?.contains(event.target as Node) ? (event.target as Element) : null
    }
    document.addEventListener('focusin', entered)
    return () => document.removeEventListener('focusin', entered)
  }, [body])
  useLayoutEffect(() => {
    now.current = { lead, count }
    const element = body.current
    const isWanted = wish !== granted.current
    const isLost =
      within.current !== null && !within.current.isConnected && document.activeElement === document.body
    if (element === null || !(isWanted || isLost)) return
    granted.current = wish
    whenReachable(element, () => {
      const row = rowElement(element, now.current.lead) ?? element.querySelector<HTMLElement>('[role="row"]')
      if (now.current.count === 0 || row === null) {
        focusFirst(element)
        return
      }
      row.focus({ preventScroll: true })
      row.scrollIntoView({ block: 'nearest' })
    })
  })
  return useCallback(() => setWish((wishes) => wishes + 1), [])
}
