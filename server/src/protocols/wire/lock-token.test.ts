import { expect, test } from 'vitest'
import { lockTokenHeader, parseLockToken } from './lock-token.ts'

test('Lock-Token', () => {
  expect(parseLockToken(' <opaquelocktoken:x> ')).toBe('opaquelocktoken:x')
  expect(() => parseLockToken(undefined)).toThrow('missing')
  for (const bad of ['opaquelocktoken:x', '<a> <b>', '<>'])
    expect(() => parseLockToken(bad)).toThrow('invalid')
})

test('what is written is read', () => {
  expect(parseLockToken(lockTokenHeader('opaquelocktoken:x'))).toBe('opaquelocktoken:x')
})
