import { expect, test } from 'vitest'
import { evaluateConditions, parseEntityTags, type Representation, rangeStillHolds } from './conditions.ts'
import { httpDate } from './http-date.ts'

const there: Representation = { exists: true, etag: 'abc', modified: 1_700_000_000.5 }
const gone: Representation = { exists: false, etag: null, modified: null }
const at = (offset: number) => httpDate(1_700_000_000 + offset)

const kind = (method: string, headers: Record<string, string>, current = there) => {
  const verdict = evaluateConditions(method, headers, current)
  return verdict.kind === 'failed' ? verdict.header : verdict.kind
}

test('If-Match protects what is current', () => {
  expect(kind('PUT', { 'if-match': '"abc"' })).toBe('proceed')
  expect(kind('PUT', { 'if-match': '"x" , "abc"' })).toBe('proceed')
  expect(kind('PUT', { 'if-match': 'abc' })).toBe('proceed')
  expect(kind('PUT', { 'if-match': '*' })).toBe('proceed')
  expect(kind('DELETE', { 'if-match': '"no"' })).toBe('If-Match')
  expect(kind('PUT', { 'if-match': 'W/"abc"' })).toBe('If-Match')
  expect(kind('PUT', { 'if-match': '"ABC"' })).toBe('If-Match')
  expect(kind('PUT', { 'if-match': '' })).toBe('If-Match')
  expect(kind('PUT', { 'if-match': '"abc"' }, gone)).toBe('If-Match')
  expect(kind('PUT', { 'if-match': '*' }, gone)).toBe('If-Match')
})

test('If-None-Match creates only, or revalidates', () => {
  expect(kind('PUT', { 'if-none-match': '*' })).toBe('If-None-Match')
  expect(kind('PUT', { 'if-none-match': '*' }, gone)).toBe('proceed')
  for (const method of ['GET', 'HEAD']) {
    expect(kind(method, { 'if-none-match': '"abc"' })).toBe('not-modified')
    expect(kind(method, { 'if-none-match': 'W/"abc"' })).toBe('not-modified')
    expect(kind(method, { 'if-none-match': '*' })).toBe('not-modified')
    expect(kind(method, { 'if-none-match': '"x"', 'if-modified-since': at(9) })).toBe('proceed')
  }
})

test('dates compare whole seconds', () => {
  expect(kind('GET', { 'if-modified-since': at(0) })).toBe('not-modified')
  expect(kind('GET', { 'if-modified-since': at(-1) })).toBe('proceed')
  expect(kind('PUT', { 'if-modified-since': at(0) })).toBe('proceed')
  expect(kind('GET', { 'if-modified-since': 'nonsense' })).toBe('proceed')
  expect(kind('PUT', { 'if-unmodified-since': at(0) })).toBe('proceed')
  expect(kind('PUT', { 'if-unmodified-since': at(-1) })).toBe('If-Unmodified-Since')
  expect(kind('PUT', { 'if-unmodified-since': at(-1) }, gone)).toBe('proceed')
})

test('the order of RFC 9110: If-Match hides If-Unmodified-Since, and fails before If-None-Match', () => {
  expect(kind('PUT', { 'if-match': '"abc"', 'if-unmodified-since': at(-9) })).toBe('proceed')
  expect(kind('GET', { 'if-match': '"no"', 'if-none-match': '"abc"' })).toBe('If-Match')
  expect(kind('GET', { 'if-unmodified-since': at(-9), 'if-none-match': '"abc"' })).toBe('If-Unmodified-Since')
})

test('If-Range', () => {
  expect(rangeStillHolds({}, there)).toBe(true)
  expect(rangeStillHolds({ 'if-range': '"abc"' }, there)).toBe(true)
  expect(rangeStillHolds({ 'if-range': '"other"' }, there)).toBe(false)
  expect(rangeStillHolds({ 'if-range': 'W/"abc"' }, there)).toBe(false)
  expect(rangeStillHolds({ 'if-range': at(0) }, there)).toBe(true)
  expect(rangeStillHolds({ 'if-range': at(1) }, there)).toBe(false)
})

test('entity tags may hold commas and blanks', () => {
  expect(parseEntityTags('W/"a,b" ,"c d",,e')).toEqual([
    { weak: true, tag: 'a,b' },
    { weak: false, tag: 'c d' },
    { weak: false, tag: 'e' },
  ])
})
