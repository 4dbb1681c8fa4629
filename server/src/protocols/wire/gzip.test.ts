import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { acceptsGzip, gzipped } from './gzip.ts'

test('who takes gzip', () => {
  for (const header of ['gzip', 'gzip, deflate', 'br;q=1, GZIP; q=0.5', '*', 'x-gzip', 'deflate, *;q=0.1'])
    expect(acceptsGzip(header), header).toBe(true)
  for (const header of [undefined, '', 'identity', 'gzip;q=0', 'gzip;q=0.000, *', '*;q=0', 'gzip;q=x'])
    expect(acceptsGzip(header), header).toBe(false)
})

test('a stream is compressed whole', async () => {
  async function* source() {
    for (let index = 0; index < 100; index += 1) yield Buffer.from('<d:response/>'.repeat(1000))
  }
  const pieces: Buffer[] = []
  for await (const piece of gzipped(source())) pieces.push(piece)
  const packed = Buffer.concat(pieces)
  expect(packed.length).toBeLessThan(100_000)
  expect(gunzipSync(packed).toString()).toBe('<d:response/>'.repeat(100_000))
})

test('a fault breaks the answer', async () => {
  async function* broken() {
    yield Buffer.from('<d:multistatus>')
    throw new Error('storage gone')
  }
  await expect(
    (async () => {
      for await (const _ of gzipped(broken()));
    })(),
  ).rejects.toThrow('storage gone')
})

test('a reader that leaves closes the source', async () => {
  let closed = false
  async function* endless() {
    try {
      for (;;) yield Buffer.from(String(Math.random()).repeat(5000))
    } finally {
      closed = true
    }
  }
  const stream = gzipped(endless())
  await new Promise((resolve) => stream.once('data', resolve))
  stream.destroy()
  await expect.poll(() => closed).toBe(true)
})
