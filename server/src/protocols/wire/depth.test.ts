import { expect, test } from 'vitest'
import { parseDepth } from './depth.ts'

test('depths', () => {
  expect(parseDepth('0')).toBe(0)
  expect(parseDepth(' 1 ')).toBe(1)
  expect(parseDepth('2')).toBe(2)
  expect(parseDepth('Infinity')).toBe(Number.POSITIVE_INFINITY)
  for (const value of [undefined, '', '-1', 'one', '1,noroot']) expect(parseDepth(value)).toBe(1)
  expect(parseDepth(undefined, Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
})
