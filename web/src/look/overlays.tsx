import { Fragment, type ReactNode, useSyncExternalStore } from 'react'
import { CLOSED, keepFocus } from './keep-focus.ts'

type Overlay = (close: () => void) => ReactNode

let shown: readonly { readonly key: number; readonly render: () => ReactNode }[] = []
let last = 0
const listeners = new Set<() => void>()

function change(next: typeof shown): void {
  shown = next
  for (const listener of listeners) listener()
}

/** Shows a dialog from where nothing is drawn, such as an act. @returns puts it away. */
export function show(render: Overlay): () => void {
  const key = ++last
  const before = document.activeElement
  const close = (): void => {
    change(shown.filter((overlay) => overlay.key !== key))
    keepFocus(before, CLOSED)
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
