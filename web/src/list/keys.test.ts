import { describe, expect, test } from 'vitest'
import { placeAfterKey } from './keys.ts'

describe('keys lead', () => {
  const list = { count: 10, columns: 1, lines: 4 }
  const grid = { count: 10, columns: 4, lines: 2 }

  test('through a list, page by page, and not beyond its ends', () => {
    expect(placeAfterKey('ArrowDown', 3, list)).toBe(4)
    expect(placeAfterKey('ArrowUp', 0, list)).toBe(0)
    expect(placeAfterKey('ArrowDown', 9, list)).toBe(9)
    expect(placeAfterKey('PageDown', 3, list)).toBe(6)
    expect(placeAfterKey('PageUp', 1, list)).toBe(0)
    expect(placeAfterKey('End', 3, list)).toBe(9)
    expect(placeAfterKey('ArrowLeft', 3, list)).toBeUndefined()
  })

  test('through tiles in both directions', () => {
    expect(placeAfterKey('ArrowRight', 3, grid)).toBe(4)
    expect(placeAfterKey('ArrowDown', 1, grid)).toBe(5)
    expect(placeAfterKey('ArrowDown', 7, grid)).toBe(9)
    expect(placeAfterKey('ArrowDown', 9, grid)).toBe(9)
    expect(placeAfterKey('ArrowUp', 2, grid)).toBe(2)
  })

  test('to the first row from nowhere, and nowhere in nothing', () => {
    expect(placeAfterKey('ArrowDown', -1, list)).toBe(0)
    expect(placeAfterKey('ArrowDown', -1, { ...list, count: 0 })).toBeUndefined()
    expect(placeAfterKey('F2', 1, list)).toBeUndefined()
  })
})
