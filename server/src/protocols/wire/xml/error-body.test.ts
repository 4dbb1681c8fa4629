import { expect, test } from 'vitest'
import { errorBody } from './error-body.ts'
import { parseXmlText } from './parse.ts'

test('a plain error has the recorded bytes', () => {
  const body = errorBody({
    exception: 'Sabre\\DAV\\Exception\\MethodNotAllowed',
    message: 'The resource you tried to create already exists',
  })
  expect(body).toBe(
    '<?xml version="1.0" encoding="utf-8"?>\n' +
      '<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">\n' +
      '  <s:exception>Sabre\\DAV\\Exception\\MethodNotAllowed</s:exception>\n' +
      '  <s:message>The resource you tried to create already exists</s:message>\n' +
      '</d:error>\n',
  )
  expect(Buffer.byteLength(body)).toBe(247)
})

test('a failed precondition names its header', () => {
  const body = errorBody({
    exception: 'Sabre\\DAV\\Exception\\PreconditionFailed',
    message: 'The destination node already exists, and the overwrite header is set to false',
    header: 'Overwrite',
  })
  expect(Buffer.byteLength(body)).toBe(312)
  expect(body).toContain('</s:message>\n  <s:header>Overwrite</s:header>\n</d:error>\n')
})

test('a refused name says whether to retry, quotes as recorded', () => {
  const reason = '".part" is a forbidden file type.'
  const body = errorBody({
    exception: 'OCA\\DAV\\Connector\\Sabre\\Exception\\InvalidPath',
    message: reason,
    retry: { retry: false, reason },
  })
  expect(body).toContain('xmlns:s="http://sabredav.org/ns" xmlns:o="http://owncloud.org/ns">\n')
  expect(body).toContain(
    '  <o:retry xmlns:o="o:">false</o:retry>\n  <o:reason xmlns:o="o:">".part" is a forbidden file type.</o:reason>\n',
  )
  expect(Buffer.byteLength(body)).toBe(385)
})

test('an empty message, a report, a lock', () => {
  const body = errorBody({ exception: 'X', message: '', conditions: ['<d:supported-report/>'] })
  expect(body).toContain('  <s:message/>\n  <d:supported-report/>\n</d:error>')
  const locked = errorBody({ exception: 'X', message: 'a < b', lockTokenSubmitted: ['/a/b%26'] })
  expect(locked).toContain('<s:message>a &lt; b</s:message>')
  expect(locked).toContain('<d:lock-token-submitted><d:href>/a/b%26</d:href></d:lock-token-submitted>')
  expect(parseXmlText(locked)?.children).toHaveLength(3)
})

test('a hint carries its own namespace', () => {
  const body = errorBody({ exception: 'X', message: 'm', hint: 'password login forbidden' })
  expect(body).toContain('<o:hint xmlns:o="o:">password login forbidden</o:hint>')
})
