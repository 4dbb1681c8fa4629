import { afterAll, beforeAll, expect, test } from 'vitest'
import { purgeRows } from '../../server/src/domain/trash/purge-rows.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import type { AcceptedAnswer, Client } from './client.ts'
import { type DavResponse, isCollection, statusOf, value } from './multistatus.ts'

const DAV = 'DAV:'
const OC = 'http://owncloud.org/ns'
const NC = 'http://nextcloud.org/ns'

let house: TestHouse
let people = 0

beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

interface Bin {
  readonly client: Client
  readonly files: string
  readonly trash: string
  readonly restore: string
  put(name: string, body?: string): Promise<AcceptedAnswer>
  mkcol(name: string): Promise<AcceptedAnswer>
  del(name: string): Promise<void>
  /** The entries, without the collection itself. */
  list(path?: string): Promise<DavResponse[]>
  back(href: string, called?: string): Promise<number>
  read(name: string): Promise<[status: number, text: string]>
}

const PROPS = [
  ...['resourcetype', 'getcontentlength', 'getetag', 'getlastmodified', 'displayname'].map(
    (n) => `{${DAV}}${n}`,
  ),
  ...['id', 'fileid', 'size', 'permissions'].map((n) => `{${OC}}${n}`),
  ...[
    'filename',
    'original-location',
    'deletion-time',
    'title',
    'deleted-by-id',
    'deleted-by-display-name',
  ].map((n) => `{${NC}}trashbin-${n}`),
]

/** A person with an empty trash. */
async function bin(): Promise<Bin> {
  const id = `p${++people}`
  const { client } = await house.person({ id, name: `Person ${people}`, quota: 1_000_000 })
  const files = `/remote.php/dav/files/${id}`
  const trash = `/remote.php/dav/trashbin/${id}/trash`
  const restore = `/remote.php/dav/trashbin/${id}/restore`
  return {
    client,
    files,
    trash,
    restore,
    put: (name, body = name) =>
      client.dav('PUT', `${files}/${name}`, { body, headers: { 'X-OC-MTime': '1700000000' } }),
    mkcol: (name) => client.dav('MKCOL', `${files}/${name}`),
    async del(name) {
      expect((await client.dav('DELETE', `${files}/${name}`)).status).toBe(204)
    },
    async list(path = '') {
      const [self, ...entries] = await client.propfind(`${trash}/${path}`, PROPS, '1')
      expect(self!.href).toBe(`${trash}/${path}`)
      return entries
    },
    async back(href, called = 'anything') {
      return (await client.dav('MOVE', href, { headers: { Destination: `${restore}/${called}` } })).status
    },
    async read(name) {
      const { status, text } = await client.dav('GET', `${files}/${name}`)
      return [status, status === 200 ? text : '']
    },
  }
}

test('an entry tells where it was, when it went and who sent it away', async () => {
  const own = await bin()
  await own.mkcol('sub')
  const put = await own.put('sub/tr.txt', 'trash me')
  await own.del('sub/tr.txt')
  const [entry, ...others] = await own.list()
  expect(others).toEqual([])
  const time = value(entry!, NC, 'trashbin-deletion-time')!
  expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(30)
  expect(entry!.href).toBe(`${own.trash}/tr.txt.d${time}`)
  expect(value(entry!, DAV, 'displayname')).toBe('tr.txt')
  expect(value(entry!, NC, 'trashbin-filename')).toBe('tr.txt')
  expect(value(entry!, NC, 'trashbin-original-location')).toBe('sub/tr.txt')
  expect(value(entry!, NC, 'trashbin-title')).toBe('sub/tr.txt')
  expect(value(entry!, NC, 'trashbin-deleted-by-id')).toBe(`p${people}`)
  expect(value(entry!, NC, 'trashbin-deleted-by-display-name')).toBe(`Person ${people}`)
  expect(value(entry!, OC, 'id')).toBe(String(Number(put.header('oc-fileid')!.slice(0, -12))))
  expect(value(entry!, OC, 'permissions')).toBe('GD')
  expect(value(entry!, DAV, 'getetag')).toMatch(/^"[^"]+"$/)
  const [self] = await own.client.propfind(`${own.trash}/`, PROPS)
  expect([isCollection(self!), statusOf(self!, NC, 'trashbin-filename')]).toEqual([true, 404])
})

