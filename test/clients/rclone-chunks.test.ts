import { beforeAll, expect, test } from 'vitest'
import type { Credentials } from '../protocol/client.ts'
import { digest, noise } from './folder.ts'
import { type Server, startServer } from './server.ts'

/*
 * What rclone sends since 1.63 for files of more than its chunk size, which the rclone of Debian 12 does not
 * know yet: chunks named by their first and last byte, padded, in a folder that it removes first.
 */

const CHUNK = 10 * 1024 * 1024

let server: Server
let ada: Credentials
const files = '/remote.php/dav/files/ada'
const folder = '/remote.php/dav/uploads/ada/rclone-chunked-upload-2f1c6cbd0d3ee3ca5e6cf14a4f2fb3f6'

beforeAll(async () => {
  server = await startServer()
  ada = await server.addPerson('ada')
  return () => server.stop()
})

const padded = (offset: number): string => String(offset).padStart(15, '0')

/** Names and bodies of the chunks, in the order of the file. */
function* pieces(body: Buffer): Generator<[name: string, piece: Buffer]> {
  for (let start = 0; start < body.length; start += CHUNK) {
    const piece = body.subarray(start, start + CHUNK)
    yield [`${padded(start)}-${padded(start + piece.length - 1)}`, piece]
  }
}

const to = (name: string, mtime: number): Record<string, string> => ({
  Destination: `${server.url}${files}/${name}`,
  'X-OC-Mtime': `${mtime}.000000000`,
})

async function upload(body: Buffer, order: 'ascending' | 'descending'): Promise<void> {
  const client = server.client(ada)
  expect([204, 404]).toContain((await client.dav('DELETE', folder)).status)
  expect((await client.dav('MKCOL', folder)).status).toBe(201)
  const all = [...pieces(body)]
  for (const [name, piece] of order === 'ascending' ? all : all.reverse())
    expect((await client.dav('PUT', `${folder}/${name}`, { body: piece })).status).toBe(201)
}

test('chunks named by their bytes become one file, in the order of their names', async () => {
  const client = server.client(ada)
  const body = noise(3 * CHUNK + 12_345, 'chunks')
  await upload(body, 'descending')
  const moved = await client.dav('MOVE', `${folder}/.file`, {
    headers: to('big%20%C3%A0.bin', 1_600_000_000),
  })
  expect(moved.status).toBe(201)
  expect(moved.header('x-oc-mtime')).toBe('accepted')
  const got = await client.dav('GET', `${files}/big%20%C3%A0.bin`)
  expect(digest(got.body)).toBe(digest(body))
  expect(Date.parse(got.header('last-modified')!)).toBe(1_600_000_000_000)
  expect((await client.dav('PROPFIND', folder, { headers: { Depth: '0' } })).status).toBe(404)
})

test('overwrites, and starts over where a broken upload was left', async () => {
  const client = server.client(ada)
  const first = noise(CHUNK + 1, 'first')
  const second = noise(2 * CHUNK, 'second')
  // Begun and left: rclone removes it before it begins anew.
  await upload(first, 'ascending')
  await upload(second, 'ascending')
  const moved = await client.dav('MOVE', `${folder}/.file`, {
    headers: to('big%20%C3%A0.bin', 1_600_000_100),
  })
  expect(moved.status).toBe(204)
  expect(digest((await client.dav('GET', `${files}/big%20%C3%A0.bin`)).body)).toBe(digest(second))
})

test('a second MOVE while the first runs, or after it, ends as rclone takes for success', async () => {
  const client = server.client(ada)
  const body = noise(4 * CHUNK, 'twice')
  await upload(body, 'ascending')
  const headers = to('twice.bin', 1_600_000_200)
  const move = (): Promise<number> =>
    client.dav('MOVE', `${folder}/.file`, { headers }).then((all) => all.status)
  const both = (await Promise.all([move(), move()])).sort()
  expect(both[0]).toBe(201)
  // It waits at 423 and asks again; 404 then means that all is done.
  expect([404, 423]).toContain(both[1])
  expect(await move()).toBe(404)
  expect(digest((await client.dav('GET', `${files}/twice.bin`)).body)).toBe(digest(body))
})
