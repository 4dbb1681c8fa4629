import { expect, test } from 'vitest'
import { prefersMinimal } from './prefer.ts'

test('minimal answers are asked for in two ways', () => {
  expect(prefersMinimal({ prefer: 'return=minimal' })).toBe(true)
  expect(prefersMinimal({ prefer: 'depth-noroot, Return="minimal"' })).toBe(true)
  expect(prefersMinimal({ brief: 'T' })).toBe(true)
  for (const headers of [
    {},
    { prefer: 'return=representation' },
    { brief: 'f' },
    { prefer: 'x-return=minimal' },
  ])
    expect(prefersMinimal(headers)).toBe(false)
})
