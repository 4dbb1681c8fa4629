import fc from 'fast-check'
import { expect, test } from 'vitest'
import { httpDate, parseHttpDate } from './http-date.ts'

test('dates are written as the reference writes them', () => {
  expect(httpDate(1_700_000_000)).toBe('Tue, 14 Nov 2023 22:13:20 GMT')
  expect(httpDate(1_700_000_000.9)).toBe('Tue, 14 Nov 2023 22:13:20 GMT')
  expect(httpDate(0)).toBe('Thu, 01 Jan 1970 00:00:00 GMT')
  expect(httpDate(-1)).toBe('Wed, 31 Dec 1969 23:59:59 GMT')
})

test('every second is what the platform says, and comes back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 32 }), (seconds) => {
      expect(httpDate(seconds)).toBe(new Date(seconds * 1000).toUTCString())
      expect(parseHttpDate(httpDate(seconds))).toBe(seconds)
    }),
  )
})

test('the old forms are read', () => {
  const then = Date.UTC(1994, 10, 6, 8, 49, 37) / 1000
  expect(parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT')).toBe(then)
  expect(parseHttpDate('Sunday, 06-Nov-94 08:49:37 GMT', Date.UTC(2026, 0))).toBe(then)
  expect(parseHttpDate('Sun Nov  6 08:49:37 1994')).toBe(then)
})

test('anything else is no date', () => {
  const bad = [
    '',
    'yesterday',
    '1700000000',
    'Sun, 31 Feb 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 25:00:00 GMT',
  ]
  for (const text of [undefined, ...bad, 'x'.repeat(1000)]) expect(parseHttpDate(text), text).toBeNull()
})
