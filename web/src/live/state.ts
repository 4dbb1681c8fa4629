import { useSyncExternalStore } from 'react'

/** How far what is shown can be believed. */
export interface LiveState {
  /** Changes made elsewhere are told at once. */
  readonly listening: boolean
  /** Milliseconds since 1970 of the last answer, while nothing answers; null while all is well. */
  readonly offlineSince: number | null
}

let state: LiveState = { listening: false, offlineSince: null }
const listeners = new Set<() => void>()

export const liveState = (): LiveState => state

export function noteLive(change: Partial<LiveState>): void {
  const next = { ...state, ...change }
  if (next.listening === state.listening && next.offlineSince === state.offlineSince) return
  state = next
  for (const listener of listeners) listener()
}

export function onLive(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLive = (): LiveState => useSyncExternalStore(onLive, liveState)
