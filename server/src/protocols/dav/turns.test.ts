import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Turns } from './turns.ts'

const open = () => new EventEmitter() as ServerResponse

/** What became of a promise so far. */
async function stateOf(taken: true | Promise<boolean>): Promise<string> {
  const outcome = await Promise.race([taken, Promise.resolve('waits')])
  return String(outcome)
}

let turns: Turns
beforeEach(() => {
  vi.useFakeTimers()
  turns = new Turns({ atOnce: 2, patience: 1_000, most: 3 })
})
afterEach(() => vi.useRealTimers())

test('so many go on at once, the next when one has ended, in the order in which they came', async () => {
  expect([turns.take('a', open()), turns.take('a', open())]).toEqual([true, true])
  const third = turns.take('a', open())
  const fourth = turns.take('a', open())
  expect([await stateOf(third), await stateOf(fourth)]).toEqual(['waits', 'waits'])
  turns.give('a')
  expect([await stateOf(third), await stateOf(fourth)]).toEqual(['true', 'waits'])
  turns.give('a')
  expect(await stateOf(fourth)).toBe('true')
})

test('nobody waits for somebody else', () => {
  for (let i = 0; i < 5; i++) turns.take('greedy', open())
  expect(turns.take('other', open())).toBe(true)
})

test('who has left while waiting takes no turn', async () => {
  turns.take('a', open())
  turns.take('a', open())
  const leaving = open()
  const third = turns.take('a', leaving)
  const fourth = turns.take('a', open())
  leaving.emit('close')
  expect(await stateOf(third)).toBe('false')
  turns.give('a')
  expect(await stateOf(fourth)).toBe('true')
  expect(leaving.listenerCount('close')).toBe(0)
})

test('who has waited long enough goes on, and is counted', async () => {
  turns.take('a', open())
  turns.take('a', open())
  const third = turns.take('a', open())
  vi.advanceTimersByTime(1_000)
  expect(await stateOf(third)).toBe('true')
  const fourth = turns.take('a', open())
  turns.give('a')
  expect(await stateOf(fourth)).toBe('waits')
  turns.give('a')
  expect(await stateOf(fourth)).toBe('true')
})

test('too many that wait are refused', () => {
  for (let i = 0; i < 5; i++) turns.take('a', open())
  expect(() => turns.take('a', open())).toThrow(expect.objectContaining({ kind: 'busy' }))
})

test('when all is done nothing is remembered, and it begins anew', async () => {
  for (let round = 0; round < 3; round++) {
    expect([turns.take('a', open()), turns.take('a', open())]).toEqual([true, true])
    const third = turns.take('a', open())
    for (let i = 0; i < 2; i++) turns.give('a')
    expect(await stateOf(third)).toBe('true')
    turns.give('a')
  }
})

test('work that fails gives its turn back, and that of somebody who left is not begun', async () => {
  vi.useRealTimers()
  const fail = () => turns.run('a', open(), () => Promise.reject(new Error('failed')))
  for (let i = 0; i < 3; i++) await expect(fail()).rejects.toThrow('failed')
  turns.take('a', open())
  turns.take('a', open())
  const leaving = open()
  const begun: string[] = []
  const work = turns.run('a', leaving, async () => void begun.push('late'))
  leaving.emit('close')
  await work
  expect(begun).toEqual([])
})
