import { describe, expect, test } from 'vitest'
import { RowCollection } from './row-collection.ts'
import { cleared, everything, extended, NONE, only, pruned, toggled, walked } from './selection.ts'

const collection = (...ids: number[]) => new RowCollection(ids.map((id) => ({ id })))
const rows = collection(5, 3, 8, 1, 9)

describe('a selection', () => {
  test('stretches from its anchor in the order shown, either way', () => {
    const down = extended(only(3), rows, 1)
    expect([...down.ids]).toEqual([3, 8, 1])
    expect([...extended(down, rows, 5).ids]).toEqual([5, 3])
    expect([...extended(toggled(only(9), 3), rows, 8, true).ids].sort()).toEqual([3, 8, 9])
  })

  test('is taken row by row, and all at once', () => {
    expect([...toggled(toggled(only(3), 8), 3).ids]).toEqual([8])
    expect(everything(only(8), rows)).toMatchObject({ lead: 8 })
    expect(everything(only(8), rows).ids.size).toBe(5)
    expect(cleared(only(8))).toEqual({ ids: new Set(), anchor: 8, lead: 8 })
    expect([...walked(only(3), 9).ids]).toEqual([3])
  })

  test('passes its lead to the next row when its own is gone, else to the one before', () => {
    expect(pruned(only(3), rows, collection(5, 8, 1, 9)).lead).toBe(8)
    expect(pruned(only(9), rows, collection(5, 3, 8, 1)).lead).toBe(1)
    expect(pruned(only(9), rows, collection()).lead).toBeNull()
    const stays = only(8)
    expect(pruned(stays, rows, collection(8, 5))).toBe(stays)
  })

  test('stretches from where it is when its anchor is gone', () => {
    expect([...extended({ ...NONE, anchor: 77, lead: 3 }, rows, 8).ids]).toEqual([3, 8])
  })
})
