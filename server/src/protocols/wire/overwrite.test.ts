import { expect, test } from 'vitest'
import { parseOverwrite } from './overwrite.ts'

test('T, F, or nothing', () => {
  expect(parseOverwrite(undefined)).toBe(true)
  expect(parseOverwrite('T')).toBe(true)
  expect(parseOverwrite(' f ')).toBe(false)
  for (const bad of ['', 'true', 'X', 'TF']) expect(() => parseOverwrite(bad)).toThrow('Overwrite is invalid')
})
