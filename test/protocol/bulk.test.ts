import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../house.ts'
import { type AcceptedAnswer, basic, type Client, type Credentials } from './client.ts'
import { value } from './multistatus.ts'

const FILES = '/remote.php/dav/files/alice'
const BULK = '/remote.php/dav/bulk'
const BOUNDARY = 'boundary_.oOo._a+b=c'
const OWNCLOUD = 'http://owncloud.org/ns'

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

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

interface Part {
  readonly path?: string
  readonly body: string
  /** Over those that a proper part has; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>
}

function part({ path, body, headers = {} }: Part): string {
  const all: Record<string, string | undefined> = {
    'Content-Length': String(Buffer.byteLength(body)),
    'X-File-MD5': md5(body),
    'X-File-Path': path,
    ...headers,
  }
  const lines = Object.entries(all).flatMap(([name, text]) =>
    text === undefined ? [] : [`${name}: ${text}\r\n`],
  )
  return `--${BOUNDARY}\r\n${lines.join('')}\r\n${body}\r\n`
}

const related = (parts: readonly Part[]): string => `${parts.map(part).join('')}--${BOUNDARY}--\r\n`

const post = (
  body: string,
  type = `multipart/related; boundary="${BOUNDARY}"`,
  client = alice,
): Promise<AcceptedAnswer> => client.dav('POST', BULK, { headers: { 'Content-Type': type }, body })

interface Told {
  readonly error: boolean
  readonly message?: string
  readonly etag?: string
  readonly fileid?: string
  readonly permissions?: string
}

const told = (answer: AcceptedAnswer): Record<string, Told> => answer.json() as Record<string, Told>

const etagOf = async (path: string): Promise<string | undefined> =>
  (await alice.dav('HEAD', `${FILES}${path}`)).header('etag')

test('small files go in one request, and the answer is what a listing says', async () => {
  const answer = await post(
    related([
      { path: '/one.txt', body: 'one\n', headers: { 'X-File-Mtime': '1704164645' } },
      { path: '/été (2) %41+&.txt', body: 'accents', headers: { 'X-OC-Mtime': '1700000000' } },
      { path: '/empty', body: '' },
    ]),
  )
  expect([answer.status, answer.header('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  const lines = told(answer)
  expect(Object.keys(lines)).toEqual(['/one.txt', '/été (2) %41+&.txt', '/empty'])
  const got = await alice.dav('GET', `${FILES}/one.txt`)
  expect([got.text, got.header('last-modified')]).toEqual(['one\n', 'Tue, 02 Jan 2024 03:04:05 GMT'])
  expect(got.header('etag')).toBe(`"${lines['/one.txt']!.etag}"`)
  expect(got.header('oc-checksum')).toBe(`MD5:${md5('one\n')}`)
  const odd = `${FILES}/${encodeURIComponent('été (2) %41+&.txt')}`
  expect((await alice.dav('GET', odd)).text).toBe('accents')
  const [listed] = await alice.propfind(`${FILES}/empty`, [`{${OWNCLOUD}}id`, `{${OWNCLOUD}}permissions`])
  expect(lines['/empty']).toMatchObject({
    error: false,
    fileid: value(listed!, OWNCLOUD, 'id'),
    permissions: value(listed!, OWNCLOUD, 'permissions'),
  })
})

test('one bad file does not spoil the others', async () => {
  const answer = await post(
    related([
      { path: '/good-1.txt', body: 'good' },
      { path: '/nodir/x.txt', body: 'lost' },
      { path: '/x.part', body: 'bad name' },
      { path: '/hash.txt', body: 'hash', headers: { 'X-File-MD5': md5('other') } },
      { path: '/nohash.txt', body: 'hash', headers: { 'X-File-MD5': undefined } },
      { path: '/oddhash.txt', body: 'hash', headers: { 'X-File-MD5': '00' } },
      { path: '/time.txt', body: 'time', headers: { 'X-File-Mtime': 'yesterday' } },
      { path: '/../escape.txt', body: 'escape' },
      { path: '__proto__', body: 'key' },
      {
        path: '/good-2.txt',
        body: 'good',
        headers: { 'X-File-MD5': undefined, 'OC-Checksum': `md5:${md5('good')}` },
      },
    ]),
  )
  expect(answer.status).toBe(200)
  const good = [...answer.text.matchAll(/"([^"]+)":\{"error":false/g)].map((match) => match[1])
  expect(good).toEqual(['/good-1.txt', '__proto__', '/good-2.txt'])
  const lines = told(answer)
  for (const path of [
    '/nodir/x.txt',
    '/x.part',
    '/hash.txt',
    '/nohash.txt',
    '/oddhash.txt',
    '/time.txt',
    '/../escape.txt',
  ])
    expect([path, lines[path]!.error, typeof lines[path]!.message]).toEqual([path, true, 'string'])
  for (const path of ['/hash.txt', '/nohash.txt', '/time.txt', '/escape.txt'])
    expect((await alice.dav('GET', `${FILES}${path}`)).status).toBe(404)
})

test('a file that has changed meanwhile is not overwritten', async () => {
  await alice.dav('PUT', `${FILES}/cond.txt`, { body: 'first' })
  const etag = (await etagOf('/cond.txt'))!
  const stale = await post(related([{ path: '/cond.txt', body: 'x', headers: { 'If-Match': '"other"' } }]))
  expect(told(stale)['/cond.txt']!.error).toBe(true)
  const exists = await post(related([{ path: '/cond.txt', body: 'x', headers: { 'If-None-Match': '*' } }]))
  expect(told(exists)['/cond.txt']!.error).toBe(true)
  expect(await etagOf('/cond.txt')).toBe(etag)
  const fresh = await post(related([{ path: '/cond.txt', body: 'second', headers: { 'If-Match': etag } }]))
  expect(told(fresh)['/cond.txt']!.error).toBe(false)
  expect((await alice.dav('GET', `${FILES}/cond.txt`)).text).toBe('second')
})

test('a file over quota fails by itself', async () => {
  const dave = (await house.person({ id: 'dave', name: 'Dave', quota: 100_000 })).client
  const type = `multipart/related; boundary="${BOUNDARY}"`
  const parts = [
    { path: '/small', body: 's' },
    { path: '/large', body: 'l'.repeat(150_000) },
    { path: '/medium', body: 'm'.repeat(60_000) },
    { path: '/too-much', body: 'm'.repeat(60_000) },
  ]
  const lines = told(await post(related(parts), type, dave))
  expect(parts.slice(0, 2).map(({ path }) => lines[path]!.error)).toEqual([false, true])
  // Only one of them has room, whichever comes first.
  expect([lines['/medium']!.error, lines['/too-much']!.error].sort()).toEqual([false, true])
})

describe('a body that cannot be read on', () => {
  const good = { path: '/before.txt', body: 'before' }

  test.each([
    ['a missing length', part({ path: '/a', body: 'x', headers: { 'Content-Length': undefined } })],
    ['a length that is too short', part({ path: '/a', body: 'four', headers: { 'Content-Length': '2' } })],
    ['a length that is too long', part({ path: '/a', body: 'x', headers: { 'Content-Length': '9000' } })],
    ['a missing path', part({ body: 'x' })],
    ['no header at all', `--${BOUNDARY}\r\nwhat\r\n\r\n`],
    ['no end', ''],
  ])('for %s is a 400 that tells what was written', async (_case, bad) => {
    const answer = await post(`${part(good)}${bad}${bad === '' ? '' : `--${BOUNDARY}--\r\n`}`)
    expect(answer.status).toBe(400)
    const written = Object.entries(told(answer)).filter(([, line]) => !line.error)
    expect(written.map(([path]) => path)).toEqual(['/before.txt'])
    expect((await alice.dav('GET', `${FILES}/before.txt`)).text).toBe('before')
    expect((await alice.dav('GET', `${FILES}/a`)).status).toBe(404)
  })

  test('from the start is a 400 and an empty list', async () => {
    const answer = await post('no boundary anywhere')
    expect([answer.status, answer.json()]).toEqual([400, []])
  })

  test('because it is something else altogether is an ordinary error', async () => {
    const answer = await post('{}', 'application/json')
    expect([answer.status, answer.header('content-type')]).toEqual([400, 'application/xml; charset=utf-8'])
  })
})

/** Sends some of a body and hangs up a while after, in milliseconds. */
async function breakOff(body: string, after: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const sent = request(new URL(BULK, house.url), {
      method: 'POST',
      agent: false,
      headers: {
        Authorization: basic(keys),
        'Content-Type': `multipart/related; boundary="${BOUNDARY}"`,
        'Content-Length': 50_000,
      },
    })
    sent.on('error', () => {})
    sent.on('close', () => resolve())
    sent.write(body, () => setTimeout(() => sent.destroy(), after))
  })
}

test('a body that breaks off leaves what had arrived, and not the half', async () => {
  const whole = part({ path: '/arrived.txt', body: 'arrived' })
  const half = part({ path: '/half.txt', body: 'h'.repeat(5000) }).slice(0, 3000)
  const found = async (name: string): Promise<number> => (await alice.dav('GET', `${FILES}/${name}`)).status
  // A busy server may not have read it when the line breaks: then it has not arrived, and is sent again.
  let after = 100
  await expect
    .poll(
      async () => {
        await breakOff(whole + half, after)
        after *= 2
        return await found('arrived.txt')
      },
      { timeout: 60_000, interval: 200 },
    )
    .toBe(200)
  expect(await found('half.txt')).toBe(404)
})
