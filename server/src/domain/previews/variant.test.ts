import { expect, test } from 'vitest'
import { variantFor } from './variant.ts'

const asked = (width: number, height: number, keepsRatio: boolean, covers: boolean) =>
  variantFor({ width, height, keepsRatio, covers })

test('sizes are rounded up to a few', () => {
  const sizes = [1, 32, 64, 65, 256, 400, 1000, 1080, 5000].map((size) => asked(size, size, true, false).size)
  expect(sizes).toEqual([64, 64, 64, 256, 256, 512, 1024, 2048, 2048])
})

test('what keeps its ratio lies within the wished size or covers it', () => {
  expect(asked(300, 700, true, false)).toEqual({ shape: 'whole', size: 1024 })
  expect(asked(300, 700, true, true)).toEqual({ shape: 'cover', size: 512 })
})

test('only a square is cut out; any other form covers what was wished', () => {
  expect(asked(64, 64, false, false)).toEqual({ shape: 'square', size: 64 })
  expect(asked(64, 200, false, false)).toEqual({ shape: 'cover', size: 64 })
})
