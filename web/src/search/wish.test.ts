import { expect, test } from 'vitest'
import { beginningOf, hasFilters, queryOf, readWish, searchPath, without } from './wish.ts'

test('an address says what is looked for, and what it says wrongly is left out', () => {
  expect(readWish({ q: 'cahier', type: 'image', since: 'week', by: 'claire.martin', in: '12' })).toEqual({
    ...{ q: 'cahier', type: 'image', since: 'week', by: 'claire.martin', in: 12 },
  })
  expect(readWish({ q: 2026, type: 'film', since: 'ever', by: '', in: '-1' })).toEqual({ q: '2026' })
  expect(readWish({})).toEqual({ q: '' })
})

test('the address of a wish is read as that wish', () => {
  const wish = { q: 'été & hiver', type: 'pdf', in: 7 } as const
  const address = new URL(searchPath(wish), 'http://nuage.test')
  expect(readWish(Object.fromEntries(address.searchParams))).toEqual(wish)
})

test('words alone are no filter', () => {
  expect(hasFilters({ q: 'x' })).toBe(false)
  expect(hasFilters({ q: '', since: 'today' })).toBe(true)
})

test('a filter is taken away, and the others stay', () => {
  expect(without({ q: 'x', type: 'pdf', by: 'claire.martin' }, 'type')).toEqual({
    q: 'x',
    by: 'claire.martin',
  })
})

test('spans begin at midnight', () => {
  const now = new Date(2026, 2, 10, 15, 30)
  expect(beginningOf('today', now)).toBe(new Date(2026, 2, 10).getTime() / 1000)
  expect(beginningOf('week', now)).toBe(new Date(2026, 2, 3).getTime() / 1000)
  expect(queryOf({ q: 'x' })).toEqual({
    q: 'x',
    type: undefined,
    by: undefined,
    in: undefined,
    since: undefined,
  })
})
