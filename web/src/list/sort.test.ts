import { describe, expect, test } from 'vitest'
import { aRow } from './a-row.ts'
import { BY_NAME, type Order, type Sorted, sortRows, turned } from './sort.ts'

const rows = [
  aRow({ id: 1, name: '10 plage.jpg', size: 5, modified: 30, mime: 'image/jpeg' }),
  aRow({ id: 2, name: 'été.odt', size: 9, modified: 10, mime: 'application/odt' }),
  aRow({ id: 3, name: 'Zoo', kind: 'folder', size: 1, modified: 20, mime: '' }),
  aRow({ id: 4, name: '2 plage.jpg', size: 5, modified: 40, mime: 'image/jpeg' }),
  aRow({ id: 5, name: 'Eté.odt', size: 7, modified: 50, mime: 'application/odt' }),
]
const sorted = (order: Order, before?: Sorted<(typeof rows)[number]>) => sortRows(rows, order, 'fr', before)
const ids = (...asked: Parameters<typeof sorted>): number[] => sorted(...asked).map(({ id }) => id)

describe('the order of rows', () => {
  test('counts numbers in names, puts accents beside their letters, and folders first', () => {
    expect(ids(BY_NAME)).toEqual([3, 4, 1, 5, 2])
    expect(ids({ by: 'name', descending: true })).toEqual([3, 2, 5, 1, 4])
  })

  test('by size, time and kind goes by the name where they are equal', () => {
    expect(ids({ by: 'size', descending: false })).toEqual([3, 4, 1, 5, 2])
    expect(ids({ by: 'modified', descending: true })).toEqual([3, 5, 4, 1, 2])
    expect(ids({ by: 'kind', descending: false })).toEqual([3, 5, 2, 4, 1])
  })

  test('is the same whatever the order before was, and with rows that come and go', () => {
    const gone = [aRow({ id: 98, name: 'Avant' }), aRow({ id: 99, name: 'plage' })]
    const orders = (['name', 'size', 'modified', 'kind'] as const).flatMap((by) => [
      { by, descending: false },
      { by, descending: true },
    ])
    for (const order of orders)
      for (const then of orders) {
        const some = sortRows([rows[4]!, ...gone, rows[0]!, rows[2]!], then, 'fr')
        expect([order, then, ids(order, { rows: some, order: then })]).toEqual([order, then, ids(order)])
      }
  })

  test('turns at a second click, and begins with the newest and the largest', () => {
    expect(turned(BY_NAME, 'name')).toEqual({ by: 'name', descending: true })
    expect(turned(BY_NAME, 'modified')).toEqual({ by: 'modified', descending: true })
    expect(turned({ by: 'size', descending: true }, 'size')).toEqual({ by: 'size', descending: false })
  })
})
