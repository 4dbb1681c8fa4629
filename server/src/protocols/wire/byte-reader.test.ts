import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteReader } from './byte-reader.ts'

async function* cut(whole: Buffer, points: readonly number[]) {
  const all = [0, ...points.map((point) => point % (whole.length + 1)).sort((a, b) => a - b), whole.length]
  for (let index = 1; index < all.length; index += 1) yield whole.subarray(all[index - 1], all[index])
}

test('lines and runs, however the pieces fall', async () => {
  const whole = Buffer.from('one\r\ntwo\n\r\nabcdef\r\nend')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(1000), { maxLength: 10 }), async (points) => {
      const reader = new ByteReader(cut(whole, points))
      for (const line of ['one', 'two', '']) expect(String(await reader.line(10))).toBe(line)
      let run = ''
      while (run.length < 6) run += await reader.some(6 - run.length)
      expect(run).toBe('abcdef')
      expect(String(await reader.line(10))).toBe('')
      expect(await reader.line(10)).toBeNull()
      let rest = ''
      for (let bytes = await reader.some(99); bytes; bytes = await reader.some(99)) rest += bytes
      expect(rest).toBe('end')
    }),
  )
})

test('a line has a longest length, and the source is let go', async () => {
  let closed = false
  async function* endless() {
    try {
      for (;;) yield Buffer.from('xxxx')
    } finally {
      closed = true
    }
  }
  const reader = new ByteReader(endless())
  expect(await reader.line(100)).toBeNull()
  await reader.close()
  expect(closed).toBe(true)
})
