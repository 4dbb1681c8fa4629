import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueDirectLink } from '../../../server/src/domain/files/direct-link.ts'
import { openTestHouse, type TestHouse } from '../../house.ts'
import type { AcceptedAnswer, Client } from '../client.ts'
import { found, multistatus, statusOf, value } from '../multistatus.ts'
import { ocsCall } from '../ocs-call.ts'
import { NC, OC } from '../xml.ts'
import { give, nodeNamed } from './leaks/make-thing.ts'

const FORBIDDEN = `<?xml version="1.0" encoding="utf-8"?>
<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" xmlns:o="http://owncloud.org/ns">
  <s:exception>OCA\\DAV\\Connector\\Sabre\\Exception\\Forbidden</s:exception>
  <s:message>Access to this shared resource has been denied because its download permission is disabled.</s:message>
  <o:retry xmlns:o="o:">false</o:retry>
  <o:reason xmlns:o="o:">Access to this shared resource has been denied because its download permission is disabled.</o:reason>
</d:error>
`
const SHARED = '/remote.php/dav/files/kim/given'
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let house: TestHouse
let alice: Client
let kim: Client
let share: number
let file: number
beforeAll(async () => {
  house = await openTestHouse()
  alice = (await house.person({ id: 'alice' })).client
  kim = (await house.person({ id: 'kim' })).client
  const files = '/remote.php/dav/files/alice'
  await alice.dav('MKCOL', `${files}/given`)
  await alice.dav('MKCOL', `${files}/given/inner`)
  const put = (path: string, body: string | Buffer, mtime: number) =>
    alice.dav('PUT', `${files}/${path}`, {
      body,
      headers: { 'X-OC-MTime': String(mtime), 'OC-Checksum': '' },
    })
  await put('given/inner/a.txt', 'first', 1_700_000_001)
  await put('given/inner/a.txt', 'second', 1_700_000_002)
  await put('given/pixel.png', PIXEL, 1_700_000_003)
  share = (await give(house.domain, 'alice', 'given', { kind: 0, recipient: 'kim', download: false })).share
  file = (await nodeNamed(house.domain, 'a.txt')).id
}, 120_000)
afterAll(() => house?.close())

function refused(answer: AcceptedAnswer): void {
  expect(answer.status).toBe(403)
  expect(answer.text).toBe(FORBIDDEN)
}
const allow = (download: 0 | 1) =>
  house.domain.records.write([], (writer) =>
    writer.run('UPDATE share SET download = ? WHERE id = ?', download, share),
  )

test('what may not be downloaded is listed, without what would lead to its bytes', async () => {
  const answer = await kim.dav('PROPFIND', `${SHARED}/`, {
    headers: { Depth: '1' },
    body: `<d:propfind xmlns:d="DAV:" xmlns:oc="${OC}" xmlns:nc="${NC}"><d:prop><nc:has-preview/><oc:downloadURL/><oc:checksums/><oc:permissions/></d:prop></d:propfind>`,
  })
  const line = multistatus(answer).find(({ href }) => href.endsWith('pixel.png'))!
  expect(value(line, NC, 'has-preview')).toBe('false')
  expect(statusOf(line, OC, 'downloadURL')).toBe(404)
  expect(statusOf(line, OC, 'checksums')).toBe(404)
  expect(found(line, OC, 'permissions')).toBeDefined()
})

test.each(['inner/a.txt', 'pixel.png'])(
  'GET of %s, whole or in part, is refused in the words that clients know',
  async (name) => {
    refused(await kim.dav('GET', `${SHARED}/${name}`))
    refused(await kim.dav('GET', `${SHARED}/${name}`, { headers: { Range: 'bytes=0-1' } }))
    expect((await kim.dav('HEAD', `${SHARED}/${name}`)).status).toBe(403)
    refused(await kim.dav('GET', `/remote.php/webdav/given/${name}`))
  },
)

test('no archive holds it, nor one of a folder above it', async () => {
  for (const path of ['given/', 'given/inner/', '']) {
    for (const accept of ['zip', 'tar'])
      refused(await kim.dav('GET', `/remote.php/dav/files/kim/${path}?accept=${accept}`))
  }
  refused(await kim.dav('GET', `${SHARED}/inner/?accept=zip`, { headers: { 'X-NC-Files': 'a.txt' } }))
})

test('it is neither copied nor moved out, and may be renamed where it is', async () => {
  const to = (name: string) => ({ headers: { Destination: `/remote.php/dav/files/kim/${name}` } })
  refused(await kim.dav('COPY', `${SHARED}/inner/a.txt`, to('mine.txt')))
  refused(await kim.dav('COPY', `${SHARED}/inner`, to('given/again')))
  refused(await kim.dav('COPY', SHARED, to('mine')))
  refused(await kim.dav('MOVE', `${SHARED}/inner/a.txt`, to('mine.txt')))
  refused(await kim.dav('MOVE', `${SHARED}/inner`, to('mine')))
  expect((await kim.dav('MOVE', `${SHARED}/inner/a.txt`, to('given/inner/b.txt'))).status).toBe(201)
  expect((await kim.dav('MOVE', `${SHARED}/inner/b.txt`, to('given/inner/a.txt'))).status).toBe(201)
})

