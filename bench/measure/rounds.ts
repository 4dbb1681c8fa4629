import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Outcome } from '../load/job.ts'
import { cpuSeconds } from './cpu.ts'
import { watchMemory } from './memory.ts'
import { quantile } from './statistics.ts'

/** One way of doing an operation, on one server. */
export interface Entrant {
  readonly name: string
  /** The processes whose trees are the server. */
  readonly roots: readonly number[]
  /** Unmeasured, once. */
  setUp?(): Promise<void>
  /** Unmeasured, before each round. */
  prepare?(round: number): Promise<void>
  run(round: number): Promise<Outcome>
  /** Unmeasured, after each round. @returns what is wrong, an empty list when nothing is. */
  verify?(round: number): Promise<readonly string[]>
  /** How many operations a request stands for: 100 for a body with 100 files. */
  readonly perRequest?: number
}

/** What one round of one entrant cost; times per operation in milliseconds. */
export interface Sample {
  readonly operations: number
  readonly cpu: number
  readonly time: number
  readonly waitMedian: number
  readonly waitMax: number
  readonly megabytesPerSecond: number
  readonly peakMiB: number
}

export interface Series {
  readonly name: string
  /** One for each round; the same index is the same round for every entrant. */
  readonly samples: readonly Sample[]
  /** Why there is no figure: a wrong answer withdraws it. */
  readonly withdrawn?: string
}

const ROOT = `${resolve(import.meta.dirname, '../..')}/`

/** In one line, without the place where this checkout happens to lie: results are kept for others to read. */
export const reasonOf = (error: unknown): string =>
  (error as Error).message.replaceAll(ROOT, '').replaceAll(/\s+/g, ' ').trim()

/** Work that a server has put off until after its answer is part of the price. */
const SETTLE_MS = 150

/**
 * Round after round, each entrant in turn, starting with another one each time: what the machine does meanwhile
 * falls on all of them alike. The first round only warms up.
 */
export async function measureRounds(
  rounds: number,
  entrants: readonly Entrant[],
): Promise<Map<string, Series>> {
  const samples = new Map(entrants.map(({ name }): [string, Sample[]] => [name, []]))
  const withdrawn = new Map<string, string>()
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < entrants.length; turn++) {
      const entrant = entrants[(turn + round) % entrants.length]!
      if (withdrawn.has(entrant.name)) continue
      try {
        if (round === 0) await entrant.setUp?.()
        const sample = await measureOnce(entrant, round)
        if (round > 0) samples.get(entrant.name)!.push(sample)
      } catch (error) {
        withdrawn.set(entrant.name, reasonOf(error))
      }
    }
  }
  return new Map(
    entrants.map(({ name }) => {
      const reason = withdrawn.get(name)
      if (reason === undefined) return [name, { name, samples: samples.get(name)! }]
      return [name, { name, samples: [], withdrawn: reason }]
    }),
  )
}

async function measureOnce(entrant: Entrant, round: number): Promise<Sample> {
  await entrant.prepare?.(round)
  const stopWatching = watchMemory(entrant.roots)
  const before = cpuSeconds(entrant.roots)
  let outcome: Outcome
  let peakMiB: number
  let used: number
  try {
    outcome = await entrant.run(round)
    await sleep(SETTLE_MS)
    used = cpuSeconds(entrant.roots) - before
  } finally {
    peakMiB = stopWatching()
  }
  const wrong = outcome.failures[0] ?? (await entrant.verify?.(round))?.[0]
  if (wrong !== undefined) throw new Error(wrong)
  if (outcome.waits.length === 0) throw new Error('nothing was asked')
  const operations = outcome.waits.length * (entrant.perRequest ?? 1)
  return {
    operations,
    cpu: (used * 1000) / operations,
    time: (outcome.seconds * 1000) / operations,
    waitMedian: quantile(outcome.waits, 0.5),
    waitMax: quantile(outcome.waits, 1),
    megabytesPerSecond: outcome.bytes / 1e6 / outcome.seconds,
    peakMiB,
  }
}
