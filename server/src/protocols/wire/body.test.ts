import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { readBody } from './body.ts'
import { BodyStalled, BodyTooLarge, BodyTruncated } from './byte-count.ts'

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

test('a stream is read whole, left open when it is too long or silent, and truncated when it breaks', async () => {
  const whole = new PassThrough()
  whole.write('ab')
  setImmediate(() => whole.end('cd'))
  expect((await readBody(whole)).toString()).toBe('abcd')
  expect((await readBody(whole)).length).toBe(0)
  const long = new PassThrough()
  long.write(Buffer.alloc(200))
  await expect(readBody(long, 100)).rejects.toBeInstanceOf(BodyTooLarge)
  expect(long.destroyed).toBe(false)
  const silent = new PassThrough()
  await expect(readBody(silent, 100, 20)).rejects.toBeInstanceOf(BodyStalled)
  expect(silent.destroyed).toBe(false)
  const broken = new PassThrough()
  setImmediate(() => broken.destroy(new Error('the line broke')))
  await expect(readBody(broken)).rejects.toBeInstanceOf(BodyTruncated)
  await expect(readBody(broken)).rejects.toBeInstanceOf(BodyTruncated)
})
