import { describe, expect, test } from 'vitest'
import { aPage } from '../list/a-page.ts'
import { rowsOfFolder } from '../list/rows.ts'
import { putBack, renamed, starred, tagged, without } from './page-changes.ts'

const names = (page: Parameters<typeof rowsOfFolder>[0]): string[] =>
  rowsOfFolder(page).map(({ name }) => name)

describe('a page before the server has answered', () => {
  test('shows the new name of one row and leaves the page it came from', () => {
    const page = aPage(['a.txt', 'b.txt'])
    expect(names(renamed(page, 2, 'c.txt'))).toEqual(['a.txt', 'c.txt'])
    expect(names(page)).toEqual(['a.txt', 'b.txt'])
    expect(renamed(page, 77, 'c.txt')).toBe(page)
  })

  test('shows and takes away stars of what is in it alone', () => {
    const page = starred(aPage(['a.txt', 'b.txt']), [2, 77], true)
    expect(page.favourites).toEqual([2])
    expect(starred(page, [2], false).favourites).toEqual([])
  })

  test('shows a tag on what is in it alone, once, and takes it off', () => {
    const tag = { id: 9, name: 'À corriger', color: '' }
    const page = tagged(aPage(['a.txt', 'b.txt']), new Set([2, 77]), tag, true)
    const tagsOf = (one: typeof page) => rowsOfFolder(one).map(({ tags }) => tags)
    expect(tagsOf(page)).toEqual([[], [tag]])
    expect(tagsOf(tagged(page, new Set([1, 2]), tag, true))).toEqual([[tag], [tag]])
    expect(tagsOf(tagged(page, new Set([1, 2]), tag, false))).toEqual([[], []])
    expect(tagged(page, new Set([77]), tag, true)).toBe(page)
  })

  test('gives back exactly the rows that were taken away, with their marks, whatever came meanwhile', () => {
    const link = { id: 2, with: [{ kind: 'link' as const, id: '', name: '' }] }
    const before = aPage(['a.txt', 'b.pdf', 'c.txt'], { favourites: [2], shared: [link] })
    before.mimes.push('application/pdf')
    before.entries.mime[1] = 1
    const gone = without(before, new Set([2]))
    expect(names(gone)).toEqual(['a.txt', 'c.txt'])
    const meanwhile = { ...renamed(gone, 1, 'z.txt'), mimes: ['text/plain'], favourites: [], shared: [] }
    const back = putBack(meanwhile, before, new Set([2]))
    const row = rowsOfFolder(back).find(({ id }) => id === 2)
    expect(row).toEqual(rowsOfFolder(before)[1])
    expect(names(back)).toEqual(['z.txt', 'c.txt', 'b.pdf'])
    expect(putBack(back, before, new Set([2]))).toBe(back)
  })
})
