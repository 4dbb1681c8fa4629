import { useRef, useSyncExternalStore } from 'react'
import { transfers } from './here.ts'
import { type Pace, paceOf, type Sample, sampled } from './pace.ts'
import type { Queue } from './row.ts'
import { type Totals, totalsOf } from './totals.ts'

export const useQueue = (): Queue => useSyncExternalStore(transfers.subscribe, transfers.shown)

/** How quickly it goes, from how far it was at the last looks. */
export function usePace(queue: Queue, totals: Totals): Pace | undefined {
  const samples = useRef<readonly Sample[]>([])
  const seen = useRef<Queue>(undefined)
  if (seen.current !== queue) {
    seen.current = queue
    const sample = { at: performance.now(), bytes: totals.sent, files: totals.done }
    samples.current = totals.flying > 0 ? sampled(samples.current, sample) : []
  }
  const left = { bytes: totals.size - totals.sent, files: totals.files - totals.done }
  return paceOf(samples.current, left)
}

export function useTotals(queue: Queue): Totals {
  const known = useRef<{ queue: Queue; totals: Totals }>(undefined)
  if (known.current?.queue !== queue) known.current = { queue, totals: totalsOf(queue) }
  return known.current.totals
}
