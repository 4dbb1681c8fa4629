import { once } from 'node:events'
import { get as httpGet, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../house.ts'
import type { Client } from '../client.ts'
import { ocsCall } from '../ocs-call.ts'

const FILES = '/remote.php/dav/files/alice'
/** More than the sockets between the two sides hold: most of it is sent after the changes. */
const COUNT = 32
const SIZE = 1024 * 1024

let house: TestHouse
let alice: Client
beforeAll(async () => {
  house = await openTestHouse()
  alice = (await house.person({ id: 'alice', quota: 'unlimited' })).client
})
afterAll(() => house?.close())

const bytes = (number: number): Buffer => Buffer.alloc(SIZE, `file ${number} `)
const put = async (path: string, body: Buffer | string) =>
  expect([201, 204]).toContain((await alice.dav('PUT', `${FILES}/${path}`, { body })).status)

/** Members of an archive whose members are stored as they are, by their names. */
function membersOf(zip: Buffer): Map<string, Buffer> {
  const members = new Map<string, Buffer>()
  let at = zip.readUInt32LE(zip.length - 6)
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [size, length, extra] = [
      zip.readUInt32LE(at + 24),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
    ]
    const local = zip.readUInt32LE(at + 42)
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    members.set(zip.toString('utf8', at + 46, at + 46 + length), zip.subarray(begin, begin + size))
    at += 46 + length + extra
  }
  return members
}

/** @returns the answer that is led to, of which nothing but its beginning has been taken yet. */
async function begun(url: string): Promise<IncomingMessage> {
  const [answer] = (await once(httpGet(url), 'response')) as [IncomingMessage]
  answer.pause()
  const { location } = answer.headers
  if (location === undefined) return answer
  answer.destroy()
  return await begun(new URL(location, url).href)
}

test('a folder that changes while it is downloaded by a link arrives as it was when the download began', async () => {
  await alice.dav('MKCOL', `${FILES}/cours`)
  for (let i = 0; i < COUNT; i++) await put(`cours/${i}.bin`, bytes(i))
  const made = await ocsCall(alice, 'POST', '/apps/files_sharing/api/v1/shares', {
    path: '/cours',
    shareType: '3',
  })
  const { url } = made.data as { url: string }

  const answer = await begun(`${url}/download`)
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/zip'])
  const last = COUNT - 1
  await put(`cours/${last}.bin`, 'overwritten')
  await put('cours/new.bin', 'new')
  const Destination = `${house.url}${FILES}/cours/renamed.bin`
  expect(
    (await alice.dav('MOVE', `${FILES}/cours/${last - 1}.bin`, { headers: { Destination } })).status,
  ).toBe(201)
  expect((await alice.dav('DELETE', `${FILES}/cours/${last - 2}.bin`)).status).toBe(204)
  expect((await alice.dav('DELETE', '/remote.php/dav/trashbin/alice/trash')).status).toBe(204)

  const pieces: Buffer[] = []
  for await (const piece of answer) pieces.push(piece as Buffer)
  const zip = Buffer.concat(pieces)
  expect(String(zip.length)).toBe(answer.headers['content-length'])
  const members = membersOf(zip)
  expect([...members.keys()].sort()).toEqual(
    ['cours/', ...Array.from({ length: COUNT }, (_, i) => `cours/${i}.bin`)].sort(),
  )
  for (let i = 0; i < COUNT; i++) expect(members.get(`cours/${i}.bin`)!.equals(bytes(i)), `${i}`).toBe(true)

  const after = await begun(`${url}/download`)
  after.destroy()
  expect(after.headers['content-length']).not.toBe(answer.headers['content-length'])
})
