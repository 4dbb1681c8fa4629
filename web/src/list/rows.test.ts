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
    const now = keepSame(before, rowsOfFolder(aPage(['a.txt', 'B.txt', 'c.txt'], { favourites: [3] })))
    expect(now.map((row, at) => row === before[at])).toEqual([true, false, false])
    expect(keepSame(before, rowsOfFolder(aPage(['a.txt', 'b.txt', 'c.txt'])))).toBe(before)
  })
})
