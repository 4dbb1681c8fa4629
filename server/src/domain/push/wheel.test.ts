import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Wheel } from './wheel.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('each is told not before its time, and at most two steps after', () => {
  const told = new Map<string, number>()
  const wheel = new Wheel<string>(50, 64, (item) => told.set(item, performance.now()))
  const began = performance.now()
  const delays = [0, 1, 49, 50, 51, 700, 3_000]
  for (const delay of delays) wheel.add(`${delay}`, delay)
  vi.advanceTimersByTime(5_000)
  for (const delay of delays) {
    const after = told.get(`${delay}`)! - began
    expect(after).toBeGreaterThanOrEqual(delay)
    expect(after).toBeLessThanOrEqual(delay + 100)
  }
})

test('with nothing to wait for it stands still, and starts again', () => {
  const told: string[] = []
  const wheel = new Wheel<string>(50, 64, (item) => told.push(item))
  wheel.add('one', 100)
  vi.advanceTimersByTime(1_000)
  expect(vi.getTimerCount()).toBe(0)
  wheel.add('two', 100)
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual(['one', 'two'])
})

test('whoever is told may be put on again, for ever', () => {
  let turns = 0
  const wheel: Wheel<string> = new Wheel(10, 8, (item) => {
    turns++
    wheel.add(item, 20)
  })
  wheel.add('again', 20)
  vi.advanceTimersByTime(1_000)
  expect(turns).toBeGreaterThan(25)
  wheel.stop()
  expect(vi.getTimerCount()).toBe(0)
})
