import { expect, test } from 'vitest'
import { parseUnixTime } from './mtime-header.ts'

const read = (value: string | undefined) => parseUnixTime(value, 'X-OC-MTime')

test('what clients send', () => {
  expect(read(undefined)).toBeNull()
  expect(read('1700000000')).toBe(1_700_000_000)
  expect(read('1700000000.999')).toBe(1_700_000_000)
  expect(read(' 1e9 ')).toBe(1_000_000_000)
  expect(read('86401')).toBe(86_401)
  expect(read('4294967294')).toBe(4_294_967_294)
})

test('what would spoil the file is refused', () => {
  const bad = [
    '',
    'abc',
    '0',
    '-1',
    '86400',
    '86400.9',
    '4294967295',
    '1e99',
    '0x7fffffff',
    'NaN',
    'Infinity',
    '1 2',
  ]
  for (const value of bad) expect(() => read(value), value).toThrow('X-OC-MTime is invalid')
})