test('a download has its old name, and may be asked for in parts', async () => {
  const own = await bin()
  await own.put('tr.txt', 'trash me')
  await own.del('tr.txt')
  const [entry] = await own.list()
  const got = await own.client.dav('GET', entry!.href)
  expect([got.status, got.text]).toEqual([200, 'trash me'])
  expect(got.header('content-disposition')).toContain('filename="tr.txt"')
  expect(got.header('etag')).toBe(value(entry!, DAV, 'getetag'))
  const part = await own.client.dav('GET', entry!.href, { headers: { Range: 'bytes=6-' } })
  expect([part.status, part.text, part.header('content-range')]).toEqual([206, 'me', 'bytes 6-7/8'])
  const same = await own.client.dav('GET', entry!.href, { headers: { 'If-None-Match': got.header('etag')! } })
  expect(same.status).toBe(304)
  const head = await own.client.dav('HEAD', entry!.href)
  expect([head.status, head.header('content-length')]).toEqual([200, '8'])
})

test('what comes back is what went: id, tag, time and place', async () => {
  const own = await bin()
  await own.mkcol('sub')
  const put = await own.put('sub/tr.txt', 'trash me')
  await own.del('sub/tr.txt')
  const [entry] = await own.list()
  expect(await own.back(entry!.href, 'tr.txt')).toBe(201)
  const got = await own.client.dav('GET', `${own.files}/sub/tr.txt`)
  expect([got.text, got.header('etag')]).toEqual(['trash me', put.header('etag')])
  expect(got.header('last-modified')).toBe('Tue, 14 Nov 2023 22:13:20 GMT')
  const [listed] = await own.client.propfind(`${own.files}/sub/tr.txt`, [`{${OC}}id`])
  expect(value(listed!, OC, 'id')).toBe(put.header('oc-fileid'))
  expect(await own.list()).toEqual([])
  expect(await own.back(entry!.href)).toBe(404)
})

test('names that clash within a second stay apart, in the trash and on their way back', async () => {
  const own = await bin()
  for (const body of ['one', 'two', 'three']) {
    await own.put('same.txt', body)
    await own.del('same.txt')
  }
  const entries = await own.list()
  expect(new Set(entries.map((entry) => entry.href)).size).toBe(3)
  const times = entries.map((entry) => Number(value(entry, NC, 'trashbin-deletion-time')))
  expect(times).toEqual([...times].sort((a, b) => b - a))
  const bodies = await Promise.all(entries.map(async ({ href }) => (await own.client.dav('GET', href)).text))
  expect(bodies).toEqual(['three', 'two', 'one'])
  for (const { href } of entries) expect(await own.back(href)).toBe(201)
  expect(await own.read('same.txt')).toEqual([200, 'three'])
  expect(await own.read('same%20(restored).txt')).toEqual([200, 'two'])
  expect(await own.read('same%20(restored%202).txt')).toEqual([200, 'one'])
})

test('what comes back when its folder is gone has one again', async () => {
  const own = await bin()
  await own.mkcol('gone')
  await own.put('gone/file.txt', 'kept')
  await own.del('gone/file.txt')
  await own.del('gone')
  const entries = await own.list()
  const file = entries.find((entry) => entry.href.includes('/file.txt.d'))!
  expect(await own.back(file.href)).toBe(201)
  expect(await own.read('gone/file.txt')).toEqual([200, 'kept'])
})

test('a folder is entered, and one file of it comes back alone', async () => {
  const own = await bin()
  await own.mkcol('dir')
  await own.mkcol('dir/deep')
  await own.put('dir/deep/in.txt', 'inner')
  await own.put('dir/other.txt', 'other')
  await own.del('dir')
  const [entry] = await own.list()
  expect([entry!.href.endsWith('/'), isCollection(entry!)]).toEqual([true, true])
  expect(value(entry!, OC, 'size')).toBe('10')
  const name = entry!.href.slice(own.trash.length + 1)
  const inside = await own.list(name)
  expect(inside.map((line) => line.href)).toEqual([`${entry!.href}deep/`, `${entry!.href}other.txt`])
  const [inner] = await own.list(`${name}deep/`)
  expect(value(inner!, NC, 'trashbin-original-location')).toBe('dir/deep/in.txt')
  expect(value(inner!, NC, 'trashbin-deletion-time')).toBe(value(entry!, NC, 'trashbin-deletion-time'))
  expect((await own.client.dav('GET', inner!.href)).text).toBe('inner')
  expect(await own.back(inner!.href)).toBe(201)
  expect(await own.read('dir/deep/in.txt')).toEqual([200, 'inner'])
  expect((await own.client.dav('DELETE', `${entry!.href}other.txt`)).status).toBe(204)
  expect((await own.list(name)).map((line) => line.href)).toEqual([`${entry!.href}deep/`])
  expect(await own.back(entry!.href)).toBe(201)
  expect((await own.client.dav('PROPFIND', `${own.files}/dir%20(restored)/deep/`)).status).toBe(207)
  expect(await own.read('dir%20(restored)/other.txt')).toEqual([404, ''])
})

