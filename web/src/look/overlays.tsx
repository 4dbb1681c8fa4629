import { Fragment, type ReactNode, useSyncExternalStore } from 'react'

type Overlay = (close: () => void) => ReactNode

let shown: readonly { readonly key: number; readonly render: () => ReactNode }[] = []
let last = 0
const listeners = new Set<() => void>()

function change(next: typeof shown): void {
  shown = next
  for (const listener of listeners) listener()
}

/**
 * What a dialog gives the focus back to may be gone, as the item of a menu is, or another dialog before it: then
 * whatever had it before, or else the content, so that it is never lost to the page as a whole.
 */
function keepFocus(before: Element | null): void {
  // Two frames: dialogs give it back in the next one.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const { activeElement, body } = document
      if (activeElement !== null && activeElement !== body) return
      const back = before !== body && before?.isConnected ? before : document.getElementById('main')
      if (back instanceof HTMLElement) back.focus()
    }),
  )
}

/** Shows a dialog from where nothing is drawn, such as an act. @returns puts it away. */
export function show(render: Overlay): () => void {
  const key = ++last
  const before = document.activeElement
  const close = (): void => {
    change(shown.filter((overlay) => overlay.key !== key))
    keepFocus(before)
  }
  change([...shown, { key, render: () => render(close) }])
  return close
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where they are drawn; once in the app. */
export const Overlays = () =>
  useSyncExternalStore(subscribe, () => shown).map(({ key, render }) => (
    <Fragment key={key}>{render()}</Fragment>
  ))
