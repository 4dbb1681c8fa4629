import { useSyncExternalStore } from 'react'

/** A part of the page that nobody asked for and that did not come. */
export interface Missing {
  again(): void
  /** See `use-again.ts`. */
  readonly isStuck: boolean
}

let missing: readonly Missing[] = []
const listeners = new Set<() => void>()

function change(next: readonly Missing[]): void {
  missing = next
  for (const listener of listeners) listener()
}

/** @returns what says that it is there, or that nobody wants it any more. */
export function noteMissing(part: Missing): () => void {
  change([...missing, part])
  return () => change(missing.filter((one) => one !== part))
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useMissing = (): readonly Missing[] => useSyncExternalStore(subscribe, () => missing)
