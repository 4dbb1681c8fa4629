import { useSyncExternalStore } from 'react'

interface Arrived {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly bytes: number
}

/** Bytes of this window that the server’s own figure may not hold yet. */
export interface Arriving {
  /** Of files that are being sent now. */
  readonly flying: number
  readonly arrived: readonly Arrived[]
}

/** Milliseconds after which the server is certain to have been asked again. */
const LONG = 60_000

let now: Arriving = { flying: 0, arrived: [] }
const listeners = new Set<() => void>()

function change(next: Arriving): void {
  now = next
  for (const listener of listeners) listener()
}

export function noteFlying(flying: number): void {
  if (flying !== now.flying) change({ ...now, flying })
}

export function noteArrived(bytes: number): void {
  const at = Date.now()
  change({ ...now, arrived: [...now.arrived.filter((one) => at - one.at < LONG), { at, bytes }] })
}

/** @param since when the server was asked for its figure, in milliseconds since 1970. */
export const bytesSince = ({ flying, arrived }: Arriving, since: number): number =>
  arrived.reduce((sum, { at, bytes }) => sum + (at > since ? bytes : 0), flying)

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useArriving = (): Arriving => useSyncExternalStore(subscribe, () => now)
