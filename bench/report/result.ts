import { execFileSync } from 'node:child_process'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { resolve } from 'node:path'
import type { Finding } from '../operations/operation.ts'

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGiB: number
  readonly kernel: string
  readonly node: string
  /** Of the last minute, before the first operation and after the last one: who else was at work. */
  readonly load: readonly number[]
}

export interface Result {
  /** ISO 8601, when it began. */
  readonly date: string
  readonly commit: string
  readonly quick: boolean
  readonly rounds: number
  readonly machine: Machine
  readonly operations: readonly (Finding & { name: string; title: string })[]
}

export const describeMachine = (loadBefore: number): Machine => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  kernel: release(),
  node: process.version,
  load: [loadBefore, loadavg()[0]!],
})

/** The commit that was measured, with a plus when files differ from it. */
export function describeCommit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: resolve(import.meta.dirname, '../..'), encoding: 'utf8' }).trim()
  try {
    const changed = git('status', '--porcelain', '--', 'server', 'contract', 'bin', 'bench/**/*.ts') !== ''
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? '+' : ''}`
  } catch {
    return 'unknown'
  }
}
