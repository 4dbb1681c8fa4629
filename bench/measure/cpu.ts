import { execFileSync } from 'node:child_process'
import { processTree } from './process-tree.ts'

let ticksPerSecond: number | undefined

/**
 * CPU seconds that the trees below these processes have used so far, in steps of one clock tick (10 ms). The time
 * of a child that has ended is kept by the parent that waited for it.
 */
export function cpuSeconds(roots: readonly number[]): number {
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  const tree = processTree(roots)
  if (tree.length === 0) throw new Error('a server that is measured has ended')
  return tree.reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond
}
