import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { XmlElement } from './element.ts'
import { parseXmlText } from './parse.ts'
import { serializeContent } from './serialize.ts'

const shape = (element: XmlElement): unknown => [
  element.ns,
  element.name,
  element.attributes,
  element.content.map((item) => (typeof item === 'string' ? item : shape(item))),
]

test('content stands on its own, whatever was declared around it', () => {
  const prop = parseXmlText(
    '<D:p xmlns:D="DAV:" xmlns:f="foo">a &amp; b<f:x f:y="1" xml:lang="fr" z="&quot;&#10;">t<D:z/><n xmlns="bar"/></f:x></D:p>',
  )!
  const written = serializeContent(prop)
  expect(written).toBe(
    'a &amp; b<x xmlns="foo" xmlns:a1="foo" a1:y="1" xml:lang="fr" z="&quot;&#10;">t<z xmlns="DAV:"/><n xmlns="bar"/></x>',
  )
  const again = parseXmlText(`<p xmlns="DAV:">${written}</p>`)!
  expect(again.content.map((item) => (typeof item === 'string' ? item : shape(item)))).toEqual(
    prop.content.map((item) => (typeof item === 'string' ? item : shape(item))),
  )
})

function element(depth: number): fc.Arbitrary<XmlElement> {
  return fc
    .record({
      ns: fc.constantFrom('', 'DAV:', 'urn:a', 'urn:b&"'),
      name: fc.constantFrom('a', 'b-1', 'é'),
      text: fc.string().map((text) => text.replace(/[\ufffe\uffff]/g, '')),
      inner: depth === 0 ? fc.constant([]) : fc.array(element(depth - 1), { maxLength: 3 }),
    })
    .map(({ ns, name, text, inner }) => ({
      ns,
      name,
      text,
      attributes: [{ ns: 'urn:q', name: 'k', value: text }],
      children: inner,
      content: text === '' ? inner : [text, ...inner],
    }))
}

test('any tree comes back as it was', () => {
  fc.assert(
    fc.property(element(3), (tree) => {
      const outer = { ...tree, children: [tree], content: [tree], text: '' }
      const back = parseXmlText(`<r xmlns="urn:other">${serializeContent(outer)}</r>`, {
        bytes: 1e7,
        depth: 100,
        nodes: 1e6,
        attributes: 9,
      })!
      expect(shape(back.children[0]!)).toEqual(shape(tree))
    }),
    { numRuns: 50 },
  )
})
