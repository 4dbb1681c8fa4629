import { expect, test } from 'vitest'
import { UsageError } from './command.ts'
import { readTime } from './read-time.ts'

const NOW = Date.UTC(2026, 10, 22, 23, 30)
const read = (text: string, zone = 'Europe/Paris'): string =>
  new Date(readTime(text, zone, NOW) * 1000).toISOString().slice(0, 19)

test.each([
  ['2026-11-22T10:42', '2026-11-22T09:42:00'],
  ['2026-11-22 10:42:31', '2026-11-22T09:42:31'],
  ['2026-07-14', '2026-07-13T22:00:00'],
  // It is already tomorrow in Paris.
  ['10:42', '2026-11-23T09:42:00'],
  ['2026-11-22T10:42Z', '2026-11-22T10:42:00'],
  ['2026-11-22T10:42+04:00', '2026-11-22T06:42:00'],
  // Twice, and never.
  ['2026-10-25T02:30', '2026-10-25T00:30:00'],
  ['2026-03-29T02:30', '2026-03-29T00:30:00'],
])('%s in Paris', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test('another school has another zone', () => {
  expect(read('2026-11-22T10:42', 'Indian/Reunion')).toBe('2026-11-22T06:42:00')
})

test.each(['', 'yesterday', '2026-13-01', '2026-02-30 10:00', '25:00', '10:75', '2026-11-22T', '1042'])(
  '“%s” is no time',
  (text) => {
    expect(() => read(text)).toThrow(UsageError)
  },
)
