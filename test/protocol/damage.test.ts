import { request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { examine } from '../../server/src/domain/doctor/examine.ts'
import type { Finding } from '../../server/src/domain/doctor/finding.ts'
import { patternPiece } from '../../server/src/storage/blobs/suite-bodies.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { basic, type Client } from './client.ts'

const FILES = '/remote.php/dav/files/alice'
const BLOCK = 256 * 1024

let house: TestHouse
let alice: Client
let authorization: string

beforeAll(async () => {
  house = await openTestHouse()
  const inhabitant = await house.person({ id: 'alice', name: 'Alice', quota: 'unlimited' })
  alice = inhabitant.client
  authorization = basic(inhabitant.app)
})
afterAll(() => house.close())

const KEYS = 'SELECT e.blob FROM node n JOIN extent e ON e.content = n.content WHERE n.name = ?'

/** Flips one bit of what is stored of a file, behind the server's back. */
async function flip(name: string, at: number, piece = 0): Promise<string> {
  const { records, blobs } = house.domain
  const rows = await records.read((reader) =>
    reader.all<{ blob: string }>(`${KEYS} ORDER BY e.position`, name),
  )
  const { blob } = rows[piece]!
  const bytes = await buffer(await blobs.open(blob))
  bytes[at]! ^= 1
  await blobs.remove([blob])
  await blobs.put(
    blob,
    (async function* () {
      yield bytes
    })(),
  )
  return blob
}

async function quickLook(repair = false): Promise<Finding[]> {
  const findings: Finding[] = []
  await examine(house.domain, {
    deep: false,
    found: (finding) => void findings.push(finding),
    ...(repair ? { repair: { recoveredName: () => 'Recovered' } } : {}),
  })
  return findings
}

/** What arrives, and whether the answer came to its end. */
function download(path: string): Promise<{ status: number; bytes: Buffer; whole: boolean }> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, house.url), { headers: { authorization } }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', () => {})
      response.on('close', () =>
        resolve({ status: response.statusCode!, bytes: Buffer.concat(pieces), whole: response.complete }),
      )
    })
    asked.on('error', reject)
    asked.end()
  })
}

test('a short file is refused, without ending the whole run of a sync client', async () => {
  await alice.dav('PUT', `${FILES}/short.txt`, { body: 'the truth' })
  const blob = await flip('short.txt', 4)
  const answer = await alice.dav('GET', `${FILES}/short.txt`)
  expect(answer.status).toBe(502)
  expect(answer.text).not.toContain('ServiceUnavailable')
  expect(answer.text).not.toContain(blob)
  expect(answer.text).toContain('damaged')
  expect((await alice.dav('HEAD', `${FILES}/short.txt`)).status).toBe(200)
})

test('of a long file nothing wrong is sent, and the answer never ends as if it were whole', async () => {
  const size = 5 * BLOCK + 100
  const truth = patternPiece(0, size)
  await alice.dav('PUT', `${FILES}/long.bin`, { body: truth })
  const whole = await download(`${FILES}/long.bin`)
  expect(whole.bytes.equals(truth)).toBe(true)

  await flip('long.bin', 3 * BLOCK + 5)
  const broken = await download(`${FILES}/long.bin`)
  expect(broken.whole).toBe(false)
  expect(broken.bytes.length).toBeLessThanOrEqual(3 * BLOCK)
  expect(broken.bytes.equals(truth.subarray(0, broken.bytes.length))).toBe(true)
})

