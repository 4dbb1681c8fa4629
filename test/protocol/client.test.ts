import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { LISTING } from '../acceptors/samples.ts'
import { Client } from './client.ts'
import { value } from './multistatus.ts'
import { OC } from './xml.ts'

let server: Server | undefined

afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
  server = undefined
})

type Answering = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void

async function answering(answer: Answering): Promise<Client> {
  server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    answer(request, response, Buffer.concat(parts))
  })
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
  return new Client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

test('an answer that would break a client fails the request, naming the client and the fault', async () => {
  const client = await answering((_request, response) => response.writeHead(200).end())
  const put = client.dav('PUT', '/remote.php/dav/files/alice/a.txt', { body: 'x' })
  await expect(put).rejects.toThrow('statuses: 200 for PUT')
})

test('a fault can be expected, but only the named acceptor’s and for this request', async () => {
  const client = await answering((_request, response) => response.writeHead(201).end())
  const path = '/remote.php/dav/files/alice/a.txt'
  const without = { 'write-headers': 'the server under test is a stub' }
  expect((await client.dav('PUT', path, { body: 'x', without })).status).toBe(201)
  await expect(client.dav('PUT', path, { body: 'x', without: { ios: 'another' } })).rejects.toThrow(
    'OC-FileId',
  )
  await expect(client.dav('PUT', path, { body: 'x' })).rejects.toThrow('OC-FileId')
})

test('methods, paths and headers arrive as they were spelled', async () => {
  let seen: string[] = []
  const client = await answering((request, response) => {
    seen = [request.method!, request.url!, ...request.rawHeaders]
    response.writeHead(204).end()
  })
  const headers = [
    ['x-oc-MTIME', '1'],
    ['X-Twice', 'a'],
    ['X-Twice', 'b'],
  ] as const
  await client.send({ method: 'UNLOCK', path: "//a%2f/../ap'os?x=%zz", headers })
  expect(seen.slice(0, 2)).toEqual(['UNLOCK', "//a%2f/../ap'os?x=%zz"])
  expect(seen.slice(2, 8)).toEqual(['x-oc-MTIME', '1', 'X-Twice', 'a', 'X-Twice', 'b'])
})

test('bodies are streamed in chunks, or held back until the server asks for them', async () => {
  const client = await answering((request, response, body) =>
    response.end(`${request.headers['transfer-encoding'] ?? request.headers['content-length']} ${body}`),
  )
  const streamed = await client.send({ method: 'POST', path: '/', body: Readable.from(['one', 'two']) })
  expect(streamed.text).toBe('chunked onetwo')
  const asked = await client.send({
    method: 'POST',
    path: '/',
    headers: { Expect: '100-continue' },
    body: 'x',
  })
  expect(asked.text).toBe('1 x')
})

test('a zipped listing is read like any other', async () => {
  const client = await answering((_request, response) =>
    response.writeHead(207, { ...LISTING.headers, 'Content-Encoding': 'gzip' }).end(gzipSync(LISTING.body)),
  )
  const listed = await client.propfind(LISTING.path, [`{${OC}}fileid`], '1')
  expect(listed.map((each) => value(each, OC, 'fileid'))).toEqual(['74', '78'])
})
