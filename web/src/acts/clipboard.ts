import { useSyncExternalStore } from 'react'
import type { Row } from '../list/rows.ts'

export interface Clip {
  readonly rows: readonly Row[]
  readonly copy: boolean
}

let clip: Clip | null = null
const listeners = new Set<() => void>()

/** What was copied or cut in this tab; null when there is nothing. */
export const clipboard = (): Clip | null => clip

export function setClipboard(next: Clip | null): void {
  clip = next
  // Files copied on the desktop later take its place, and then theirs are pasted.
  if (next !== null)
    void navigator.clipboard?.writeText(next.rows.map(({ name }) => name).join('\n')).catch(() => {})
  for (const listener of listeners) listener()
}

export const useClipboard = (): Clip | null =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, clipboard)
