import { expect, test } from 'vitest'
import type { Reader } from '../storage/records/records.ts'
import { whileNothingChanges } from './standing.ts'

const reader = (generation: number | undefined): Reader & { generation: number | undefined } => ({
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

test('an answer stands while the generation does, by key and by reader', async () => {
  const ask = counting(10)
  const [one, other] = [reader(7), reader(7)]
  expect([await ask(one, 'a'), await ask(one, 'a'), await ask(one, 'b'), await ask(other, 'a')]).toEqual([
    1, 1, 2, 3,
  ])
  one.generation = 8
  expect(await ask(one, 'a')).toBe(4)
  one.generation = 7
  expect(await ask(one, 'a')).toBe(5)
})

test('without a generation everything is read again', async () => {
  const ask = counting(10)
  const from = reader(undefined)
  expect([await ask(from, 'a'), await ask(from, 'a')]).toEqual([1, 2])
})

test('no more is kept than was said', async () => {
  const ask = counting(2)
  const from = reader(1)
  for (const key of ['a', 'b', 'c']) await ask(from, key)
  expect([await ask(from, 'c'), await ask(from, 'a')]).toEqual([3, 4])
})

test('nothing that failed or was not found is kept', async () => {
  const standing = whileNothingChanges<number | undefined>(10)
  const from = reader(1)
  await expect(standing(from, 'a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  expect(await standing(from, 'a', async () => undefined)).toBeUndefined()
  expect(await standing(from, 'a', async () => 1)).toBe(1)
})
