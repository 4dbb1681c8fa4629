import { expect, test } from 'vitest'
import { aRow } from './a-row.ts'
import { filterRows, folded, NO_FILTER } from './filter.ts'

const rows = [
  aRow({ id: 1, name: 'Évaluation Œuvres.odt', mime: 'application/vnd.oasis.opendocument.text' }),
  aRow({ id: 2, name: 'photo.jpg', mime: 'image/jpeg' }),
  aRow({ id: 3, name: 'Évaluations', kind: 'folder', mime: '' }),
]
const found = (words: string): number[] => filterRows(rows, { ...NO_FILTER, words }).map(({ id }) => id)

test('a filter finds words in any order, without accents and capitals', () => {
  expect(found('evaluation')).toEqual([1, 3])
  expect(found('oeuvres ÉVAL')).toEqual([1])
  expect(found('  ')).toEqual([1, 2, 3])
  expect(folded('L’Île')).toBe('l’ile')
})

test('a filter of families keeps those alone, and all when there are none', () => {
  expect(filterRows(rows, { words: '', families: new Set(['image', 'folder']) }).map(({ id }) => id)).toEqual(
    [2, 3],
  )
  expect(filterRows(rows, NO_FILTER)).toBe(rows)
})
