import { expect, test } from 'vitest'
import { patternPiece } from '../../storage/blobs/suite-bodies.ts'
import { BLOCK, BlockSums, blockSums, firstWrong } from './block-sums.ts'

test.each([0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 3 * BLOCK + 17])(
  '%i bytes have the same sums however they are cut',
  (size) => {
    const bytes = patternPiece(0, size)
    const pieces = new BlockSums()
    for (let at = 0, turn = 0; at < size; turn++) {
      const end = Math.min(size, at + [1, 70_000, BLOCK, 2 * BLOCK + 3][turn % 4]!)
      pieces.update(bytes.subarray(at, end))
      at = end
    }
    const sums = blockSums(bytes)
    expect(pieces.text()).toBe(sums)
    expect(sums).toHaveLength(8 * Math.ceil(size / BLOCK))
    expect(firstWrong(bytes, 0, sums)).toBeUndefined()
  },
)

test('each flipped bit is found in its block, and in no other', () => {
  const bytes = patternPiece(0, 2 * BLOCK + 9)
  const sums = blockSums(bytes)
  for (const at of [0, BLOCK - 1, BLOCK, 2 * BLOCK + 8]) {
    const wrong = Buffer.from(bytes)
    wrong[at]! ^= 0x40
    const block = at - (at % BLOCK)
    expect(firstWrong(wrong, 0, sums)).toBe(block)
    expect(firstWrong(wrong.subarray(block), block, sums)).toBe(block)
    expect(firstWrong(wrong.subarray(0, block), 0, sums)).toBeUndefined()
  }
})
