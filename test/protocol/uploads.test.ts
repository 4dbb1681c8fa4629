import { createHash, randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { roomIn } from '../../server/src/domain/quota/room.ts'
import { expireUploads } from '../../server/src/domain/uploads/abandon.ts'
import { addChunk } from '../../server/src/domain/uploads/add-chunk.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { type AcceptedAnswer, basic, Client, type Credentials } from './client.ts'
import { multistatus, value } from './multistatus.ts'

const DAV = 'DAV:'
const FILES = '/remote.php/dav/files/alice'
const UPLOADS = '/remote.php/dav/uploads/alice'

let house: TestHouse
let alice: Client
let keys: Credentials

beforeAll(async () => {
  house = await openTestHouse()
  const person = await house.person({ id: 'alice', name: 'Alice', quota: 'unlimited' })
  alice = person.client
  keys = person.app
})
afterAll(() => house.close())

let uploads = 0

/** Opens an upload and sends chunks, in the order in which they are given. */
async function upload(chunks: Readonly<Record<string, string | Buffer>>, client = alice): Promise<string> {
  const place = `${UPLOADS}/u${++uploads}`
  expect((await client.dav('MKCOL', place)).status).toBe(201)
  for (const [name, body] of Object.entries(chunks))
    expect((await client.dav('PUT', `${place}/${name}`, { body })).status).toBe(201)
  return place
}

const assemble = (
  place: string,
  to: string,
  headers: Record<string, string> = {},
  client = alice,
): Promise<AcceptedAnswer> =>
  client.dav('MOVE', `${place}/.file`, { headers: { Destination: `${FILES}/${to}`, ...headers } })

const read = async (name: string, client = alice): Promise<string> => {
  const answer = await client.dav('GET', `${FILES}/${name}`)
  expect(answer.status).toBe(200)
  return answer.text
}

const sha1 = (bytes: Buffer | string): string => createHash('sha1').update(bytes).digest('hex')

const chunksIn = async (place: string, client = alice): Promise<Map<string, string>> => {
  const listed = await client.propfind(place, ['{DAV:}getcontentlength'], '1')
  return new Map(
    listed
      .slice(1)
      .map((line) => [line.href.slice(place.length + 1), value(line, DAV, 'getcontentlength') ?? '']),
  )
}

async function room(): Promise<{ used: number; reserved: number }> {
  const { domain } = house
  return await domain.records.read(async (reader) => {
    const row = (await reader.get<{ id: number }>("SELECT id FROM space WHERE owner = 'alice'"))!
    return await roomIn(reader, row.id)
  })
}

describe('the order of chunks', () => {
  test.each([
    ['one by one', ['1', '2', '10'], ['10', '1', '2']],
    ['five digits', ['00001', '00002', '10000'], ['10000', '00002', '00001']],
    ['six digits', ['000001', '000002', '000010'], ['000002', '000010', '000001']],
    [
      'sixteen digits from zero',
      ['0000000000000000', '0000000000000001', '0000000000000010'],
      ['0000000000000001', '0000000000000000', '0000000000000010'],
    ],
    [
      'ranges',
      [
        '000000000000000-000000000000002',
        '000000000000002-000000000000004',
        '000000000000004-000000010485759',
      ],
      [
        '000000000000004-000000010485759',
        '000000000000000-000000000000002',
        '000000000000002-000000000000004',
      ],
    ],
  ])('follows the names: %s', async (_case, order, arrival) => {
    const bodies = new Map(order.map((name, at) => [name, ['aa', 'bb', 'cc'][at]!]))
    const place = await upload(Object.fromEntries(arrival.map((name) => [`${name}`, bodies.get(name)!])))
    const to = `order-${uploads}.bin`
    expect((await assemble(place, to, { 'OC-Total-Length': '6' })).status).toBe(201)
    expect(await read(to)).toBe('aabbcc')
  })

  test('holds for chunks that arrive side by side', async () => {
    const place = await upload({})
    const bytes = randomBytes(40_000)
    const names = Array.from({ length: 20 }, (_, at) => String(at + 1).padStart(5, '0'))
    const sent = names.map((name, at) =>
      alice.dav('PUT', `${place}/${name}`, { body: bytes.subarray(at * 2000, at * 2000 + 2000) }),
    )
    for (const answer of await Promise.all(sent)) expect(answer.status).toBe(201)
    const checksum = `SHA1:${sha1(bytes)}`
    const moved = await assemble(place, 'parallel.bin', {
      'OC-Checksum': checksum,
      'OC-Total-Length': '40000',
    })
    expect(moved.status).toBe(201)
    const got = await alice.dav('GET', `${FILES}/parallel.bin`)
    expect(got.body.equals(bytes)).toBe(true)
    expect(got.header('oc-checksum')).toBe(checksum)
  })
})

test('a chunk sent again replaces what it held, and the checksum follows', async () => {
  const place = await upload({ '00001': 'wrong', '00002': 'tail' })
  expect((await alice.dav('PUT', `${place}/00001`, { body: 'right-' })).status).toBe(204)
  expect(await chunksIn(place)).toEqual(
    new Map([
      ['.file', '10'],
      ['00001', '6'],
      ['00002', '4'],
    ]),
  )
  const moved = await assemble(place, 'replaced.bin', { 'OC-Checksum': `SHA1:${sha1('right-tail')}` })
  expect(moved.status).toBe(201)
  expect(await read('replaced.bin')).toBe('right-tail')
})

test('a chunk may be taken back, and the upload given up', async () => {
  const place = await upload({ 1: 'a', 2: 'b' })
  expect((await alice.dav('DELETE', `${place}/2`)).status).toBe(204)
  expect((await alice.dav('DELETE', `${place}/2`)).status).toBe(404)
  expect([...(await chunksIn(place)).keys()]).toEqual(['.file', '1'])
  expect((await alice.dav('DELETE', place)).status).toBe(204)
  expect((await alice.dav('DELETE', place)).status).toBe(404)
  expect((await alice.dav('PROPFIND', place, { headers: { Depth: '1' } })).status).toBe(404)
})

test('the root lists what is under way, and nobody else sees it', async () => {
  const place = await upload({ 1: 'a' })
  const listed = await alice.propfind(`${UPLOADS}/`, ['{DAV:}resourcetype'], '1')
  expect(listed[0]!.href).toBe(`${UPLOADS}/`)
  expect(listed.map((line) => line.href)).toContain(`${place}/`)
  const bob = await house.person({ id: 'bob', name: 'Bob' })
  expect((await bob.client.dav('PROPFIND', `${UPLOADS}/`)).status).toBe(403)
  expect((await bob.client.dav('PUT', `${place}/2`, { body: 'x' })).status).toBe(403)
  expect((await alice.dav('PROPFIND', '/remote.php/dav/uploads/nobody/')).status).toBe(403)
})

test('what has arrived can be read back, in parts too', async () => {
  const place = await upload({ 1: 'abc', 2: 'defg' })
  expect((await alice.dav('GET', `${place}/.file`)).text).toBe('abcdefg')
  const part = await alice.dav('GET', `${place}/2`, { headers: { Range: 'bytes=1-2' } })
  expect([part.status, part.text]).toEqual([206, 'ef'])
  expect((await alice.dav('GET', `${place}/3`)).status).toBe(404)
  await alice.dav('DELETE', place)
})

test('an advisory destination that is none does not matter; a length that is none does', async () => {
  const place = `${UPLOADS}/advice`
  const headers = { Destination: 'https%3A//cloud.example.org/remote.php/dav/files/alice/x' }
  expect((await alice.dav('MKCOL', place, { headers })).status).toBe(201)
  expect((await alice.dav('MKCOL', place)).status).toBe(405)
  expect((await alice.dav('PUT', `${place}/1`, { headers, body: 'x' })).status).toBe(201)
  const odd = await alice.dav('MKCOL', `${UPLOADS}/odd`, { headers: { 'OC-Total-Length': 'many' } })
  expect(odd.status).toBe(400)
  await alice.dav('DELETE', place)
})

describe('assembling', () => {
  test('over a file keeps its id, makes a version and takes the times', async () => {
    const first = await alice.dav('PUT', `${FILES}/over.txt`, {
      body: 'old',
      headers: { 'X-OC-MTime': '1600000000' },
    })
    const place = await upload({ 1: 'new ', 2: 'text' })
    const moved = await assemble(place, 'over.txt', {
      'X-OC-MTime': '1700000000.5',
      'X-OC-CTime': '1500000000',
    })
    expect(moved.status).toBe(204)
    expect(moved.header('oc-fileid')).toBe(first.header('oc-fileid'))
    expect(moved.header('etag')).not.toBe(first.header('etag'))
    const got = await alice.dav('GET', `${FILES}/over.txt`)
    expect([got.text, got.header('etag')]).toEqual(['new text', moved.header('etag')])
    expect(got.header('last-modified')).toBe('Tue, 14 Nov 2023 22:13:20 GMT')
    const id = Number(first.header('oc-fileid')!.slice(0, -12))
    const held = await alice.propfind(`/remote.php/dav/versions/alice/versions/${id}`, ['{DAV:}getetag'], '1')
    expect(held.map((line) => line.href.split('/').pop())).toEqual(['', '1700000000', '1600000000'])
    expect((await alice.dav('PROPFIND', place)).status).toBe(404)
    expect((await assemble(place, 'over.txt')).status).toBe(404)
  })

  test('of nothing makes an empty file', async () => {
    expect((await assemble(await upload({}), 'empty.bin')).status).toBe(201)
    expect(await read('empty.bin')).toBe('')
  })

  test('judges conditions by the destination', async () => {
    const first = await alice.dav('PUT', `${FILES}/cond.txt`, { body: 'one' })
    const etag = first.header('etag')!
    const place = await upload({ 1: 'two' })
    const listed = (tag: string): Record<string, string> => ({ If: `<${FILES}/cond.txt> ([${tag}])` })
    for (const headers of [listed('"other"'), { 'If-Match': '"other"' }, { 'If-None-Match': '*' }])
      expect((await assemble(place, 'cond.txt', headers)).status).toBe(412)
    expect((await assemble(place, 'cond.txt', { 'If-Match': '"other"' })).header('etag')).toBe(etag)
    expect((await assemble(place, 'cond.txt', { Overwrite: 'F' })).status).toBe(412)
    expect(await read('cond.txt')).toBe('one')
    const second = await assemble(place, 'cond.txt', listed(etag))
    expect(second.status).toBe(204)
    const again = await upload({ 1: 'three' })
    expect((await assemble(again, 'cond.txt', { 'If-Match': second.header('etag')! })).status).toBe(204)
    expect(await read('cond.txt')).toBe('three')
  })

  test('that fails keeps the chunks, and the next try succeeds', async () => {
    await alice.dav('MKCOL', `${FILES}/folder`)
    const place = await upload({ 1: 'aaa', 2: 'bbb' })
    const tries: [string, Record<string, string>, number, RegExp][] = [
      ['x.bin', { 'OC-Total-Length': '7' }, 400, /do not sum up to 7 but to 6 bytes/],
      ['x.bin', { 'OC-Checksum': `SHA1:${sha1('other')}` }, 400, /checksum/],
      ['x.bin', { 'OC-Checksum': `MD5:${'0'.repeat(32)}` }, 400, /checksum/],
      ['x.bin', { 'X-OC-MTime': 'soon' }, 400, /X-OC-MTime/],
      ['folder', {}, 400, /The given destination files\/alice\/folder is a directory\./],
      ['nodir/x.bin', {}, 409, /The destination node is not found/],
      ['x.part', {}, 400, /InvalidPath/],
      ['x.bin', { Destination: '/remote.php/dav/files/bob/x.bin' }, 403, /Forbidden/],
    ]
    for (const [to, headers, status, text] of tries) {
      const answer = await assemble(place, to, headers)
      expect([answer.status, to]).toEqual([status, to])
      expect(answer.text).toMatch(text)
    }
    expect((await chunksIn(place)).get('.file')).toBe('6')
    const done = await assemble(place, 'x.bin', {
      'OC-Checksum': `SHA1:${sha1('aaabbb')}`,
      'OC-Total-Length': '6',
    })
    expect(done.status).toBe(201)
    expect(await read('x.bin')).toBe('aaabbb')
  })

  test('twice at once happens once', async () => {
    const place = await upload({ 1: randomBytes(200_000), 2: randomBytes(200_000) })
    const headers = { 'OC-Checksum': `MD5:${'0'.repeat(32)}` }
    expect((await assemble(place, 'race.bin', headers)).status).toBe(400)
    const both = await Promise.all([assemble(place, 'race.bin'), assemble(place, 'race.bin')])
    const statuses = both.map((answer) => answer.status).sort()
    expect(statuses[0]).toBe(201)
    expect([404, 423]).toContain(statuses[1])
    expect((await assemble(place, 'race.bin')).status).toBe(404)
  })
})

test('what has no business among chunks is refused', async () => {
  const place = await upload({ 1: 'x' })
  const statuses = [
    await alice.dav('PUT', `${place}/.file`, { body: 'x' }),
    await alice.dav('MKCOL', `${place}/sub`),
    await alice.dav('MOVE', `${place}/1`, { headers: { Destination: `${FILES}/q` } }),
    await alice.dav('MOVE', place, { headers: { Destination: `${FILES}/q` } }),
    await alice.dav('PUT', `${UPLOADS}/single`, { body: 'x' }),
    await alice.dav('COPY', `${place}/.file`, { headers: { Destination: `${FILES}/q` } }),
    await alice.dav('DELETE', `${place}/.file`),
  ].map((answer) => answer.status)
  expect(statuses).toEqual([403, 403, 403, 403, 403, 403, 403])
  expect((await alice.dav('PUT', `${UPLOADS}/none/1`, { body: 'x' })).status).toBe(404)
  expect(await chunksIn(place)).toEqual(
    new Map([
      ['.file', '1'],
      ['1', '1'],
    ]),
  )
  await alice.dav('DELETE', place)
})

/** Sends a head that promises more than comes, and hangs up. */
function breakOff(url: string, path: string, promised: number, bytes: string): Promise<void> {
  const target = new URL(path, url)
  return new Promise((resolve) => {
    const sent = request(target, {
      method: 'PUT',
      agent: false,
      headers: { 'Content-Length': promised, Authorization: basic(keys) },
    })
    sent.on('error', () => resolve())
    sent.write(bytes, () => setTimeout(() => sent.destroy(), 50))
    sent.on('close', () => resolve())
  })
}

test('half a chunk is no chunk', async () => {
  const place = await upload({ 1: 'whole' })
  await breakOff(house.url, `${place}/2`, 1000, 'half')
  await breakOff(house.url, `${place}/1`, 1000, 'half')
  await expect
    .poll(async () => [...(await chunksIn(place))])
    .toEqual([
      ['.file', '5'],
      ['1', '5'],
    ])
  const sent = await alice.dav('PUT', `${place}/2`, {
    headers: { Expect: '100-continue', 'Content-Length': '4' },
    body: 'tail',
  })
  expect(sent.status).toBe(201)
  expect((await alice.dav('PUT', `${place}/3`, { body: 'x', chunked: true })).status).toBe(201)
  expect((await assemble(place, 'half.bin')).status).toBe(201)
  expect(await read('half.bin')).toBe('wholetailx')
})

describe('room', () => {
  test('is kept from the announcement on, and given back', async () => {
    const before = await room()
    const place = `${UPLOADS}/room`
    await alice.dav('MKCOL', place, { headers: { 'OC-Total-Length': '1000' } })
    expect((await room()).reserved).toBe(before.reserved + 1000)
    await alice.dav('PUT', `${place}/1`, { body: 'x'.repeat(600) })
    expect((await room()).reserved).toBe(before.reserved + 1000)
    await alice.dav('PUT', `${place}/2`, { body: 'x'.repeat(600) })
    expect((await room()).reserved).toBe(before.reserved + 1200)
    expect((await assemble(place, 'room.bin')).status).toBe(201)
    expect(await room()).toMatchObject({ reserved: before.reserved, used: before.used + 1200 })
    await alice.dav('MKCOL', place, { headers: { 'OC-Total-Length': '1000' } })
    await alice.dav('DELETE', place)
    expect((await room()).reserved).toBe(before.reserved)
  })

  test('that is not there is said early', async () => {
    const carol = (await house.person({ id: 'carol', name: 'Carol', quota: 10_000 })).client
    const place = '/remote.php/dav/uploads/carol/big'
    const announced = await carol.dav('MKCOL', place, { headers: { 'OC-Total-Length': '10001' } })
    expect([announced.status, /InsufficientStorage/.test(announced.text)]).toEqual([507, true])
    expect((await carol.dav('MKCOL', place)).status).toBe(201)
    expect((await carol.dav('PUT', `${place}/1`, { body: 'x'.repeat(6000) })).status).toBe(201)
    expect((await carol.dav('PUT', `${place}/2`, { body: 'x'.repeat(6000) })).status).toBe(507)
    const other = await carol.dav('PUT', '/remote.php/dav/files/carol/y', { body: 'y'.repeat(5000) })
    expect(other.status).toBe(507)
    const headers = { Destination: '/remote.php/dav/files/carol/big.bin' }
    expect((await carol.dav('MOVE', `${place}/.file`, { headers })).status).toBe(201)
  })
})

test('an upload goes on after a restart of the server, its checksum read back', async () => {
  const bytes = randomBytes(30_000)
  let own = await openTestHouse()
  try {
    const { app } = await own.person({ id: 'alice', name: 'Alice' })
    const place = await upload(
      { '00001': bytes.subarray(0, 10_000), '00002': bytes.subarray(10_000, 20_000) },
      new Client(own.url, app),
    )
    own = await own.restart()
    const client = new Client(own.url, app)
    expect([...(await chunksIn(place, client)).keys()]).toEqual(['.file', '00001', '00002'])
    await client.dav('PUT', `${place}/00003`, { body: bytes.subarray(20_000) })
    const wrong = { 'OC-Checksum': `SHA1:${sha1('other')}` }
    expect((await assemble(place, 'resumed.bin', wrong, client)).status).toBe(400)
    const right = { 'OC-Checksum': `SHA1:${sha1(bytes)}`, 'OC-Total-Length': '30000' }
    expect((await assemble(place, 'resumed.bin', right, client)).status).toBe(201)
    const got = await client.dav('GET', `${FILES}/resumed.bin`)
    expect(got.body.equals(bytes)).toBe(true)
  } finally {
    await own.close()
  }
})

test('what nobody touches for a day is given up, and its room with it', async () => {
  const before = await room()
  const place = `${UPLOADS}/old`
  await alice.dav('MKCOL', place, { headers: { 'OC-Total-Length': '5000' } })
  const later = (hours: number) => ({ ...house.domain, now: () => Date.now() + hours * 3_600_000 })
  await expireUploads(later(23))
  expect((await alice.dav('PROPFIND', place)).status).toBe(207)
  await expireUploads(later(25))
  expect((await alice.dav('PROPFIND', place)).status).toBe(404)
  expect((await room()).reserved).toBeLessThanOrEqual(before.reserved)
})

test('thousands of tiny chunks become a file in one step', async () => {
  // The S3 server of the tests takes its time for each object; there the step itself is what matters.
  const count = inject('engine') === 'servers' ? 300 : 5_000
  const place = await upload({})
  const names = Array.from({ length: count }, (_, at) => String(at + 1))
  const waiting = [...names]
  const actor = { kind: 'member', person: 'alice', admin: false } as const
  const name = place.slice(UPLOADS.length + 1)
  // Not over the wire, where they would take the test's whole time: how they arrive is tested above.
  const send = async (): Promise<void> => {
    for (let chunk = waiting.pop(); chunk !== undefined; chunk = waiting.pop())
      await addChunk(house.domain, actor, name, chunk, Readable.from([Buffer.from(`${chunk};`)]), {})
  }
  await Promise.all(Array.from({ length: 16 }, send))
  expect((await chunksIn(place)).size).toBe(count + 1)
  const began = performance.now()
  const moved = await assemble(place, 'tiny.txt')
  const took = performance.now() - began
  expect(moved.status).toBe(201)
  // A step that copied or asked for each chunk by itself would take seconds.
  expect(took).toBeLessThan(1_500)
  expect(await read('tiny.txt')).toBe(names.map((name) => `${name};`).join(''))
}, 180_000)

test('the listing of an upload is what a client resumes from', async () => {
  const place = await upload({ 2: 'bb', 1: 'a' })
  const answer = await alice.dav('PROPFIND', place, { headers: { Depth: '1' } })
  const [self, whole, ...chunks] = multistatus(answer)
  expect([self!.href, whole!.href]).toEqual([`${place}/`, `${place}/.file`])
  expect(chunks.map((line) => line.href)).toEqual([`${place}/1`, `${place}/2`])
  expect(value(self!, DAV, 'getcontentlength')).toBeUndefined()
  expect(value(whole!, DAV, 'getcontentlength')).toBe('3')
  const alone = await alice.propfind(`${place}/2`, ['{DAV:}getcontentlength'])
  expect(value(alone[0]!, DAV, 'getcontentlength')).toBe('2')
})
