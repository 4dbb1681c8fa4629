import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fetchSafely, mayAsk, Unreachable } from './fetch-safely.ts'

let server: Server
let port: number
let asked: string[]

beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (request.url === '/away') return void response.writeHead(302, { location: '/secret' }).end()
    if (request.url === '/broken') return void response.writeHead(503).end()
    if (request.url === '/long') return void response.end(Buffer.alloc(1024 * 1024 + 1))
    if (request.url === '/cut')
      return void response.writeHead(200, { 'content-length': 9 }).end('x', () => response.destroy())
    response.setHeader('set-cookie', ['a=1', 'b=2'])
    response.end('fine')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  port = (server.address() as AddressInfo).port
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

type Names = NonNullable<Parameters<typeof fetchSafely>[0]['names']>
const naming =
  (...addresses: string[]): Names =>
  (_host, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )

test.each([
  ...['127.0.0.1', '127.8.8.8', '10.1.2.3', '172.31.0.1', '192.168.1.1', '100.64.0.1', '198.18.0.1'],
  ...['::1', 'fd00::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1'],
])('%s is asked in the house alone', (address) => {
  expect([mayAsk(address, false), mayAsk(address, true)]).toEqual([false, true])
})

test.each([
  ...['169.254.169.254', '0.0.0.0', '224.0.0.1', '255.255.255.255', 'fe80::1', 'ff02::1', '::'],
  ...['::ffff:169.254.169.254', '64:ff9b::a9fe:a9fe', '2002:7f00:1::', '2001:db8::1', 'name', ''],
])('%s is never asked', (address) => {
  expect([mayAsk(address, false), mayAsk(address, true)]).toEqual([false, false])
})

test.each(['8.8.8.8', '172.32.0.1', '2a00:1450:4007::1'])('%s may be asked', (address) => {
  expect(mayAsk(address, false)).toBe(true)
})

test('addresses in figures and plain HTTP are judged, however they are written', async () => {
  const outside = fetchSafely({ internal: false })
  for (const host of ['127.0.0.1', '[::1]', '2130706433', '0x7f.1', '127.1', '[::ffff:7f00:1]'])
    await expect(outside(`https://${host}:${port}/`), host).rejects.toThrow(Unreachable)
  for (const address of [`http://example.org:${port}/`, 'file:///etc/passwd', 'data:,x', 'no address'])
    await expect(outside(address), address).rejects.toThrow(Unreachable)
  await expect(fetchSafely({ internal: true })('http://169.254.169.254/')).rejects.toThrow(Unreachable)
  expect(asked).toEqual([])
})

test('a name that leads inside is not asked, nor one that leads both ways', async () => {
  for (const addresses of [['127.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['::ffff:127.0.0.1'], []]) {
    const outside = fetchSafely({ internal: false, names: naming(...addresses) })
    await expect(outside(`https://inside.example:${port}/`), addresses.join()).rejects.toThrow(Unreachable)
  }
  expect(asked).toEqual([])
})

test('the address that was judged is the one that is connected to: a name is looked up once', async () => {
  let looked = 0
  const names: Names = (host, options, done) => {
    looked++
    naming(looked === 1 ? '127.0.0.1' : '169.254.169.254')(host, options, done)
  }
  const answer = await fetchSafely({ internal: true, names })(`http://house.example:${port}/x`)
  expect([await answer.text(), looked]).toEqual(['fine', 1])
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
})

test('no redirect is followed, and what is broken, cut or too long is no answer', async () => {
  const inside = fetchSafely({ internal: true })
  const of = (path: string): string => `http://127.0.0.1:${port}${path}`
  expect((await inside(of('/away'))).status).toBe(302)
  for (const path of ['/broken', '/long', '/cut'])
    await expect(inside(of(path)), path).rejects.toThrow(Unreachable)
  expect(asked).not.toContain('GET /secret')
  const stopped = AbortSignal.abort()
  await expect(inside(of('/'), { signal: stopped })).rejects.toThrow(Unreachable)
  await inside(of('/form'), { method: 'POST', body: new URLSearchParams({ a: 'b' }) })
  expect(asked.at(-1)).toBe('POST /form')
})
