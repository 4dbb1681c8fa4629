import { useSyncExternalStore } from 'react'

/** How far what is shown can be believed. */
export interface LiveState {
  /** Changes made elsewhere are told at once. */
  readonly listening: boolean
  /** Milliseconds since 1970 of the last answer, while nothing answers; null while all is well. */
  readonly offlineSince: number | null
  /** The server is another than the one this page came from. */
  readonly newer: boolean
}

let state: LiveState = { listening: false, offlineSince: null, newer: false }
const listeners = new Set<() => void>()

export const liveState = (): LiveState => state

export function noteLive(change: Partial<LiveState>): void {
  const next = { ...state, ...change }
  const isSame =
    next.listening === state.listening &&
    next.offlineSince === state.offlineSince &&
    next.newer === state.newer
  if (isSame) return
  state = next
  for (const listener of listeners) listener()
}

export function onLive(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLive = (): LiveState => useSyncExternalStore(onLive, liveState)
