import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { type BodyBounds, BodyStalled, BodyTooLarge, BodyTruncated, countBody } from './byte-count.ts'

async function* pieces(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text)
}

async function read(source: AsyncIterable<Uint8Array>, bounds: BodyBounds): Promise<string> {
  const all: Uint8Array[] = []
  for await (const piece of countBody(source, bounds)) all.push(piece)
  return Buffer.concat(all).toString()
}

test('a body of the announced length passes', async () => {
  expect(await read(pieces('hel', 'lo'), { expected: 5, maximum: 5, stall: 1000 })).toBe('hello')
  expect(await read(pieces(), { expected: 0 })).toBe('')
  expect(await read(pieces('any'), {})).toBe('any')
  expect(await read(pieces('any'), { expected: null, stall: 0 })).toBe('any')
})

test('a short body is an error, and so is a long one', async () => {
  await expect(read(pieces('hel'), { expected: 5 })).rejects.toMatchObject({ expected: 5, received: 3 })
  await expect(read(pieces('hello', '!'), { expected: 5 })).rejects.toBeInstanceOf(BodyTooLarge)
})

test('the bound holds before and while reading, and the source is closed', async () => {
  await expect(read(pieces('x'), { expected: 11, maximum: 10 })).rejects.toBeInstanceOf(BodyTooLarge)
  let closed = false
  async function* endless() {
    try {
      for (;;) yield Buffer.alloc(4)
    } finally {
      closed = true
    }
  }
  await expect(read(endless(), { maximum: 10 })).rejects.toMatchObject({ maximum: 10 })
  expect(closed).toBe(true)
})

test('a client that stops sending is left', async () => {
  async function* stalls() {
    yield Buffer.from('ab')
    await new Promise(() => {})
  }
  await expect(read(stalls(), { stall: 20 })).rejects.toBeInstanceOf(BodyStalled)
  async function* slow() {
    for (const text of ['a', 'b', 'c']) {
      await new Promise((resolve) => setTimeout(resolve, 25))
      yield Buffer.from(text)
    }
  }
  expect(await read(slow(), { stall: 60 })).toBe('abc')
})

test('a slow reader is no stalled client', async () => {
  const all: string[] = []
  for await (const piece of countBody(pieces('a', 'b'), { stall: 10 })) {
    await new Promise((resolve) => setTimeout(resolve, 30))
    all.push(Buffer.from(piece).toString())
  }
  expect(all).toEqual(['a', 'b'])
})

test('faults of the source pass through', async () => {
  async function* faulty() {
    yield Buffer.from('a')
    throw new Error('disk')
  }
  await expect(read(faulty(), { expected: 5 })).rejects.toThrow('disk')
})

test('a connection that breaks is a truncated body', async () => {
  let outcome: (error: unknown) => void = () => {}
  const failure = new Promise((resolve) => {
    outcome = resolve
  })
  const server = createServer((incoming) => {
    read(incoming, { expected: 100, stall: 5000 }).then(outcome, outcome)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const client = request({ port, host: '127.0.0.1', method: 'PUT', headers: { 'content-length': 100 } })
  client.on('error', () => {})
  client.write('partial')
  setTimeout(() => client.destroy(), 50)
  expect(await failure).toBeInstanceOf(BodyTruncated)
  await new Promise((resolve) => server.close(resolve))
})

test('a request that is too long can still be answered', async () => {
  const server = createServer(async (incoming, answer) => {
    await read(incoming, { maximum: 10 }).catch(() => answer.writeHead(413))
    answer.end('too long')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const status = await new Promise((resolve, reject) => {
    const client = request({ port, host: '127.0.0.1', method: 'PUT' }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode))
    })
    client.on('error', reject)
    client.end(Buffer.alloc(200_000))
  })
  expect(status).toBe(413)
  await new Promise((resolve) => server.close(resolve))
})
