import { describe, expect, test } from 'vitest'
import { aPage } from './a-page.ts'
import { keepSame, rowsOfFolder } from './rows.ts'

describe('rows of a folder', () => {
  const marie = { id: 'marie', name: 'Marie Durand' }

  test('carry the marks of the page, each by its id', () => {
    const page = aPage(['Notes.txt', 'Photos'], {
      favourites: [2],
      received: [{ id: 2, owner: marie, space: 9 }],
      shared: [{ id: 1, with: [{ kind: 'link', id: '', name: '' }] }],
      locked: [{ id: 1, lock: { by: marie, kind: 'user', until: null } }],
      tags: [{ id: 7, name: 'urgent', color: 'ff0000' }],
      tagged: [{ id: 1, tags: [7] }],
      commented: [{ id: 1, all: 3, unread: 1 }],
    })
    const [notes, photos] = rowsOfFolder(page)
    expect(notes).toMatchObject({
      ...{ id: 1, parent: 100, name: 'Notes.txt', kind: 'file', mime: 'text/plain', favourite: false },
      ...{ shared: [{ kind: 'link' }], lock: { kind: 'user' }, tags: [{ name: 'urgent' }], comments: 3 },
      folder: ['Cours'],
    })
    expect(photos).toMatchObject({
      kind: 'folder',
      favourite: true,
      received: true,
      owner: marie,
      lock: null,
    })
  })

  test('stay the same objects where nothing differs', () => {
    const before = rowsOfFolder(aPage(['a.txt', 'b.txt', 'c.txt']))
    const page = aPage(['a.txt', 'B.txt', 'c.txt'], { favourites: [3] })
    const now = rowsOfFolder(page, before)
    expect(now.map((row, at) => row === before[at])).toEqual([true, false, false])
    expect(now).toEqual(rowsOfFolder(page))
    expect(rowsOfFolder(structuredClone(page), now)).toBe(now)
    expect(keepSame(now, rowsOfFolder(page))).toBe(now)
  })

  test('lose the marks that are no more, and follow what moved to another place', () => {
    const before = rowsOfFolder(
      aPage(['a.txt', 'b.txt'], { favourites: [1], commented: [{ id: 2, all: 1, unread: 0 }] }),
    )
    expect(rowsOfFolder(aPage(['a.txt', 'b.txt']), before)).toEqual(rowsOfFolder(aPage(['a.txt', 'b.txt'])))
    const page = aPage(['a.txt', 'b.txt'])
    const turned = { ...page, entries: { ...page.entries, id: [2, 1], name: ['b.txt', 'a.txt'] } }
    const rows = rowsOfFolder(page)
    expect(rowsOfFolder(turned, rows).map((row) => rows.indexOf(row))).toEqual([1, 0])
  })

  test.each([
    ['size', 11],
    ['modified', 1001],
    ['stamp', 'other'],
    ['rights', 1],
    ['preview', 1],
    ['folder', 1],
  ] as const)('a page that says another %s is believed', (column, value) => {
    const page = aPage(['a.txt', 'b.txt'])
    const before = rowsOfFolder(page)
    const entries = { ...page.entries, [column]: (page.entries[column] as unknown[]).with(1, value) }
    const now = rowsOfFolder({ ...page, entries }, before)
    expect(now.map((row, at) => row === before[at])).toEqual([true, false])
    expect(now).toEqual(rowsOfFolder({ ...page, entries }))
  })
})
