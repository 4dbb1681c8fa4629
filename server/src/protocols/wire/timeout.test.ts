import { expect, test } from 'vitest'
import { parseTimeout, timeoutText } from './timeout.ts'

test('wishes are capped', () => {
  expect(parseTimeout('Second-600', 1800)).toBe(600)
  expect(parseTimeout('Infinite, Second-4100000000', 1800)).toBe(1800)
  expect(parseTimeout('Extend, second-60', 1800)).toBe(60)
  expect(parseTimeout('Second-0', 1800)).toBe(1)
  for (const value of [undefined, '', 'Second-', 'Second--5', 'Second-1e9'])
    expect(parseTimeout(value, 1800)).toBe(1800)
  expect(timeoutText(599.9)).toBe('Second-599')
  expect(timeoutText(-3)).toBe('Second-0')
})
