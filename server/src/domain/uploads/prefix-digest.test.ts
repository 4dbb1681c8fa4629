import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Domain } from '../domain.ts'
import { prefixDigests } from './prefix-digest.ts'
import { chunkPosition, type Upload } from './upload.ts'

const upload = (revision: number, size: number): Upload => ({
  ...{
    id: 1,
    share: 0,
    person: 'ada',
    name: 'up',
    content: 1,
    space: 1,
    declared: 0,
    created: 0,
    touched: 0,
  },
  revision,
  size,
})

function twoChunks() {
  const digests = prefixDigests({} as Domain)
  for (const [i, name] of ['00001', '00002'].entries()) {
    const turn = digests.take(upload(i, 3 * i), chunkPosition(name), 'SHA256')!
    turn.update(Buffer.from('abc'))
    turn.keep(3, { blob: 'b', start: 3 * i })
  }
  return digests
}

test('chunks that came one after another, and nothing else, are known to be the whole file', () => {
  expect(twoChunks().soFar(upload(2, 6))).toMatchObject({ bytes: 6, chunks: 2, isWhole: true })
})

test('their digest is the one that is going to be asked for', () => {
  const { type, hash } = twoChunks().soFar(upload(2, 6))!
  expect(type).toBe('SHA256')
  expect(hash.digest('hex')).toBe(createHash('sha256').update('abcabc').digest('hex'))
})

test.each([
  ['another chunk came, also through another process', upload(3, 9)],
  ['an empty one came, or one was replaced', upload(3, 6)],
])('they must be compared with what is there when %s', (_, now) => {
  const known = twoChunks().soFar(now)!
  expect(known.isWhole).toBe(false)
  expect(known.isOf([0, 3].map((start) => ({ blob: 'b', start })))).toBe(true)
})

test('other chunks in their place are told apart', () => {
  const known = twoChunks().soFar(upload(4, 6))!
  expect(known.isOf([3, 0].map((start) => ({ blob: 'b', start })))).toBe(false)
})
