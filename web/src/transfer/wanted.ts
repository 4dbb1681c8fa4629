import { useSyncExternalStore } from 'react'

let wanted = false
const listeners = new Set<() => void>()

/** Something is to be sent, or was left behind: the queue is to be seen, and its program to be fetched. */
export function want(): void {
  if (wanted) return
  wanted = true
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useWanted = (): boolean => useSyncExternalStore(subscribe, () => wanted)
