import { expect, test } from 'vitest'
import { blobKeyTime, isBlobKey, newBlobKey } from './blob-key.ts'

const now = Date.UTC(2026, 10, 22, 4, 8, 21)

test('a new key is well formed and tells its second', () => {
  for (const time of [0, 999, now, now + 750, Date.UTC(2100, 0, 1)]) {
    const key = newBlobKey(time)
    expect(key).toSatisfy(isBlobKey)
    expect(blobKeyTime(key)).toBe(Math.floor(time / 1000) * 1000)
  }
})

test('keys differ, and every character is used', () => {
  const keys = Array.from({ length: 5000 }, () => newBlobKey(now))
  expect(new Set(keys).size).toBe(5000)
  expect(new Set(keys.flatMap((key) => [...key.slice(0, 20)])).size).toBe(36)
})

test.each([
  '',
  '.',
  '..',
  '../../etc/passwd',
  'aa',
  'a'.repeat(20),
  `${'a'.repeat(20)}-`,
  `${'A'.repeat(20)}-1`,
  `${'a'.repeat(19)}/-1`,
  `${'a'.repeat(20)}-1/..`,
  `${'a'.repeat(20)}-01`,
  `${'a'.repeat(20)}-12345678`,
  `${'a'.repeat(20)}-1\n`,
  `${'a'.repeat(20)}-1\0`,
  `\n${'a'.repeat(20)}-1`,
  `${'a'.repeat(21)}-1`,
  `${'é'.repeat(20)}-1`,
  `${'a'.repeat(20)}-1.part`,
  undefined,
  null,
  7,
  ['x'],
])('%j is no key', (text) => {
  expect(isBlobKey(text)).toBe(false)
})