test('one thing goes for good, then everything', async () => {
  const own = await bin()
  for (const name of ['a', 'b', 'c']) {
    await own.put(name)
    await own.del(name)
  }
  const [first] = await own.list()
  expect((await own.client.dav('DELETE', first!.href)).status).toBe(204)
  expect((await own.client.dav('DELETE', first!.href)).status).toBe(404)
  expect((await own.list()).length).toBe(2)
  expect((await own.client.dav('DELETE', own.trash)).status).toBe(204)
  expect(await own.list()).toEqual([])
  expect((await own.client.dav('DELETE', `${own.trash}/`)).status).toBe(204)
})

test('a large trash leaves nothing behind', async () => {
  const own = await bin()
  const nodes = async (): Promise<number> => {
    const row = await house.domain.records.get<{ count: number }>('SELECT count(*) AS count FROM node')
    return row!.count
  }
  await purgeRows(house.domain)
  const before = await nodes()
  const copies = async (from: string, into: string, count: number): Promise<void> => {
    await own.mkcol(into)
    for (let n = 0; n < count; n++)
      await own.client.dav('COPY', `${own.files}/${from}`, {
        headers: { Destination: `${own.files}/${into}/${n}` },
      })
  }
  await own.mkcol('a')
  for (let n = 0; n < 5; n++) await own.put(`a/${n}`)
  await copies('a', 'b', 10)
  await copies('b', 'c', 11)
  for (const name of ['a', 'b', 'c']) await own.del(name)
  // More than go in one transaction.
  expect(await nodes()).toBeGreaterThan(before + 700)
  expect((await own.client.dav('DELETE', own.trash)).status).toBe(204)
  expect(await own.list()).toEqual([])
  await purgeRows(house.domain)
  expect(await nodes()).toBe(before)
})

test('what has no room does not come back', async () => {
  const own = await bin()
  await own.put('big', 'x'.repeat(600_000))
  await own.del('big')
  await own.put('now', 'y'.repeat(600_000))
  const [entry] = await own.list()
  expect(await own.back(entry!.href)).toBe(507)
  expect((await own.list()).length).toBe(1)
  expect((await own.client.dav('GET', entry!.href)).body.length).toBe(600_000)
})

test('the trash is no folder for anything else', async () => {
  const own = await bin()
  await own.put('x.txt')
  await own.del('x.txt')
  const [entry] = await own.list()
  const elsewhere = await own.client.dav('MOVE', entry!.href, {
    headers: { Destination: `${own.files}/y.txt` },
  })
  expect([elsewhere.status, /Incompatible node types/.test(elsewhere.text)]).toEqual([400, true])
  expect((await own.client.dav('MOVE', entry!.href)).status).toBe(400)
  const put = await own.client.dav('PUT', `${own.trash}/x`, { body: 'x' })
  expect([put.status, /Not allowed to create files in the trashbin/.test(put.text)]).toEqual([403, true])
  const mkcol = await own.client.dav('MKCOL', `${own.trash}/x`)
  expect([mkcol.status, /Not allowed to create folders/.test(mkcol.text)]).toEqual([403, true])
  const copy = await own.client.dav('COPY', entry!.href, { headers: { Destination: `${own.restore}/y` } })
  expect(copy.status).toBe(403)
  expect((await own.client.dav('DELETE', own.restore)).status).toBe(403)
  for (const name of ['nope.d1', 'nope', 'x.txt.d1/inner'])
    for (const method of ['PROPFIND', 'GET', 'DELETE', 'MOVE'])
      expect([
        name,
        method,
        (
          await own.client.dav(method, `${own.trash}/${name}`, {
            headers: { Destination: `${own.restore}/x` },
          })
        ).status,
      ]).toEqual([name, method, 404])
  expect((await own.list()).length).toBe(1)
})

test("somebody else's trash is not told from one that does not exist", async () => {
  const [one, other] = [await bin(), await bin()]
  expect((await one.client.dav('PROPFIND', `${other.trash}/`)).status).toBe(403)
  expect((await one.client.dav('PROPFIND', '/remote.php/dav/trashbin/nobody/trash/')).status).toBe(403)
  expect((await one.client.dav('DELETE', other.trash)).status).toBe(403)
})
