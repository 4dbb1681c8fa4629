import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../house.ts'
import type { AcceptedAnswer, Client } from './client.ts'
import { type DavResponse, statusOf, value } from './multistatus.ts'

const DAV = 'DAV:'
const NC = 'http://nextcloud.org/ns'
const FILES = '/remote.php/dav/files/alice'
const VERSIONS = '/remote.php/dav/versions/alice/versions'
const RESTORE = '/remote.php/dav/versions/alice/restore'

let house: TestHouse
let alice: Client

beforeAll(async () => {
  house = await openTestHouse()
  alice = (await house.person({ id: 'alice', name: 'Alice', quota: 'unlimited' })).client
})
afterAll(() => house.close())

const put = (name: string, body: string, mtime: number): Promise<AcceptedAnswer> =>
  alice.dav('PUT', `${FILES}/${name}`, { body, headers: { 'X-OC-MTime': String(mtime) } })

let files = 0

/** A file that held all these one after the other. */
async function file(...contents: readonly (readonly [body: string, mtime: number])[]): Promise<{
  name: string
  place: string
  id: string
}> {
  const name = `v${++files}.txt`
  let id = ''
  for (const [body, mtime] of contents) id = (await put(name, body, mtime)).header('oc-fileid')!
  return { name, place: `${VERSIONS}/${Number(id.slice(0, -12))}`, id }
}

const PROPS = [
  ...['getcontentlength', 'getcontenttype', 'getlastmodified', 'getetag', 'resourcetype'].map(
    (n) => `{${DAV}}${n}`,
  ),
  ...['version-label', 'version-author', 'has-preview'].map((n) => `{${NC}}${n}`),
]

async function list(place: string): Promise<DavResponse[]> {
  const [self, ...versions] = await alice.propfind(place, PROPS, '1')
  expect(self!.href).toBe(`${place}/`)
  return versions
}

const stamps = async (place: string): Promise<string[]> =>
  (await list(place)).map((line) => line.href.slice(place.length + 1)).sort()

const restore = (version: string, called = 'target'): Promise<AcceptedAnswer> =>
  alice.dav('MOVE', version, { headers: { Destination: `${RESTORE}/${called}` } })

const read = async (address: string): Promise<string> => (await alice.dav('GET', address)).text

const label = (version: string, text: string): Promise<AcceptedAnswer> =>
  alice.dav('PROPPATCH', version, {
    body: `<?xml version="1.0"?><d:propertyupdate xmlns:d="DAV:" xmlns:nc="${NC}"><d:set><d:prop><nc:version-label>${text}</nc:version-label></d:prop></d:set></d:propertyupdate>`,
  })

test('each content is listed by its time, the present one among them', async () => {
  const { place } = await file(['v0', 1_700_000_000], ['v1!', 1_700_001_000], ['v2', 1_700_002_000])
  expect(await stamps(place)).toEqual(['1700000000', '1700001000', '1700002000'])
  const second = (await list(place)).find((line) => line.href.endsWith('1700001000'))!
  expect(value(second, DAV, 'getcontentlength')).toBe('3')
  expect(value(second, DAV, 'getcontenttype')).toBe('text/plain')
  expect(value(second, DAV, 'getlastmodified')).toBe('Tue, 14 Nov 2023 22:30:00 GMT')
  expect(value(second, NC, 'version-author')).toBe('alice')
  expect(value(second, NC, 'has-preview')).toBe('true')
  expect(statusOf(second, NC, 'version-label')).toBe(404)
  expect(value(second, DAV, 'getetag')).toMatch(/^"[^"]+"$/)
  const [alone] = await alice.propfind(second.href, PROPS)
  expect(alone!.href).toBe(second.href)
})

test('a version is read under the present name, in parts too', async () => {
  const { place, name } = await file(['first text', 1_700_000_000], ['v1', 1_700_001_000])
  const got = await alice.dav('GET', `${place}/1700000000`)
  expect([got.status, got.text]).toEqual([200, 'first text'])
  expect(got.header('content-disposition')).toContain(`filename="${name}"`)
  const [listed] = await alice.propfind(`${place}/1700000000`, PROPS)
  expect(got.header('etag')).toBe(value(listed!, DAV, 'getetag'))
  const part = await alice.dav('GET', `${place}/1700000000`, { headers: { Range: 'bytes=-4' } })
  expect([part.status, part.text]).toEqual([206, 'text'])
  expect(await read(`${place}/1700001000`)).toBe('v1')
})

