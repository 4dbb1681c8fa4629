import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FITTED, fit, held, moved, scaled } from './zoom.ts'

const WINDOW = { width: 800, height: 600 }

test('a picture fits, and is not blown up', () => {
  expect(fit({ width: 1600, height: 600 }, WINDOW)).toEqual({ width: 800, height: 300 })
  expect(fit({ width: 100, height: 1200 }, WINDOW)).toEqual({ width: 50, height: 600 })
  expect(fit({ width: 20, height: 10 }, WINDOW)).toEqual({ width: 20, height: 10 })
})

test('what is under the pointer stays there', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 5, noNaN: true }),
      fc.double({ min: 1.1, max: 3, noNaN: true }),
      fc.integer({ min: -400, max: 400 }),
      (scale, by, at) => {
        const before = { scale, x: 30, y: -20 }
        const after = scaled(before, by, { x: at, y: at })
        const under = (zoom: { scale: number; x: number }): number => (at - zoom.x) / zoom.scale
        expect(under(after)).toBeCloseTo(under(before), 6)
      },
    ),
  )
})

test('it is never smaller than fitted, nor endlessly large', () => {
  expect(scaled({ scale: 1.2, x: 50, y: 9 }, 0.5, { x: 10, y: 10 })).toEqual(FITTED)
  expect(scaled({ scale: 10, x: 0, y: 0 }, 100, { x: 0, y: 0 }).scale).toBe(16)
})

test('it is not moved out of sight', () => {
  const fitted = { width: 800, height: 300 }
  expect(held(moved(FITTED, 500, 500), fitted, WINDOW)).toEqual(FITTED)
  expect(held({ scale: 2, x: 5000, y: -5000 }, fitted, WINDOW)).toEqual({ scale: 2, x: 400, y: 0 })
  expect(held({ scale: 4, x: 10, y: -5000 }, fitted, WINDOW)).toEqual({ scale: 4, x: 10, y: -300 })
})
