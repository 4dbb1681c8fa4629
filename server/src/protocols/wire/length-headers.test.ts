import { expect, test } from 'vitest'
import { announcedLengths, parseLength } from './length-headers.ts'

test('lengths are plain numbers', () => {
  expect(parseLength('0', 'Content-Length')).toBe(0)
  expect(parseLength(' 9007199254740991 ', 'Content-Length')).toBe(Number.MAX_SAFE_INTEGER)
  expect(parseLength(undefined, 'Content-Length')).toBeNull()
  for (const bad of ['', '-1', '+1', '1.5', '1e3', '0x10', '9007199254740992', '9'.repeat(40), '5, 5'])
    expect(() => parseLength(bad, 'OC-Total-Length'), bad).toThrow('OC-Total-Length is invalid')
})

test('the quota counts the largest', () => {
  const headers = { 'content-length': '5', 'oc-total-length': '22000000', 'x-expected-entity-length': '7' }
  expect(announcedLengths(headers)).toEqual({
    content: 5,
    total: 22_000_000,
    entity: 7,
    expected: 22_000_000,
  })
  expect(announcedLengths({})).toEqual({ content: null, total: null, entity: null, expected: null })
})
