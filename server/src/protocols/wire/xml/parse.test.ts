import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { childOf, childrenOf, isElement } from './element.ts'
import { MalformedXml, parseXml, parseXmlText, XML_LIMITS } from './parse.ts'

async function fault(body: Uint8Array[], limits = XML_LIMITS): Promise<string> {
  try {
    await parseXml(Readable.from(body), limits)
  } catch (error) {
    if (error instanceof MalformedXml) return error.fault
    throw error
  }
  return 'accepted'
}
const faultOf = (text: string, limits = XML_LIMITS) => fault([Buffer.from(text)], limits)

test('namespaces are resolved in every form clients use', () => {
  const root = parseXmlText(
    '<?xml version="1.0"?>\n<propfind xmlns="DAV:" xmlns:oc="http://owncloud.org/ns"><prop><oc:id/>' +
      '<id xmlns="http://owncloud.org/ns"/><getetag/></prop></propfind>\n',
  )!
  expect(isElement(root, 'DAV:', 'propfind')).toBe(true)
  const prop = childOf(root, 'DAV:', 'prop')!
  expect(childrenOf(prop, 'http://owncloud.org/ns', 'id')).toHaveLength(2)
  expect(prop.children.map((child) => child.name)).toEqual(['id', 'id', 'getetag'])
  expect(childOf(prop, 'DAV:', 'id')).toBeUndefined()
})

test('text, CDATA and attributes are kept, declarations are not', () => {
  const root = parseXmlText('<a xmlns:x="u" x:b="1" c="&lt;">one<b/>t&amp;w<![CDATA[<o>]]></a>')!
  expect(root.text).toBe('onet&w<o>')
  expect(root.content.map((item) => (typeof item === 'string' ? item : item.name)).join('|')).toMatch(
    /^one\|b\|t&w/,
  )
  expect(root.attributes).toEqual([
    { ns: 'u', name: 'b', value: '1' },
    { ns: '', name: 'c', value: '<' },
  ])
})

test('an empty body is no document', async () => {
  expect(await parseXml(Readable.from([]))).toBeNull()
  expect(parseXmlText(' \r\n')).toBeNull()
})

test('bytes may be cut anywhere', async () => {
  const whole = Buffer.from('\ufeff<?xml version="1.0" encoding="utf-8"?><a><b>ä😀é</b></a>')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 8 }), async (cuts) => {
      const points = [0, ...cuts.sort((a, b) => a - b), whole.length]
      const pieces = points.slice(1).map((point, index) => whole.subarray(points[index], point))
      const root = await parseXml(Readable.from(pieces))
      expect(root?.children[0]?.text).toBe('ä😀é')
    }),
  )
})

test('what is not well-formed is refused', async () => {
  const cases = [
    '<a>',
    '<a></b>',
    '<a b=1/>',
    '<a/><b/>',
    'text',
    '<x:a/>',
    '<a>&nope;</a>',
    '<a b="1" b="2"/>',
  ]
  for (const body of cases) expect(await faultOf(body), body).toBe('not-well-formed')
  // litmus propfind_invalid2: an empty namespace for a prefix
  expect(
    await faultOf('<D:propfind xmlns:D="DAV:"><D:prop><bar:foo xmlns:bar=""/></D:prop></D:propfind>'),
  ).toBe('not-well-formed')
})

test('a document type is refused before anything is expanded', async () => {
  expect(await faultOf('<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>')).toBe('doctype')
  expect(await faultOf('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>')).toBe('doctype')
})

test('bytes that are no UTF-8 are refused, also when cut off', async () => {
  expect(await fault([Buffer.from([0x3c, 0x61, 0x3e, 0xe4, 0x3c, 0x2f, 0x61, 0x3e])])).toBe('not-utf8')
  expect(await fault([Buffer.from('<a/>'), Buffer.from([0xc3])])).toBe('not-utf8')
  expect(await fault([Buffer.from('\ufeff<a/>', 'utf16le')])).toBe('not-utf8')
})

test('size, depth, nodes and attributes are bounded', async () => {
  const limits = { bytes: 1000, depth: 5, nodes: 20, attributes: 3 }
  expect(await faultOf(`<a>${' '.repeat(1000)}</a>`, limits)).toBe('too-large')
  expect(await faultOf(`${'<a>'.repeat(6)}${'</a>'.repeat(6)}`, limits)).toBe('too-deep')
  expect(await faultOf(`${'<a>'.repeat(5)}${'</a>'.repeat(5)}`, limits)).toBe('accepted')
  expect(await faultOf(`<a>${'<b/>'.repeat(20)}</a>`, limits)).toBe('too-many')
  expect(await faultOf('<a b="" c="" d="" e=""/>', limits)).toBe('too-many')
})

test('an endless body is left at the bound', async () => {
  let produced = 0
  function* endless() {
    for (;;) {
      produced += 1024
      yield Buffer.alloc(1024, 0x20)
    }
  }
  await expect(parseXml(Readable.from(endless()))).rejects.toThrow('too-large')
  expect(produced).toBeLessThanOrEqual(XML_LIMITS.bytes + 64 * 1024)
})
