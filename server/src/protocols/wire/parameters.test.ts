import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MalformedParameters, mergeParameters } from './parameters.ts'

const form = (body: string, query = '') =>
  mergeParameters({ query, body, contentType: 'application/x-www-form-urlencoded; charset=utf-8' })
const json = (body: string, query = '') => mergeParameters({ query, body, contentType: 'application/json' })
const fault = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    if (error instanceof MalformedParameters) return error.fault
    throw error
  }
  return 'accepted'
}

test('query, form and JSON are one; the body wins', () => {
  expect(Object.fromEntries(form('path=%2Fa+b&shareType=3', 'format=json&path=x'))).toEqual({
    format: 'json',
    path: '/a b',
    shareType: '3',
  })
  expect(
    Object.fromEntries(json('{"permissions":"4","n":1,"a":["x"],"o":{"k":true}}', 'permissions=1')),
  ).toEqual({
    permissions: '4',
    n: 1,
    a: ['x'],
    o: { k: true },
  })
  expect(mergeParameters({ query: 'a=1' }).get('a')).toBe('1')
  expect(mergeParameters({ body: 'ignored', contentType: 'text/plain' }).size).toBe(0)
  expect(json('').size).toBe(0)
})

test('arrays in every spelling', () => {
  expect(form('x[]=1&x[]=2').get('x')).toEqual(['1', '2'])
  expect(form('x[1]=b&x[0]=a').get('x')).toEqual(['a', 'b'])
  expect(form('x%5B0%5D=1&x[]=2').get('x')).toEqual(['1', '2'])
  expect(form('x[999999999]=1').get('x')).toEqual(['1'])
  expect(form('x[k]=v&x[l]=w').get('x')).toEqual({ k: 'v', l: 'w' })
  expect(form('x=old&x[]=new').get('x')).toEqual(['new'])
  expect(form('x[a][b]=1').get('x[a][b]')).toBe('1')
})

test('hostile keys are plain keys', () => {
  const parameters = form('__proto__=1&__proto__[polluted]=1&constructor[prototype]=2&x[__proto__]=3')
  expect(parameters.get('__proto__')).toEqual({ polluted: '1' })
  expect(Object.entries(parameters.get('x') as object)).toEqual([['__proto__', '3']])
  const deep = json('{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1}}}').get('a')
  expect(Object.getPrototypeOf(deep)).toBeNull()
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('bounds', () => {
  expect(fault(() => form('a=1&'.repeat(1001)))).toBe('too-many')
  expect(fault(() => json(`{"a":${'['.repeat(20)}${']'.repeat(20)}}`))).toBe('too-deep')
  expect(fault(() => json(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`))).toMatch(/too-deep|json/)
  for (const body of ['{', '[]', 'null', '1', '"x"'])
    expect(
      fault(() => json(body)),
      body,
    ).toBe('json')
})

test('every flat form comes back', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[[\]]/.test(text))
  fc.assert(
    fc.property(fc.dictionary(name, fc.string({ unit: 'grapheme' })), (pairs) => {
      const parameters = form(new URLSearchParams(pairs).toString())
      expect(Object.fromEntries(parameters)).toEqual({ ...pairs })
    }),
  )
})
