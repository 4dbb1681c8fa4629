import { expect, test } from 'vitest'
import { byDay } from './by-day.ts'

const version = (modified: number) => ({
  ...{ modified, stamp: modified, size: 1, by: null, label: '', current: false, preview: false },
})
const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime() / 1000

test('what was saved on one day stands together, the newest first', () => {
  const days = byDay([version(at(22, 9)), version(at(22, 8)), version(at(20, 23)), version(at(19, 0))])
  expect(days.map(({ versions }) => versions.length)).toEqual([2, 1, 1])
  expect(days.map((day) => day.at)).toEqual([at(22, 9), at(20, 23), at(19, 0)])
  expect(byDay([])).toEqual([])
})