test('a version comes back with its time; what it replaces is kept', async () => {
  const { place, name, id } = await file(['v0', 1_700_000_000], ['v1', 1_700_001_000])
  const before = (await alice.dav('HEAD', `${FILES}/${name}`)).header('etag')
  expect((await restore(`${place}/1700000000`, id)).status).toBe(201)
  const got = await alice.dav('GET', `${FILES}/${name}`)
  expect([got.text, got.header('last-modified')]).toEqual(['v0', 'Tue, 14 Nov 2023 22:13:20 GMT'])
  expect(got.header('etag')).not.toBe(before)
  expect(await stamps(place)).toEqual(['1700000000', '1700001000'])
  expect(await read(`${place}/1700001000`)).toBe('v1')
  expect((await restore(`${place}/1700000000`)).status).toBe(201)
  expect((await alice.dav('HEAD', `${FILES}/${name}`)).header('etag')).toBe(got.header('etag'))
})

test('two contents of one second stay two', async () => {
  const { place, name } = await file(['a', 1_700_000_000], ['b', 1_700_000_000], ['c', 1_700_000_000])
  const names = await stamps(place)
  expect(new Set(names).size).toBe(3)
  const bodies = await Promise.all(names.map((stamp) => read(`${place}/${stamp}`)))
  expect(bodies).toEqual(['a', 'b', 'c'])
  expect((await restore(`${place}/${names[2]}`)).status).toBe(201)
  expect(await read(`${FILES}/${name}`)).toBe('c')
  expect((await restore(`${place}/${names[0]}`)).status).toBe(201)
  expect(await read(`${FILES}/${name}`)).toBe('a')
  const after = await Promise.all((await stamps(place)).map((stamp) => read(`${place}/${stamp}`)))
  expect(after.sort()).toEqual(['a', 'b', 'c'])
})

test('a label stays with its content, wherever that goes', async () => {
  const { place, name } = await file(['v0', 1_700_000_000], ['v1', 1_700_001_000])
  const labelOf = async (stamp: number): Promise<string | undefined> => {
    const [line] = await alice.propfind(`${place}/${stamp}`, [`{${NC}}version-label`])
    return value(line!, NC, 'version-label')
  }
  expect((await label(`${place}/1700000000`, 'first &amp; best')).status).toBe(207)
  expect((await label(`${place}/1700001000`, 'present')).status).toBe(207)
  expect(await labelOf(1_700_000_000)).toBe('first & best')
  await put(name, 'v2', 1_700_002_000)
  expect(await labelOf(1_700_001_000)).toBe('present')
  expect(await labelOf(1_700_002_000)).toBeUndefined()
  await restore(`${place}/1700000000`)
  expect(await labelOf(1_700_000_000)).toBe('first & best')
  const removal = await alice.dav('PROPPATCH', `${place}/1700000000`, {
    body: `<d:propertyupdate xmlns:d="DAV:" xmlns:nc="${NC}"><d:remove><d:prop><nc:version-label/></d:prop></d:remove></d:propertyupdate>`,
  })
  expect(removal.status).toBe(207)
  expect(await labelOf(1_700_000_000)).toBeUndefined()
})

test('nothing else of a version can be changed', async () => {
  const { place } = await file(['v0', 1_700_000_000], ['v1', 1_700_001_000])
  const answer = await alice.dav('PROPPATCH', `${place}/1700000000`, {
    body: `<d:propertyupdate xmlns:d="DAV:" xmlns:nc="${NC}"><d:set><d:prop><nc:version-label>x</nc:version-label><d:getetag>y</d:getetag></d:prop></d:set></d:propertyupdate>`,
  })
  expect([answer.status, /403 Forbidden/.test(answer.text), /424/.test(answer.text)]).toEqual([
    207,
    true,
    true,
  ])
  const [line] = await alice.propfind(`${place}/1700000000`, PROPS)
  expect(statusOf(line!, NC, 'version-label')).toBe(404)
  expect((await label(`${place}/1700000000`, 'x'.repeat(300))).status).toBe(400)
})

