import { PassThrough, Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { BodyStalled, BodyTooLarge, BodyTruncated } from './byte-count.ts'
import { gatherBody } from './gather-body.ts'

const bytes = (length: number, seed = 1): Buffer =>
  Buffer.from(Array.from({ length }, (_, at) => (at * 131 + seed + (at >> 8)) & 255))

function* inPieces(whole: Buffer, length: number): Generator<Buffer> {
  for (let at = 0; at < whole.length; at += length) yield whole.subarray(at, at + length)
}

/** Copies as whoever borrows must, and now and then lets others run before asking for more. */
async function take(body: AsyncIterable<Uint8Array>, pause = false): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of body) {
    if (pause) for (let i = 0; i < 5; i++) await turn()
    pieces.push(Buffer.from(piece))
  }
  return Buffer.concat(pieces)
}

test.each([0, 1, 70_000, 262_144, 524_288, 3_000_001])(
  '%i bytes come whole, however they are cut',
  async (size) => {
    const whole = bytes(size)
    for (const length of [65_536, 1_000_003, Math.max(1, Math.ceil(size / 40))])
      for (const expected of [size, null]) {
        const source = Readable.from(inPieces(whole, length), { objectMode: false, highWaterMark: 1 })
        expect((await take(gatherBody(source, { expected }), true)).equals(whole)).toBe(true)
      }
  },
)

test('pieces are large, and a slow taker makes the sender wait', async () => {
  const source = new PassThrough({ highWaterMark: 65_536 })
  const whole = bytes(8 * 1024 * 1024)
  let sent = 0
  void (async () => {
    for (const piece of inPieces(whole, 65_536)) {
      sent += piece.length
      if (!source.write(piece)) await new Promise((drained) => source.once('drain', drained))
    }
    source.end()
  })()
  const body = gatherBody(source, { expected: whole.length })
  const first = (await body.next()).value as Uint8Array
  expect(first.length).toBeGreaterThanOrEqual(256 * 1024)
  for (let i = 0; i < 200; i++) await turn()
  expect(sent).toBeLessThan(4 * 1024 * 1024)
  // Nothing that arrived meanwhile has touched what is lent.
  expect(Buffer.compare(first, whole.subarray(0, first.length))).toBe(0)
  const rest = await take(body)
  expect(first.length + rest.length).toBe(whole.length)
})

test('a body that ends early, or whose line breaks, is never whole', async () => {
  await expect(take(gatherBody(Readable.from([bytes(10)]), { expected: 11 }))).rejects.toBeInstanceOf(
    BodyTruncated,
  )
  const source = new PassThrough()
  source.write(bytes(10))
  const taking = take(gatherBody(source, { expected: null }))
  await turn()
  source.destroy(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
  await expect(taking).rejects.toBeInstanceOf(BodyTruncated)
  await expect(take(gatherBody(source, {}))).rejects.toBeInstanceOf(BodyTruncated)
})

test('too much, or nothing for too long, ends it, and the source stays open', async () => {
  const much = new PassThrough()
  much.write(bytes(12))
  await expect(take(gatherBody(much, { expected: 11 }))).rejects.toBeInstanceOf(BodyTooLarge)
  expect(much.destroyed).toBe(false)
  const silent = new PassThrough()
  silent.write(bytes(3))
  await expect(take(gatherBody(silent, { expected: 11, stall: 20 }))).rejects.toBeInstanceOf(BodyStalled)
  expect(silent.destroyed).toBe(false)
})

test('left early, the source stays open and may be drained', async () => {
  const source = new PassThrough()
  source.write(bytes(600_000))
  for await (const piece of gatherBody(source, { expected: 5_000_000 })) {
    expect(piece.length).toBeGreaterThan(0)
    break
  }
  expect(source.destroyed).toBe(false)
  source.end()
  source.resume()
  await new Promise((closed) => source.once('close', closed))
})
