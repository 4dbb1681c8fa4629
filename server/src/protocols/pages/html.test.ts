import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html } from './html.ts'

test('what is put in is text, in elements and in attributes', () => {
  const hostile = `<img src=x onerror="alert('1')">&`
  expect(`${html`<p title="${hostile}">${hostile}</p>`}`).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">' +
      '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</p>',
  )
})

test('markup nests, lists follow one another, nothing shows as nothing', () => {
  const items = ['a', 'b<'].map((item) => html`<li>${item}</li>`)
  expect(`${html`<ul>${items}</ul>${undefined}${null}${false}${0}`}`).toBe(
    '<ul><li>a</li><li>b&lt;</li></ul>0',
  )
})

test('an object that only looks like markup is not sent as such', () => {
  const posing = { toString: () => '<script>' } as unknown as string
  expect(() => `${html`${posing}`}`).toThrow()
})

test('no text whatever opens an element or leaves an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(`${html`${text}`}`).not.toMatch(/[<>"']/)
    }),
  )
})
