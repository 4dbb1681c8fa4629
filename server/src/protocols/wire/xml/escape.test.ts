import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeText, escapeXml } from './escape.ts'
import { parseXmlText } from './parse.ts'

test('text without anything special is handed back as it is', () => {
  expect(escapeXml('a plain name.txt')).toBe('a plain name.txt')
  expect(escapeXml('ä 😀')).toBe('ä 😀')
})

test('the characters of the grammar become references', () => {
  expect(escapeXml(`<a href="x">&'</a>`)).toBe(`&lt;a href=&quot;x&quot;&gt;&amp;'&lt;/a&gt;`)
  expect(escapeText('".part" & more')).toBe('".part" &amp; more')
})

test('what XML forbids is dropped', () => {
  expect(escapeXml('a\u0000b\u0008c\ud800d\uffffe\tf\n')).toBe('abcde\tf\n')
  expect(escapeXml('\udc00\ud800')).toBe('')
})

test('any string survives a parser, less what XML forbids', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what XML 1.0 forbids
      const legal = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '')
      const root = parseXmlText(`<a b="${escapeXml(text)}">${escapeXml(text)}</a>`)
      expect(root?.text).toBe(legal)
      expect(root?.attributes[0]?.value).toBe(legal.replace(/[\t\n]/g, ' '))
    }),
  )
})
