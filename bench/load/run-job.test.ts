import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Ask, Expectation } from './job.ts'
import { matchesPattern, patternSlices } from './pattern.ts'
import { runJob } from './run-job.ts'

const LARGE = 1_500_000
let server: Server
let port: number
let puts = 0

beforeAll(async () => {
  server = createServer((request, response) => {
    const length = Number(request.url!.slice(1))
    if (request.method === 'GET') response.end(Buffer.concat([...patternSlices({ seed: 7, length })]))
    else if (request.method === 'PROPFIND')
      response.writeHead(207).end('<d:multistatus><d:response></d:response></d:multistatus>')
    else {
      const pieces: Buffer[] = []
      request.on('data', (piece) => pieces.push(piece))
      request.on('end', () => {
        const body = Buffer.concat(pieces)
        const right = body.length === length && matchesPattern({ seed: 7, length }, 0, body)
        puts++
        response.writeHead(right ? 201 : 400).end()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => void server.close())

const run = (asks: Ask[], concurrency = 1) =>
  runJob({ port, headers: {}, asks, concurrency, limitSeconds: 10 }, () => false)

test('every request is sent, and the waits are told', async () => {
  const pattern = { seed: 7, length: LARGE }
  const put: Ask = { method: 'PUT', path: `/${LARGE}`, body: { pattern }, expect: { status: [201] } }
  const outcome = await run([put, put, put], 2)
  expect(outcome.failures).toEqual([])
  expect(outcome.waits).toHaveLength(3)
  expect(outcome.bytes).toBe(3 * LARGE)
  expect(puts).toBe(3)
})

const right: [string, string, Expectation][] = [
  ['GET', `/${LARGE}`, { status: [200], pattern: { seed: 7, length: LARGE } }],
  ['PROPFIND', '/', { status: [207], entries: 1, includes: ['multistatus'] }],
]
test.each(right)('%s of %s is as expected', async (method, path, expected) => {
  expect((await run([{ method, path, expect: expected }])).failures).toEqual([])
})

describe('a wrong answer is a failure', () => {
  const wrong: [string, Expectation][] = [
    ['status 200', { status: [404] }],
    ['wrong bytes', { status: [200], pattern: { seed: 8, length: 1000 } }],
    ['wrong bytes', { status: [200], pattern: { seed: 7, length: 1001 } }],
    ['entries instead of', { status: [200], entries: 2 }],
    ['not compressed', { status: [200], entries: 2, gzip: true }],
    ['no missing', { status: [200], includes: ['missing'] }],
  ]
  test.each(wrong)('%s', async (said, expected) => {
    const { failures } = await run([{ method: 'GET', path: '/1000', expect: expected }])
    expect(failures).toHaveLength(1)
    expect(failures[0]).toContain(said)
  })
})

test('a server that is not there is a failure', async () => {
  const ask = { method: 'GET', path: '/', expect: { status: [200] } }
  const outcome = await runJob({ port: 1, headers: {}, asks: [ask], concurrency: 1 }, () => false)
  expect(outcome.failures).toHaveLength(1)
})
