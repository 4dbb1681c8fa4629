import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAuthorization } from './basic-auth.ts'

const basic = (text: string, encoding: BufferEncoding = 'utf8') =>
  parseAuthorization(`Basic ${Buffer.from(text, encoding).toString('base64')}`)

test('Basic in both encodings', () => {
  expect(basic('alice:se:cret')).toEqual({ scheme: 'basic', login: 'alice', password: 'se:cret' })
  expect(basic('zoë:pä😀')).toEqual({ scheme: 'basic', login: 'zoë', password: 'pä😀' })
  expect(basic('zo\u00eb:x', 'latin1')).toEqual({ scheme: 'basic', login: 'zoë', password: 'x' })
  expect(basic('TOKEN:')).toEqual({ scheme: 'basic', login: 'TOKEN', password: '' })
  expect(basic(':pw')).toEqual({ scheme: 'basic', login: '', password: 'pw' })
})

test('Bearer, in any case', () => {
  expect(parseAuthorization('bearer abc.DEF-_~')).toEqual({ scheme: 'bearer', token: 'abc.DEF-_~' })
})

test('nothing, and nothing useful', () => {
  expect(parseAuthorization(undefined)).toEqual({ scheme: 'none' })
  const bad = ['', 'Basic', 'Basic !!!', 'Digest a="b"', 'Negotiate abc', `Basic ${'QQ'.repeat(8000)}`]
  for (const value of bad) expect(parseAuthorization(value), value).toEqual({ scheme: 'unusable' })
  expect(basic('no colon')).toEqual({ scheme: 'unusable' })
  expect(basic('a:b\nc')).toEqual({ scheme: 'unusable' })
})

test('every pair comes back', () => {
  const text = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(text, text, (login, password) => {
      fc.pre(!login.includes(':'))
      expect(basic(`${login}:${password}`)).toEqual({ scheme: 'basic', login, password })
    }),
  )
})
