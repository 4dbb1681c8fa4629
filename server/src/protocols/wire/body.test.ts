import { expect, test } from 'vitest'
import { readBody } from './body.ts'
import { BodyStalled, BodyTooLarge } from './byte-count.ts'

test('a small body is read whole, a large one left', async () => {
  async function* pieces(count: number) {
    for (let index = 0; index < count; index += 1) yield Buffer.from('abcd')
  }
  expect((await readBody(pieces(2))).toString()).toBe('abcdabcd')
  expect((await readBody(pieces(0))).length).toBe(0)
  await expect(readBody(pieces(1e9), 100)).rejects.toBeInstanceOf(BodyTooLarge)
  async function* never() {
    await new Promise(() => {})
    yield Buffer.alloc(0)
  }
  await expect(readBody(never(), 100, 20)).rejects.toBeInstanceOf(BodyStalled)
})