test('a part that has nothing of the damage is served, one that has is refused', async () => {
  const truth = patternPiece(0, 5 * BLOCK + 100)
  await alice.dav('PUT', `${FILES}/parts.bin`, { body: truth })
  await flip('parts.bin', 2 * BLOCK + 5)
  const part = (range: string) =>
    alice.dav('GET', `${FILES}/parts.bin`, { headers: { Range: `bytes=${range}` } })
  for (const [first, last] of [
    [0, 0],
    [BLOCK - 10, 2 * BLOCK - 1],
    [3 * BLOCK, 5 * BLOCK + 99],
    [3 * BLOCK + 77, 4 * BLOCK + 1],
    [5 * BLOCK + 98, 5 * BLOCK + 99],
  ] as const) {
    const { status, body } = await part(`${first}-${last}`)
    expect(status).toBe(206)
    expect(body.equals(truth.subarray(first, last + 1))).toBe(true)
  }
  // The byte asked for is right; what lies in the same block is not, and nobody knows which of them changed.
  expect((await part(`${2 * BLOCK + 90}-${2 * BLOCK + 99}`)).status).toBe(502)
})

test('bytes that are gone are a refusal too', async () => {
  await alice.dav('PUT', `${FILES}/gone.bin`, { body: patternPiece(0, 2 * BLOCK) })
  const { records, blobs } = house.domain
  const row = await records.read((reader) => reader.get<{ blob: string }>(KEYS, 'gone.bin'))
  await blobs.remove([row!.blob])
  const answer = await alice.dav('GET', `${FILES}/gone.bin`)
  expect(answer.status).toBe(502)
  expect(answer.text).toContain('Sabre\\DAV\\Exception\\BadGateway')
})

test('a file of chunks is guarded in each of them', async () => {
  const store = '/remote.php/dav/uploads/alice/guarded'
  const truth = patternPiece(0, 2 * BLOCK)
  await alice.dav('MKCOL', store)
  await alice.dav('PUT', `${store}/1`, { body: truth.subarray(0, BLOCK - 7) })
  await alice.dav('PUT', `${store}/2`, { body: truth.subarray(BLOCK - 7) })
  const headers = { Destination: `${FILES}/chunks.bin` }
  expect((await alice.dav('MOVE', `${store}/.file`, { headers })).status).toBe(201)
  expect((await download(`${FILES}/chunks.bin`)).bytes.equals(truth)).toBe(true)
  await flip('chunks.bin', 3, 1)
  expect((await alice.dav('GET', `${FILES}/chunks.bin`)).status).toBe(502)
  const first = await alice.dav('GET', `${FILES}/chunks.bin`, { headers: { Range: `bytes=0-${BLOCK - 8}` } })
  expect(first.body.equals(truth.subarray(0, BLOCK - 7))).toBe(true)
})

test('what was refused is told by a quick look of the doctor, and forgotten once it is right again', async () => {
  await alice.dav('PUT', `${FILES}/noticed.txt`, { body: 'as it was' })
  const blob = await flip('noticed.txt', 0)
  const ours = (findings: Finding[]) => findings.filter(({ subject }) => subject === `blob ${blob}`)
  expect(ours(await quickLook())).toEqual([])
  await alice.dav('GET', `${FILES}/noticed.txt`)
  expect(ours(await quickLook(true))).toMatchObject([
    { kind: 'blob-damaged', detail: expect.stringContaining('noticed.txt'), repaired: null },
  ])
  await flip('noticed.txt', 0)
  expect((await alice.dav('GET', `${FILES}/noticed.txt`)).text).toBe('as it was')
  expect(ours(await quickLook())).toMatchObject([{ kind: 'blob-damaged', repaired: null }])
  expect(ours(await quickLook(true))).toMatchObject([{ repaired: 'trusted again' }])
  expect(ours(await quickLook())).toEqual([])
})

test('a slow reader of a long file gets every byte', async () => {
  const size = 9 * BLOCK + 1
  await alice.dav('PUT', `${FILES}/slow.bin`, { body: patternPiece(0, size) })
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    const asked = request(
      new URL(`${FILES}/slow.bin`, house.url),
      { headers: { authorization } },
      async (response) => {
        const pieces: Buffer[] = []
        for await (const piece of response) {
          pieces.push(piece)
          await new Promise(setImmediate)
        }
        resolve(Buffer.concat(pieces))
      },
    )
    asked.on('error', reject)
    asked.end()
  })
  expect(bytes.equals(patternPiece(0, size))).toBe(true)
})
