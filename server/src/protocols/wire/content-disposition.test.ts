import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentDisposition } from './content-disposition.ts'

test('names as recorded', () => {
  expect(contentDisposition('a.txt')).toBe(`attachment; filename*=UTF-8''a.txt; filename="a.txt"`)
  expect(contentDisposition("ap'os(1)!~@$&=,;.txt")).toBe(
    `attachment; filename*=UTF-8''ap%27os%281%29%21~%40%24%26%3D%2C%3B.txt; filename="ap%27os%281%29%21~%40%24%26%3D%2C%3B.txt"`,
  )
  expect(contentDisposition('ü.txt', 'inline')).toBe(
    `inline; filename*=UTF-8''%C3%BC.txt; filename="%C3%BC.txt"`,
  )
})

test('no name breaks the header', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(contentDisposition(name)).toMatch(
        /^attachment; filename\*=UTF-8''([A-Za-z0-9_.~%-]*); filename="\1"$/,
      )
    }),
  )
})
