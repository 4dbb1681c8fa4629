import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { against, verdictOf, within } from '../report/requirement.ts'
import { cpuSeconds } from './cpu.ts'
import { pssMiB } from './memory.ts'
import { type Entrant, measureRounds, type Sample, type Series } from './rounds.ts'
import { spread } from './statistics.ts'

const outcome = { seconds: 0.1, bytes: 1e6, waits: [1, 3], failures: [] }

test('entrants take turns, another one first each round, and the first round does not count', async () => {
  const order: string[] = []
  const entrant = (name: string): Entrant => ({
    name,
    roots: [process.pid],
    run: async (round) => {
      order.push(`${name}${round}`)
      return outcome
    },
  })
  const series = await measureRounds(2, [entrant('a'), entrant('b')])
  expect(order).toEqual(['a0', 'b0', 'b1', 'a1', 'a2', 'b2'])
  expect(series.get('a')!.samples).toHaveLength(2)
  expect(series.get('a')!.samples[0]).toMatchObject({
    ...{ operations: 2, time: 50, waitMedian: 2, waitMax: 3, megabytesPerSecond: 10 },
  })
})

test('a wrong answer withdraws the figure, and only that one', async () => {
  const wrong: Entrant = {
    ...{ name: 'wrong', roots: [process.pid] },
    run: async (round) => ({ ...outcome, failures: round === 1 ? ['status 500'] : [] }),
  }
  const unsound: Entrant = {
    ...wrong,
    name: 'unsound',
    run: async () => outcome,
    verify: async () => ['lost'],
  }
  const sound: Entrant = { ...wrong, name: 'sound', run: async () => outcome }
  const series = await measureRounds(1, [wrong, unsound, sound])
  expect(series.get('wrong')).toMatchObject({ samples: [], withdrawn: 'status 500' })
  expect(series.get('unsound')).toMatchObject({ samples: [], withdrawn: 'lost' })
  expect(series.get('sound')!.withdrawn).toBeUndefined()
})

test('the CPU of a child counts, while it lives and after', async () => {
  const before = cpuSeconds([process.pid])
  const burn =
    'const end = Date.now() + 400; while (process.cpuUsage().user < 200000 && Date.now() < end + 5000);'
  const child = spawn(process.execPath, ['-e', `${burn} console.log('done'); setInterval(() => {}, 1000)`])
  await once(child.stdout, 'data')
  const alive = cpuSeconds([process.pid]) - before
  expect(alive).toBeGreaterThan(0.15)
  expect(pssMiB([process.pid])).toBeGreaterThan(pssMiB([child.pid!]))
  child.kill()
  await once(child, 'exit')
  expect(cpuSeconds([process.pid]) - before).toBeGreaterThanOrEqual(alive - 0.02)
})

test('a server that has ended cannot be measured', () => {
  expect(() => cpuSeconds([2 ** 22 + 1])).toThrow('has ended')
})

const sample = (cpu: number): Sample => ({
  ...{ operations: 1, cpu, time: 1, waitMedian: 1, waitMax: 1, megabytesPerSecond: 1, peakMiB: 1 },
})
const series = (...cpu: number[]): Series => ({ name: 'x', samples: cpu.map(sample) })
const limit = { must: '', limit: 2, bound: 'at most' } as const

test('ratios are taken within a round', () => {
  const requirement = against(series(2, 30, 8), series(1, 10, 2), 'cpu', limit)
  expect(requirement.measured).toEqual({ median: 3, min: 2, max: 4 })
  expect(verdictOf(requirement)).toBe('not met')
})

test('a requirement is met up to its limit', () => {
  expect(verdictOf(within(series(2), 'cpu', 'ms', limit))).toBe('met')
  expect(verdictOf(within(series(2.1), 'cpu', 'ms', limit))).toBe('not met')
  expect(verdictOf(within(series(2), 'cpu', 'ms', { ...limit, bound: 'below' }))).toBe('not met')
  expect(verdictOf(within(series(1.9), 'cpu', 'ms', { ...limit, bound: 'at least' }))).toBe('not met')
})

test('without a figure nothing is met, and the reason is told', () => {
  const requirement = against({ ...series(), withdrawn: 'status 500' }, series(1), 'cpu', limit)
  expect(verdictOf(requirement)).toBe('not measured')
  expect(requirement.reason).toContain('status 500')
  expect(verdictOf(against(series(1), series(0), 'cpu', limit))).toBe('not measured')
})

test('the median of an even number lies between the middle two', () => {
  expect(spread([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 })
})
