import { expect, test } from 'vitest'
import { NAMED, Pace } from './pace.ts'

const limits = { shortest: 1_000, longest: 15_000 }

/** Plays changes at these times (ms); @returns when each notice went out, and what it named. */
function play(times: readonly number[], nodes: (i: number) => number[] | undefined = (i) => [i]) {
  const pace = new Pace(limits)
  const told: { at: number; nodes: readonly number[] | undefined }[] = []
  let due: number | undefined
  const until = (now: number): void => {
    if (due === undefined || due > now) return
    told.push({ at: due, nodes: pace.take(due) })
    due = undefined
  }
  for (const [i, now] of times.entries()) {
    until(now)
    const wait = pace.note(now, nodes(i), 0)
    if (wait !== undefined) due = now + wait
    until(now)
  }
  until(Number.POSITIVE_INFINITY)
  return told
}

const every = (step: number, count: number) => Array.from({ length: count }, (_, i) => i * step)

test('a change now and then is told at once', () => {
  expect(play([0, 1_100, 5_000, 60_000]).map(({ at }) => at)).toEqual([0, 1_100, 5_000, 60_000])
})

test('a thousand changes in ten seconds are told in ten notices at most, and the last one is', () => {
  const told = play(every(10, 1_000))
  expect(told.length).toBeLessThanOrEqual(10)
  expect(told[0]!.at).toBe(0)
  expect(told.at(-1)!.at).toBeGreaterThanOrEqual(9_990)
})

test('a long burst is told less and less often, at most every fifteen seconds', () => {
  const told = play(every(100, 3_000)).map(({ at }) => at)
  const gaps = told.slice(1).map((at, i) => at - told[i]!)
  expect(gaps[0]).toBe(1_000)
  for (const [i, gap] of gaps.slice(1).entries()) expect(gap).toBeGreaterThanOrEqual(gaps[i]!)
  expect(Math.max(...gaps)).toBe(15_000)
})

test('after a burst the next change is told at once again', () => {
  const told = play([...every(10, 3_000), 60_000, 61_500]).map(({ at }) => at)
  expect(told.slice(-2)).toEqual([60_000, 61_500])
})

test('what waits is named once, together; too much, or something unknown, is named not at all', () => {
  expect(play([0, 100, 200, 300], () => [7, 8]).map(({ nodes }) => nodes)).toEqual([
    [7, 8],
    [7, 8],
  ])
  expect(play([0, 100, 200], (i) => (i === 1 ? undefined : [i]))[1]!.nodes).toBeUndefined()
  expect(play(every(1, NAMED + 5))[1]!.nodes).toBeUndefined()
  expect(play([0, 10, 5_000], (i) => (i === 1 ? undefined : [i])).at(-1)!.nodes).toEqual([2])
})

test('in a crowd the first notice waits a little', () => {
  const pace = new Pace(limits)
  expect(pace.note(0, [1], 300)).toBe(300)
  expect(pace.note(100, [2], 200)).toBeUndefined()
  expect(pace.take(300)).toEqual([1, 2])
})
