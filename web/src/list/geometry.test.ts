import { describe, expect, test } from 'vitest'
import { spotOf, windowOf } from './geometry.ts'
import { bandBetween, placesIn } from './rubber-band.ts'

const list = { columns: 1, width: 600, height: 44 }
const tiles = { columns: 3, width: 160, height: 180 }

describe('a window on ten thousand rows', () => {
  test('holds what is seen and little around it', () => {
    const { start, end } = windowOf({ top: 44_000, bottom: 44_600 }, 10_000, list)
    expect(start).toBeLessThanOrEqual(1000)
    expect(end).toBeGreaterThanOrEqual(1014)
    expect(end - start).toBeLessThan(50)
  })

  test('begins with what is in sight, all of which is in what follows', () => {
    for (const top of [0, 500, 44_010, 439_400]) {
      const seen = { top, bottom: top + 600 }
      const near = windowOf(seen, 10_000, list, 'at once')
      expect(near.start).toBeLessThanOrEqual(Math.floor(top / 44))
      expect(near.end).toBeGreaterThanOrEqual(Math.ceil((top + 600) / 44))
      expect(near.end - near.start).toBeLessThan(26)
      const all = windowOf(seen, 10_000, list)
      expect([all.start <= near.start, all.end >= near.end]).toEqual([true, true])
    }
  })

  test('stays within the rows, whole lines of tiles at a time', () => {
    expect(windowOf({ top: 0, bottom: 500 }, 7, tiles)).toEqual({ start: 0, end: 7 })
    expect(windowOf({ top: -900, bottom: -300 }, 10_000, list).start).toBe(0)
    expect(windowOf({ top: 9e9, bottom: 9e9 + 600 }, 100, list).end).toBe(100)
    expect(windowOf({ top: 36_000, bottom: 36_500 }, 9_000, tiles).start % 3).toBe(0)
  })
})

describe('a rubber band', () => {
  test('catches rows by where they lie, drawn or not', () => {
    expect(placesIn(bandBetween(10, 400, 30, 90), 10, list)).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
    expect(placesIn(bandBetween(0, 500, 10, 900), 10, list)).toEqual([])
  })

  test('catches tiles in both directions', () => {
    expect(placesIn(bandBetween(170, 10, 330, 200), 6, tiles)).toEqual([1, 2, 4, 5])
    expect(placesIn(bandBetween(170, 10, 330, 200), 5, tiles)).toEqual([1, 2, 4])
    expect(spotOf(4, tiles)).toEqual({ left: 160, top: 180 })
  })
})