test('it is not moved to where somebody else’s things of the same owner may be downloaded', async () => {
  await alice.dav('MKCOL', '/remote.php/dav/files/alice/open')
  await give(house.domain, 'alice', 'open', { kind: 0, recipient: 'kim' })
  const Destination = '/remote.php/dav/files/kim/open/a.txt'
  refused(await kim.dav('MOVE', `${SHARED}/inner/a.txt`, { headers: { Destination } }))
})

test('what it held before is neither listed, read nor named', async () => {
  const versions = `/remote.php/dav/versions/kim/versions/${file}`
  for (const method of ['PROPFIND', 'GET', 'HEAD', 'MOVE']) {
    const answer = await kim.dav(method, `${versions}/1700000001`, {
      headers: { Destination: '/remote.php/dav/versions/kim/restore/x' },
    })
    expect(answer.status, method).toBe(403)
  }
  refused(await kim.dav('PROPFIND', versions, { headers: { Depth: '1' } }))
})

test('there is no picture of it', async () => {
  const picture = await nodeNamed(house.domain, 'pixel.png')
  for (const path of [
    `/core/preview?fileId=${picture.id}&x=64&y=64`,
    '/core/preview.png?file=/given/pixel.png&x=64&y=64',
    '/apps/files_versions/preview?file=/given/pixel.png&version=1700000003&x=64&y=64',
    '/apps/files/api/v1/thumbnail/64/64/given/pixel.png',
  ]) {
    const answer = await kim.send({ method: 'GET', path })
    expect([answer.status, answer.text], path).toEqual([403, '[]'])
  }
  const search = await ocsCall(kim, 'GET', '/search/providers/files/search?term=pixel')
  expect(search.data.entries).toMatchObject([{ title: 'pixel.png', thumbnailUrl: '' }])
})

test('a player gets no address of it, and one that it has is worth nothing', async () => {
  expect((await ocsCall(kim, 'POST', '/apps/dav/api/v1/direct', { fileId: file })).status).toBe(403)
  await allow(1)
  const member = { kind: 'member', person: 'kim', admin: false } as const
  const token = await issueDirectLink(house.domain, { member }, file)
  await allow(0)
  refused(await house.stranger.dav('GET', `/remote.php/direct/${token}`))
})

test('whoever deletes it does not get it out of the trash otherwise than by putting it back', async () => {
  await kim.dav('DELETE', `${SHARED}/pixel.png`)
  const listed = await kim.dav('PROPFIND', '/remote.php/dav/trashbin/kim/trash', {
    headers: { Depth: '1' },
    body: `<d:propfind xmlns:d="DAV:" xmlns:nc="${NC}"><d:prop><nc:trashbin-original-location/><nc:has-preview/></d:prop></d:propfind>`,
  })
  const line = multistatus(listed).find(({ href }) => href.includes('pixel.png'))!
  expect(value(line, NC, 'trashbin-original-location')).toBe('given/pixel.png')
  expect(value(line, NC, 'has-preview')).toBe('false')
  refused(await kim.dav('GET', line.href))
  const { id } = await nodeNamed(house.domain, 'pixel.png')
  const preview = `/apps/files_trashbin/preview?fileId=${id}&x=64&y=64`
  expect((await kim.send({ method: 'GET', path: preview })).status).toBe(403)
  const Destination = '/remote.php/dav/trashbin/kim/restore/pixel.png'
  expect((await kim.dav('MOVE', line.href, { headers: { Destination } })).status).toBe(201)
  expect((await alice.dav('GET', '/remote.php/dav/files/alice/given/pixel.png')).body).toEqual(PIXEL)
})

test('passed on, it is not to be downloaded either', async () => {
  const lou = (await house.person({ id: 'lou' })).client
  await give(house.domain, 'kim', 'inner', { kind: 0, recipient: 'lou', download: true })
  expect(
    (await lou.dav('PROPFIND', '/remote.php/dav/files/lou/inner/', { headers: { Depth: '1' } })).text,
  ).toContain('a.txt')
  refused(await lou.dav('GET', '/remote.php/dav/files/lou/inner/a.txt'))
})

test('once it is allowed, everything is there at once', async () => {
  await allow(1)
  expect((await kim.dav('GET', `${SHARED}/inner/a.txt`)).text).toBe('second')
  expect((await kim.dav('GET', `${SHARED}/?accept=zip`)).status).toBe(200)
  expect((await kim.dav('GET', `/remote.php/dav/versions/kim/versions/${file}/1700000001`)).text).toBe(
    'first',
  )
  await allow(0)
  refused(await kim.dav('GET', `${SHARED}/inner/a.txt`))
})
