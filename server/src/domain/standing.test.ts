import { expect, test } from 'vitest'
import type { Reader } from '../storage/records/records.ts'
import type { State } from '../storage/records/state.ts'
import { whileNothingChanges } from './standing.ts'

const reader = (generation: State | undefined): Reader & { generation: State | undefined } => ({
  engine: 'sqlite',
  generation,
  get: async () => undefined,
  all: async () => [],
})

function counting(most: number) {
  const standing = whileNothingChanges<number>(most)
  let reads = 0
  return (from: Reader, key: string): Promise<number> => standing(from, key, async () => ++reads)
}

test('an answer stands while the generation does, by key, whichever reader sees it', async () => {
  const ask = counting(10)
  const [earlier, later] = [{}, {}]
  const [one, beside, other] = [reader(earlier), reader(earlier), reader({})]
  expect([await ask(one, 'a'), await ask(one, 'a'), await ask(one, 'b'), await ask(other, 'a')]).toEqual([
    1, 1, 2, 3,
  ])
  one.generation = later
  expect(await ask(one, 'a')).toBe(4)
  expect([await ask(beside, 'a'), await ask(one, 'a')]).toEqual([1, 4])
})

test('what depends on the structure alone is asked for by that', async () => {
  const standing = whileNothingChanges<number>(10, 'structure')
  const [state, other] = [{}, {}]
  let reads = 0
  const ask = (seen: State | undefined) =>
    standing({ ...reader({}), structure: async () => seen }, 'a', async () => ++reads)
  expect([await ask(state), await ask(state), await ask(other), await ask(state)]).toEqual([1, 1, 2, 1])
  expect([await ask(undefined), await ask(undefined)]).toEqual([3, 4])
  expect(await standing(reader({}), 'a', async () => ++reads)).toBe(5)
})

test('without a generation everything is read again', async () => {
  const ask = counting(10)
  const from = reader(undefined)
  expect([await ask(from, 'a'), await ask(from, 'a')]).toEqual([1, 2])
})

test('no more is kept than was said', async () => {
  const ask = counting(2)
  const from = reader({})
  for (const key of ['a', 'b', 'c']) await ask(from, key)
  expect([await ask(from, 'c'), await ask(from, 'a')]).toEqual([3, 4])
})

test('nothing that failed or was not found is kept', async () => {
  const standing = whileNothingChanges<number | undefined>(10)
  const from = reader({})
  await expect(standing(from, 'a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  expect(await standing(from, 'a', async () => undefined)).toBeUndefined()
  expect(await standing(from, 'a', async () => 1)).toBe(1)
})