test('a version goes; what the file holds stays', async () => {
  const { place, name } = await file(['v0', 1_700_000_000], ['v1', 1_700_001_000])
  expect((await alice.dav('DELETE', `${place}/1700000000`)).status).toBe(204)
  expect((await alice.dav('DELETE', `${place}/1700000000`)).status).toBe(404)
  expect((await alice.dav('DELETE', `${place}/1700001000`)).status).toBe(403)
  expect(await stamps(place)).toEqual(['1700001000'])
  expect(await read(`${FILES}/${name}`)).toBe('v1')
})

test('a rename or another time makes no version', async () => {
  const { place, name } = await file(['v0', 1_700_000_000])
  await alice.dav('MOVE', `${FILES}/${name}`, { headers: { Destination: `${FILES}/renamed-${name}` } })
  await alice.dav('PROPPATCH', `${FILES}/renamed-${name}`, {
    body: `<d:propertyupdate xmlns:d="DAV:"><d:set><d:prop><d:lastmodified>1600000000</d:lastmodified></d:prop></d:set></d:propertyupdate>`,
  })
  expect(await stamps(place)).toEqual(['1600000000'])
})

test('what does not belong here is refused', async () => {
  const { place, name } = await file(['v0', 1_700_000_000], ['v1', 1_700_001_000])
  const version = `${place}/1700000000`
  const forbidden = [
    await alice.dav('COPY', version, { headers: { Destination: `${RESTORE}/target` } }),
    await alice.dav('MOVE', version, { headers: { Destination: `${FILES}/x.txt` } }),
    await alice.dav('PUT', version, { body: 'x' }),
    await alice.dav('MKCOL', `${place}/1`),
    await alice.dav('DELETE', place),
  ].map((answer) => answer.status)
  expect(forbidden).toEqual([403, 403, 403, 403, 403])
  const folder = await alice.dav('MKCOL', `${FILES}/folder-of-versions`)
  const folderId = Number(folder.header('oc-fileid')!.slice(0, -12))
  for (const address of [
    `${VERSIONS}/999999`,
    `${VERSIONS}/x`,
    `${place}/1`,
    `${place}/x`,
    `${VERSIONS}/${folderId}`,
  ])
    for (const method of ['PROPFIND', 'GET', 'MOVE'])
      if (method === 'PROPFIND' || address.startsWith(`${place}/`))
        expect([
          address,
          method,
          (await alice.dav(method, address, { headers: { Destination: `${RESTORE}/x` } })).status,
        ]).toEqual([address, method, 404])
  expect(await read(`${FILES}/${name}`)).toBe('v1')
  const collection = await alice.propfind(`${VERSIONS}/`, PROPS, '1')
  expect(collection.map((line) => line.href)).toEqual([`${VERSIONS}/`])
})

test('versions are nobody else’s, and those of a trashed file wait for it', async () => {
  const { place, name } = await file(['v0', 1_700_000_000], ['v1', 1_700_001_000])
  const bob = (await house.person({ id: 'bob', name: 'Bob' })).client
  expect((await bob.dav('PROPFIND', place)).status).toBe(403)
  expect((await bob.dav('PROPFIND', place.replace('/alice/', '/bob/'))).status).toBe(404)
  expect((await bob.dav('GET', `${place.replace('/alice/', '/bob/')}/1700000000`)).status).toBe(404)
  await alice.dav('DELETE', `${FILES}/${name}`)
  expect((await alice.dav('PROPFIND', place)).status).toBe(404)
  const trash = '/remote.php/dav/trashbin/alice'
  const entries = await alice.propfind(`${trash}/trash/`, [`{${DAV}}getetag`], '1')
  const entry = entries.find((line) => line.href.includes(`/${name}.d`))!
  await alice.dav('MOVE', entry.href, { headers: { Destination: `${trash}/restore/${name}` } })
  expect(await stamps(place)).toEqual(['1700000000', '1700001000'])
})
