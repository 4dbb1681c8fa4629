import { expect, test } from 'vitest'
import { inParts, partLengths } from './s3-parts.ts'
import { patterned, patternPiece } from './suite-bodies.ts'

const mebi = 1024 * 1024

test.each([
  [0, 10, [0]],
  [9, 10, [9]],
  [10, 10, [10]],
  [11, 10, [10, 1]],
  [300_000, 100_000, [100_000, 100_000, 100_000]],
])('a body of %i bytes in parts of %i', async (size, length, expected) => {
  const parts: Buffer[] = []
  for await (const part of inParts(patterned(size, [1, 2, 70_000]), () => length)) parts.push(part)
  expect(parts.map((part) => part.length)).toEqual(expected)
  expect(Buffer.concat(parts).equals(patternPiece(0, size))).toBe(true)
})

test.each([undefined, 5 * 1024 ** 4, 100 * 1024 ** 3, 100])(
  'parts of an upload of %s bytes keep to the limits of S3',
  (size) => {
    const lengthOf = partLengths(size)
    let total = 0
    for (let index = 0; index < 10_000; index++) total += lengthOf(index)
    expect(total).toBeGreaterThanOrEqual(size ?? 480 * 1024 ** 3)
    expect(lengthOf(0)).toBeGreaterThanOrEqual(5 * mebi)
    expect(lengthOf(9_999)).toBeLessThanOrEqual(size ? 5 * 1024 * mebi : 64 * mebi)
  },
)

test('a body that would need too many parts is refused', async () => {
  const lengthOf = partLengths(undefined)
  expect(() => lengthOf(10_000)).toThrow('too long')
})
