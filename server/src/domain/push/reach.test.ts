import { expect, test } from 'vitest'
import { NAMED } from './pace.ts'
import { reach } from './reach.ts'

// 1 ─ 2 ─ 3 ─ 4      1 is a root, 3 is mounted by somebody
//       └ 5
const above = new Map<number, number | null>([
  [4, 3],
  [3, 2],
  [5, 2],
  [2, 1],
  [1, null],
])

test('each viewer is told what lies at or below where their view begins', () => {
  const found = reach(above, (node) => node === 1 || node === 3)
  expect([...found.keys()].sort()).toEqual([1, 3])
  expect([...found.get(3)!].sort()).toEqual([3, 4])
  expect([...found.get(1)!].sort()).toEqual([1, 2, 3, 4, 5])
})

test('where nobody looks, nobody is told', () => {
  expect(reach(above, (node) => node === 99).size).toBe(0)
})

test('too much to name is told without names', () => {
  const many = new Map(Array.from({ length: NAMED + 1 }, (_, i): [number, number] => [i + 10, 1]))
  expect(reach(many, (node) => node === 1)).toEqual(new Map([[1, undefined]]))
})

test('what another process says in circles ends', () => {
  expect(
    reach(
      new Map([
        [1, 2],
        [2, 1],
      ]),
      (node) => node === 3,
    ).size,
  ).toBe(0)
})
