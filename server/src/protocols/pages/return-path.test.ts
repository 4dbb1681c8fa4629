import fc from 'fast-check'
import { expect, test } from 'vitest'
import { returnPath } from './return-path.ts'

test.each([
  '/',
  '/login/v2/grant?stateToken=a&user=',
  '/f/12',
  '/a/b?c=%2F%2Fevil.example',
  '/%2F/evil.example',
])('%s is our own', (path) => {
  expect(returnPath(path)).toBe(path)
})

test.each([
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'https://evil.example/',
  'https:evil.example',
  'javascript:alert(1)',
  'evil.example',
  '',
  '/..//evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/%2e//evil.example',
  '/a/%2E%2e//evil.example',
  ' /x',
  '/é',
  `/${'a'.repeat(3_000)}`,
])('%j leads home', (path) => {
  expect(returnPath(path)).toBe('/')
})

test('the sign-in page is not somewhere to return to', () => {
  expect(returnPath('/login?redirect_url=/login')).toBe('/')
  expect(returnPath('/logout')).toBe('/')
})

test('whatever is asked, a browser stays with us', () => {
  const pieces = fc.constantFrom('/', '\\', '.', '..', '%2e', '%2f', '@', ':', '?', '#', 'evil.example', '\t')
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const path = returnPath(parts.join(''))
      expect(new URL(path, 'https://nuage.example/login').host).toBe('nuage.example')
      expect(path).toMatch(/^\//)
    }),
    { numRuns: 2_000 },
  )
})
