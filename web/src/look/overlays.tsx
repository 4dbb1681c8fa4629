import { Fragment, type ReactNode, useSyncExternalStore } from 'react'

type Overlay = (close: () => void) => ReactNode

let shown: readonly { readonly key: number; readonly render: Overlay }[] = []
let last = 0
const listeners = new Set<() => void>()

function change(next: typeof shown): void {
  shown = next
  for (const listener of listeners) listener()
}

/** Shows a dialog from where nothing is drawn, such as an act. @returns puts it away. */
export function show(render: Overlay): () => void {
  const key = ++last
  change([...shown, { key, render }])
  return () => change(shown.filter((overlay) => overlay.key !== key))
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where they are drawn; once in the app. */
export const Overlays = () =>
  useSyncExternalStore(subscribe, () => shown).map(({ key, render }) => (
    <Fragment key={key}>{render(() => change(shown.filter((overlay) => overlay.key !== key)))}</Fragment>
  ))
