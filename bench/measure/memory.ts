import { readFileSync } from 'node:fs'
import { processTree } from './process-tree.ts'

/** Proportional set size of the trees below these processes, in MiB: what two processes share counts once. */
export function pssMiB(roots: readonly number[]): number {
  let kilobytes = 0
  for (const { pid } of processTree(roots)) {
    try {
      const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1')
      kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0)
    } catch {
      // It ended since the tree was read.
    }
  }
  return kilobytes / 1024
}

/** Looks every so often until stopped. @returns a function that stops and tells the peak in MiB. */
export function watchMemory(roots: readonly number[], everyMs = 250): () => number {
  let peak = pssMiB(roots)
  const look = () => {
    peak = Math.max(peak, pssMiB(roots))
  }
  const timer = setInterval(look, everyMs)
  return () => {
    clearInterval(timer)
    look()
    return peak
  }
}
