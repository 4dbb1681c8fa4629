import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { disablePerson, enablePerson } from '../../../server/src/domain/accounts/people/enable.ts'
import { flushCounters } from '../../../server/src/domain/links/counters.ts'
import { readLink } from '../../../server/src/domain/links/link.ts'
import { sealUnlocked } from '../../../server/src/domain/links/seal.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { openTestHouse, type TestHouse } from '../../house.ts'
import { type AcceptedAnswer, basic, type Client } from '../client.ts'
import { multistatus, statusOf, value } from '../multistatus.ts'
import { fileOf, folderOf, linkTo } from './link.ts'

const DAV = 'DAV:'
const OC = 'http://owncloud.org/ns'
const NC = 'http://nextcloud.org/ns'
const OCS = 'http://open-collaboration-services.org/ns'
const OCM = 'http://open-cloud-mesh.org/ns'
const PASSWORD = 'girafe-piano-nuage'
const ID = /^\d{8,}[a-z][a-z0-9]{11}$/

let house: TestHouse
let anybody: Client
let alice: Client

beforeAll(async () => {
  house = await openTestHouse()
  anybody = house.stranger
  alice = (await house.person({ id: 'alice', name: 'Alice', quota: 'unlimited' })).client
  await house.person({ id: 'bob', name: 'Bob', quota: 1_000_000 })
})
afterAll(() => house.close())

let folders = 0

/** A folder with `p.txt`, `sub/x.txt` in it, below another one, and a link to it. */
async function shared(permissions: number, wish: Parameters<typeof linkTo>[3] = {}) {
  const path = `/top${++folders}/pub`
  await folderOf(house, 'alice', `/top${folders}`)
  await folderOf(house, 'alice', path)
  await folderOf(house, 'alice', `${path}/sub`)
  await fileOf(house, 'alice', `${path}/p.txt`, 'pub')
  await fileOf(house, 'alice', `${path}/sub/x.txt`, 'x')
  const link = await linkTo(house, 'alice', path, { permissions, ...wish })
  return { ...link, path, top: `/top${folders}`, at: `/public.php/dav/files/${link.token}` }
}

const own = (path: string): string => `/remote.php/dav/files/alice${path}`
const text = async (answer: Promise<AcceptedAnswer>): Promise<[number, string]> => {
  const { status, text } = await answer
  return [status, text]
}
const message = (answer: AcceptedAnswer): string | undefined =>
  /<s:message>(.*)<\/s:message>/s.exec(answer.text)?.[1]

describe('a link to look', () => {
  test('lists and reads as anybody', async () => {
    const { at } = await shared(1)
    const lines = multistatus(await anybody.dav('PROPFIND', `${at}/`, { headers: { Depth: '1' } }))
    expect(lines.map(({ href }) => href)).toEqual([`${at}/`, `${at}/p.txt`, `${at}/sub/`])
    const got = await anybody.dav('GET', `${at}/p.txt`)
    expect([got.status, got.text]).toEqual([200, 'pub'])
    expect(got.header('content-disposition')).toContain('filename="p.txt"')
    expect(got.header('etag')).toBe(value(lines[1]!, DAV, 'getetag'))
    expect(got.header('set-cookie')).toBeUndefined()
    const head = await anybody.dav('HEAD', `${at}/p.txt`)
    expect([head.status, head.header('content-length')]).toEqual([200, '3'])
    const part = await anybody.dav('GET', `${at}/p.txt`, { headers: { Range: 'bytes=1-' } })
    expect([part.status, part.text]).toEqual([206, 'ub'])
  })

  test('says to visitors what concerns them, and nothing of people but whose it is', async () => {
    const { at } = await shared(1, { note: 'À lire <avant> lundi' })
    const asked = [
      ...['id', 'fileid', 'permissions', 'size', 'owner-id', 'owner-display-name', 'share-types'],
      ...['favorite', 'tags', 'comments-unread', 'comments-count', 'comments-href'],
    ].map((name) => `{${OC}}${name}`)
    const more = ['has-preview', 'mount-type', 'share-attributes', 'note', 'sharees', 'system-tags'].map(
      (name) => `{${NC}}${name}`,
    )
    const [line] = await anybody.propfind(`${at}/p.txt`, [
      ...asked,
      ...more,
      `{${OCS}}share-permissions`,
      `{${OCM}}share-permissions`,
      `{${DAV}}lockdiscovery`,
      `{${DAV}}quota-available-bytes`,
    ])
    const said = (ns: string, name: string) => value(line!, ns, name)
    expect(said(OC, 'id')).toMatch(ID)
    expect(said(OC, 'permissions')).toBe('RG')
    expect(said(OC, 'owner-id')).toBe('alice')
    expect(said(NC, 'note')).toBe('À lire <avant> lundi')
    expect(said(NC, 'share-attributes')).toBe('[]')
    expect(said(NC, 'mount-type')).toBe('')
    for (const name of ['owner-display-name', 'share-types', 'favorite', 'tags', 'comments-unread'])
      expect(statusOf(line!, OC, name), name).toBe(404)
    for (const name of ['sharees', 'system-tags']) expect(statusOf(line!, NC, name), name).toBe(404)
    expect(statusOf(line!, OCS, 'share-permissions')).toBe(404)
    expect(statusOf(line!, OCM, 'share-permissions')).toBe(404)
    expect(statusOf(line!, DAV, 'lockdiscovery')).toBe(404)
    const names = await anybody.dav('PROPFIND', `${at}/p.txt`, {
      headers: { Depth: '0' },
      body: '<d:propfind xmlns:d="DAV:"><d:propname/></d:propfind>',
    })
    expect(names.text).not.toMatch(/display-name|favorite|share-types|comments|sharees|lock/)
    const [root] = await anybody.propfind(`${at}/`, [
      `{${DAV}}displayname`,
      `{${DAV}}quota-available-bytes`,
      `{${OC}}permissions`,
    ])
    expect(value(root!, DAV, 'displayname')).toBe('pub')
    expect(value(root!, DAV, 'quota-available-bytes')).toBe('-3')
    expect(value(root!, OC, 'permissions')).toBe('RG')
  })

  test('changes nothing', async () => {
    const { at, path } = await shared(1)
    const to = { Destination: `${house.url}${at}/q.txt` }
    const tried = [
      anybody.dav('PUT', `${at}/n.txt`, { body: 'n' }),
      anybody.dav('PUT', `${at}/p.txt`, { body: 'n' }),
      anybody.dav('PUT', `${at}/big.bin`, { body: Buffer.alloc(100_000) }),
      anybody.dav('DELETE', `${at}/p.txt`),
      anybody.dav('DELETE', at),
      anybody.dav('MKCOL', `${at}/d`),
      anybody.dav('MOVE', `${at}/p.txt`, { headers: to }),
      anybody.dav('COPY', `${at}/p.txt`, { headers: to }),
      anybody.dav('PROPPATCH', `${at}/p.txt`, { body: patch('<d:lastmodified>1700000000</d:lastmodified>') }),
      anybody.dav('MKCOL', `${at.replace('files', 'uploads')}/u1`),
    ]
    for (const [i, answer] of (await Promise.all(tried)).entries())
      expect([i, answer.status]).toEqual([i, 403])
    expect(await text(alice.dav('GET', own(`${path}/p.txt`)))).toEqual([200, 'pub'])
    expect(multistatus(await alice.dav('PROPFIND', own(path), { headers: { Depth: '1' } }))).toHaveLength(3)
  })

  test('a folder comes as an archive that is called as it is', async () => {
    const { at } = await shared(1)
    const zip = await anybody.dav('GET', `${at}/?accept=zip`)
    expect([zip.status, zip.header('content-type')]).toEqual([200, 'application/zip'])
    expect(zip.header('content-disposition')).toContain('filename="pub.zip"')
    for (const name of ['pub/p.txt', 'pub/sub/x.txt']) expect(zip.body.includes(name)).toBe(true)
    const some = await anybody.dav('GET', `${at}/?accept=zip&files=${encodeURIComponent('["p.txt"]')}`)
    expect(some.body.includes('p.txt')).toBe(true)
    expect(some.body.includes('x.txt')).toBe(false)
    const outside = await anybody.dav(
      'GET',
      `${at}/?accept=zip&files=${encodeURIComponent('["../p.txt","..",""]')}`,
    )
    expect(outside.status).toBe(404)
  })

  test('has no locks, searches or reports', async () => {
    const { at } = await shared(15)
    const allow = await anybody.dav('OPTIONS', `${at}/`)
    expect([allow.status, allow.header('dav')]).toEqual([200, '1, 3, extended-mkcol'])
    expect((await anybody.dav('REPORT', `${at}/`, { body: '<x/>' })).status).toBe(415)
    for (const method of ['LOCK', 'UNLOCK', 'SEARCH', 'POST'])
      expect((await anybody.dav(method, `${at}/p.txt`)).status, method).toBe(501)
  })
})

const patch = (props: string): string =>
  `<d:propertyupdate xmlns:d="DAV:" xmlns:oc="${OC}"><d:set><d:prop>${props}</d:prop></d:set></d:propertyupdate>`

describe('a link to add and change', () => {
  test('takes files and folders, moves, copies and deletes them', async () => {
    const { at, path, top } = await shared(15)
    const before = value((await alice.propfind(own(top), [`{${DAV}}getetag`]))[0]!, DAV, 'getetag')
    const put = await anybody.dav('PUT', `${at}/up.txt`, { body: 'x' })
    expect(put.status).toBe(201)
    expect(put.header('oc-fileid')).toMatch(ID)
    const [above] = await alice.propfind(own(top), [`{${DAV}}getetag`, `{${OC}}size`])
    expect(value(above!, DAV, 'getetag')).not.toBe(before)
    expect(value(above!, OC, 'size')).toBe('5')
    expect((await anybody.dav('PUT', `${at}/up.txt`, { body: 'yy' })).status).toBe(204)
    expect((await anybody.dav('MKCOL', `${at}/d1`)).status).toBe(201)
    const to = (name: string) => ({ headers: { Destination: `${house.url}${at}/${name}` } })
    const moved = await anybody.dav('MOVE', `${at}/up.txt`, to('d1/up2.txt'))
    expect([moved.status, moved.header('oc-fileid')]).toEqual([201, put.header('oc-fileid')])
    expect((await anybody.dav('COPY', `${at}/d1`, to('d2'))).status).toBe(201)
    expect((await anybody.dav('DELETE', `${at}/d1/up2.txt`)).status).toBe(204)
    expect(await text(alice.dav('GET', own(`${path}/d2/up2.txt`)))).toEqual([200, 'yy'])
    expect((await alice.dav('GET', own(`${path}/d1/up2.txt`))).status).toBe(404)
    const [file] = await anybody.propfind(`${at}/p.txt`, [`{${OC}}permissions`])
    expect(value(file!, OC, 'permissions')).toBe('RGDNVW')
    const [folder] = await anybody.propfind(`${at}/sub/`, [`{${OC}}permissions`])
    expect(value(folder!, OC, 'permissions')).toBe('RGDNVCK')
    const [size] = await alice.propfind(own(top), [`{${OC}}size`])
    expect(value(size!, OC, 'size')).toBe('6')
  })

  test.each([
    [5, { create: 201, overwrite: 403, remove: 403, rename: 403 }],
    [7, { create: 201, overwrite: 204, remove: 403, rename: 201 }],
    [3, { create: 403, overwrite: 204, remove: 403, rename: 201 }],
    [9, { create: 403, overwrite: 403, remove: 204, rename: 403 }],
  ])('does what %i lets it', async (permissions, wanted) => {
    const { at } = await shared(permissions)
    const create = await anybody.dav('PUT', `${at}/n.txt`, { body: 'n' })
    const overwrite = await anybody.dav('PUT', `${at}/sub/x.txt`, { body: 'n' })
    const rename = await anybody.dav('MOVE', `${at}/p.txt`, {
      headers: { Destination: `${at}/q.txt` },
    })
    const remove = await anybody.dav('DELETE', `${at}/sub`)
    const statuses = { create, overwrite, remove, rename }
    expect(
      Object.fromEntries(Object.entries(statuses).map(([name, answer]) => [name, answer.status])),
    ).toEqual(wanted)
  })

  test('a file that is sent in chunks without a length arrives', async () => {
    const { at, path } = await shared(15)
    const body = Readable.from([Buffer.alloc(70_000, 'a'), Buffer.alloc(70_000, 'b')])
    expect((await anybody.dav('PUT', `${at}/long.bin`, { body })).status).toBe(201)
    expect((await alice.dav('GET', own(`${path}/long.bin`))).body).toHaveLength(140_000)
  })

  test('times can be set where files can be changed; nothing that is a person’s own', async () => {
    const { at } = await shared(15)
    const timed = await anybody.dav('PROPPATCH', `${at}/p.txt`, {
      body: patch('<d:lastmodified>1700000000</d:lastmodified>'),
    })
    expect(timed.status).toBe(207)
    expect((await anybody.dav('GET', `${at}/p.txt`)).header('last-modified')).toBe(
      'Tue, 14 Nov 2023 22:13:20 GMT',
    )
    const liked = await anybody.dav('PROPPATCH', `${at}/p.txt`, {
      body: patch('<oc:favorite>1</oc:favorite>'),
    })
    expect(statusOf(multistatus(liked)[0]!, OC, 'favorite')).toBe(403)
    const kept = await anybody.dav('PROPPATCH', `${at}/p.txt`, {
      body: patch('<x:colour xmlns:x="urn:x">red</x:colour>'),
    })
    expect(statusOf(multistatus(kept)[0]!, 'urn:x', 'colour')).toBe(403)
  })

  test('conditions hold, and so do the locks of people', async () => {
    const { at, path } = await shared(15)
    const stale = await anybody.dav('PUT', `${at}/p.txt`, { headers: { 'If-Match': '"x"' }, body: 'n' })
    expect(stale.status).toBe(412)
    const there = await anybody.dav('PUT', `${at}/p.txt`, { headers: { 'If-None-Match': '*' }, body: 'n' })
    expect(there.status).toBe(412)
    const lock = await alice.dav('LOCK', own(`${path}/sub`), {
      body: '<d:lockinfo xmlns:d="DAV:"><d:lockscope><d:exclusive/></d:lockscope><d:locktype><d:write/></d:locktype></d:lockinfo>',
    })
    expect(lock.status).toBe(200)
    expect((await anybody.dav('PUT', `${at}/sub/x.txt`, { body: 'n' })).status).toBe(423)
    const token = lock.header('lock-token')!
    const stolen = await anybody.dav('PUT', `${at}/sub/x.txt`, { headers: { If: `(${token})` }, body: 'n' })
    expect([412, 423]).toContain(stolen.status)
  })

  test('nobody gets out of the folder', async () => {
    const { at, top, path } = await shared(15)
    const other = await shared(15)
    await fileOf(house, 'alice', `${top}/secret.txt`, 'secret')
    for (const way of ['..', '%2e%2e', 'sub/../..', 'sub/%2e%2e/%2e%2e', '..%2f', './../'])
      for (const method of ['GET', 'PROPFIND', 'DELETE'])
        expect((await anybody.dav(method, `${at}/${way}/secret.txt`)).status, way).toBe(404)
    for (const target of [
      `${at}/../secret2.txt`,
      `${other.at}/p2.txt`,
      own('/p2.txt'),
      `/remote.php/webdav/p2.txt`,
      `/public.php/webdav/p2.txt`,
      '/p2.txt',
    ]) {
      const moved = await anybody.dav('MOVE', `${at}/p.txt`, { headers: { Destination: target } })
      expect(moved.status, target).toBe(403)
    }
    expect((await anybody.dav('DELETE', at)).status).toBe(403)
    expect((await anybody.dav('MOVE', at, { headers: { Destination: `${at}/sub/me` } })).status).toBe(409)
    expect((await alice.dav('GET', own(`${path}/p.txt`))).status).toBe(200)
    for (const name of ['a%00b', 'a%0Ab', 'x'.repeat(300), '%ff'])
      expect((await anybody.dav('PUT', `${at}/${name}`, { body: 'n' })).status).toBe(400)
  })

  test('the owner’s quota holds, and how much room there is left is told to those who may fill it', async () => {
    await folderOf(house, 'bob', '/small')
    const { token } = await linkTo(house, 'bob', '/small', { permissions: 15 })
    const reading = await linkTo(house, 'bob', '/small', { permissions: 1 })
    const at = `/public.php/dav/files/${token}`
    const full = await anybody.dav('PUT', `${at}/big.bin`, { body: Buffer.alloc(1_100_000) })
    expect(full.status).toBe(507)
    const free = async (token: string) =>
      value(
        (await anybody.propfind(`/public.php/dav/files/${token}/`, [`{${DAV}}quota-available-bytes`]))[0]!,
        DAV,
        'quota-available-bytes',
      )
    expect(Number(await free(token))).toBeGreaterThan(900_000)
    expect(await free(reading.token)).toBe('-2')
  })

  test('a file comes in pieces, which nobody else can list or read back', async () => {
    const { at, path, token } = await shared(15)
    const uploads = `/public.php/dav/uploads/${token}`
    const headers = { Destination: `${house.url}${at}/c.bin` }
    expect((await anybody.dav('MKCOL', `${uploads}/u1`, { headers })).status).toBe(201)
    expect((await anybody.dav('PUT', `${uploads}/u1/2`, { headers, body: 'def' })).status).toBe(201)
    expect((await anybody.dav('PUT', `${uploads}/u1/1`, { headers, body: 'abc' })).status).toBe(201)
    const listed = await anybody.propfind(`${uploads}/u1`, [`{${DAV}}getcontentlength`], '1')
    expect(listed.map(({ href }) => href.split('/').at(-1))).toEqual(['', '.file', '1', '2'])
    expect(await anybody.propfind(`${uploads}/`, [`{${DAV}}resourcetype`], '1')).toHaveLength(1)
    for (const method of ['GET', 'HEAD'])
      expect((await anybody.dav(method, `${uploads}/u1/1`)).status).toBe(403)
    const other = await shared(15)
    expect((await anybody.dav('PROPFIND', `/public.php/dav/uploads/${other.token}/u1`)).status).toBe(404)
    expect((await alice.dav('PROPFIND', '/remote.php/dav/uploads/alice/u1')).status).toBe(404)
    const away = await anybody.dav('MOVE', `${uploads}/u1/.file`, {
      headers: { Destination: `${house.url}${other.at}/c.bin` },
    })
    expect(away.status).toBe(403)
    const done = await anybody.dav('MOVE', `${uploads}/u1/.file`, { headers })
    expect(done.status).toBe(201)
    expect(done.header('oc-fileid')).toBeDefined()
    expect(await text(alice.dav('GET', own(`${path}/c.bin`)))).toEqual([200, 'abcdef'])
  })

  test('an upload that its owner narrowed is not finished', async () => {
    const { at, token } = await shared(5)
    const uploads = `/public.php/dav/uploads/${token}`
    await anybody.dav('MKCOL', `${uploads}/u1`)
    await anybody.dav('PUT', `${uploads}/u1/1`, { body: 'abc' })
    const done = await anybody.dav('MOVE', `${uploads}/u1/.file`, {
      headers: { Destination: `${at}/p.txt` },
    })
    expect(done.status).toBe(403)
  })
})

describe('a link to one file', () => {
  const single = async (permissions: number) => {
    await fileOf(house, 'alice', `/single${++folders}.txt`, 'single')
    const { token } = await linkTo(house, 'alice', `/single${folders}.txt`, { permissions })
    return { at: `/public.php/dav/files/${token}`, name: `single${folders}.txt`, token }
  }

  test('is that file', async () => {
    const { at, name, token } = await single(1)
    for (const path of [at, `${at}/`]) {
      const got = await anybody.dav('GET', path)
      expect([got.status, got.text]).toEqual([200, 'single'])
      expect(got.header('content-disposition')).toContain(`filename="${name}"`)
      for (const depth of ['0', '1']) {
        const lines = multistatus(await anybody.dav('PROPFIND', path, { headers: { Depth: depth } }))
        expect(lines.map(({ href }) => href)).toEqual([at])
        expect(value(lines[0]!, DAV, 'getcontentlength')).toBe('6')
      }
    }
    expect((await anybody.dav('GET', `${at}/${name}`)).status).toBe(404)
    expect((await anybody.dav('PROPFIND', `${at}/${name}`)).status).toBe(404)
    expect((await anybody.dav('PUT', at, { body: 'n' })).status).toBe(403)
    const old = anybody.as({ user: token, password: '' })
    expect(await text(old.dav('GET', '/public.php/webdav/'))).toEqual([200, 'single'])
  })

  test('is written where it may be, and stays where it is', async () => {
    const { at, name } = await single(3)
    const before = await alice.propfind(own('/'), [`{${DAV}}getetag`])
    const put = await anybody.dav('PUT', at, { body: 'changed' })
    expect(put.status).toBe(204)
    expect(await text(alice.dav('GET', own(`/${name}`)))).toEqual([200, 'changed'])
    const after = await alice.propfind(own('/'), [`{${DAV}}getetag`])
    expect(value(after[0]!, DAV, 'getetag')).not.toBe(value(before[0]!, DAV, 'getetag'))
    expect((await anybody.dav('PUT', `${at}/below.txt`, { body: 'n' })).status).toBe(409)
    expect((await anybody.dav('DELETE', at)).status).toBe(403)
    expect((await anybody.dav('MOVE', at, { headers: { Destination: `${at}/x` } })).status).toBe(409)
    const [line] = await anybody.propfind(at, [`{${OC}}permissions`, `{${DAV}}displayname`])
    expect(value(line!, OC, 'permissions')).toBe('RGNVW')
    expect(value(line!, DAV, 'displayname')).toBe(name)
  })
})

describe('a password', () => {
  test('is asked for without a window, and any name goes with it', async () => {
    const { at, token } = await shared(1, { password: PASSWORD })
    const nobody = await anybody.dav('PROPFIND', `${at}/`, { headers: { Depth: '0' } })
    expect([nobody.status, nobody.header('www-authenticate'), message(nobody)]).toEqual([
      401,
      undefined,
      undefined,
    ])
    for (const user of ['anonymous', token, '', 'alice']) {
      const client = anybody.as({ user, password: PASSWORD })
      expect((await client.dav('PROPFIND', `${at}/`, { headers: { Depth: '0' } })).status).toBe(207)
      expect(await text(client.dav('GET', `${at}/p.txt`))).toEqual([200, 'pub'])
    }
    for (const password of ['wrong', '', `${PASSWORD}x`]) {
      const guess = anybody.as({ user: 'anonymous', password })
      const wrong = await guess.dav('PROPFIND', `${at}/`, { headers: { Depth: '0' } })
      expect([wrong.status, wrong.header('www-authenticate'), message(wrong)]).toEqual([
        401,
        'Basic realm="Nuage", charset="UTF-8"',
        'Username or password was incorrect',
      ])
      const script = await guess.dav('GET', `${at}/p.txt`, {
        headers: { 'X-Requested-With': 'XMLHttpRequest' },
      })
      expect([script.status, script.header('www-authenticate'), message(script)]).toEqual([
        401,
        'DummyBasic realm="Nuage"',
        'Cannot authenticate over ajax calls',
      ])
    }
    const page = await anybody.dav('PUT', `${at}/p.txt`, { body: 'n' })
    expect(page.status).toBe(401)
    const bearer = await anybody.dav('GET', `${at}/p.txt`, {
      headers: { Authorization: `Bearer ${PASSWORD}` },
    })
    expect(bearer.status).toBe(401)
  })

  test('of an account opens nothing, and is not needed where there is no password', async () => {
    const { at } = await shared(1, { password: PASSWORD })
    expect((await alice.dav('GET', `${at}/p.txt`)).status).toBe(401)
    const open = await shared(1)
    for (const value of ['Basic !!!', 'Bearer x', 'Digest a="b"', basic({ user: 'x', password: 'y' })])
      expect(
        (await anybody.dav('GET', `${open.at}/p.txt`, { headers: { Authorization: value } })).status,
      ).toBe(200)
  })

  test('once given on the page counts here too', async () => {
    const { at, share } = await shared(15, { password: PASSWORD })
    const link = (await house.domain.records.read((reader) => readLink(reader, share)))!
    const seal = sealUnlocked(house.domain, link)
    const Cookie = `theme=dark; nuage-link-${share}=${seal}`
    expect(await text(anybody.dav('GET', `${at}/p.txt`, { headers: { Cookie } }))).toEqual([200, 'pub'])
    for (const forged of [
      `nuage-link-${share}=${seal.slice(0, -2)}`,
      `nuage-link-${share + 1}=${seal}`,
      `nuage-link-${share}=${seal}x`,
      `nuage-link-${share}=`,
      `nuage-link-${share}=${'.'.repeat(10_000)}`,
    ])
      expect((await anybody.dav('GET', `${at}/p.txt`, { headers: { Cookie: forged } })).status).toBe(401)
  })
})

describe('what is not there', () => {
  test('is not there, whatever it was', async () => {
    const ended = await shared(1, { end: '2100-01-01' })
    await house.domain.records.write([], (writer) =>
      writer.run('UPDATE share SET expires = ? WHERE id = ?', 1_700_000_000, ended.share),
    )
    const { token } = ended
    for (const tried of [
      'nosuchtoken',
      token,
      `${token}x`,
      token.slice(1),
      '%00',
      '..',
      "'--",
      'x'.repeat(500),
    ])
      for (const tree of ['files', 'uploads'])
        for (const method of ['PROPFIND', 'GET', 'PUT', 'OPTIONS']) {
          const answer = await anybody.dav(method, `/public.php/dav/${tree}/${tried}/a`)
          expect([400, 404], `${method} ${tried}`).toContain(answer.status)
        }
    for (const path of [
      '',
      '/',
      '/dav',
      '/dav/',
      '/dav/files',
      '/dav/files/',
      '/dav/trashbin/x',
      '/nope',
      '/calendar',
    ])
      expect((await anybody.dav('PROPFIND', `/public.php${path}`)).status, path).toBe(404)
  })

  test('dies with the account, and comes back with it', async () => {
    await house.person({ id: 'carol', name: 'Carol' })
    await folderOf(house, 'carol', '/c')
    const { token } = await linkTo(house, 'carol', '/c')
    const status = async () => (await anybody.dav('PROPFIND', `/public.php/dav/files/${token}/`)).status
    expect(await status()).toBe(207)
    await disablePerson(house.domain, SYSTEM, 'carol')
    expect(await status()).toBe(404)
    const old = anybody.as({ user: token, password: '' })
    expect((await old.dav('PROPFIND', '/public.php/webdav/')).status).toBe(401)
    await enablePerson(house.domain, SYSTEM, 'carol')
    expect(await status()).toBe(207)
  })
})

describe('the old address', () => {
  const AT = '/public.php/webdav'

  test('asks, and takes the token for a name', async () => {
    const nobody = await anybody.dav('PROPFIND', `${AT}/`, { headers: { Depth: '1' } })
    expect([nobody.status, nobody.header('www-authenticate'), message(nobody)]).toEqual([
      401,
      'Basic realm="Nuage", charset="UTF-8"',
      "No 'Authorization: Basic' header found. Either the client didn't send one, or the server is misconfigured",
    ])
    const script = await anybody.dav('GET', `${AT}/`, { headers: { 'X-Requested-With': 'XMLHttpRequest' } })
    expect(script.header('www-authenticate')).toBe('DummyBasic realm="Nuage"')
    const { token } = await shared(1, { password: PASSWORD })
    const open = await shared(1)
    for (const [user, password] of [
      ['nope', ''],
      ['', ''],
      [token, ''],
      [token, 'bad'],
      ['alice', PASSWORD],
    ] as const) {
      const wrong = await anybody
        .as({ user, password })
        .dav('PROPFIND', `${AT}/`, { headers: { Depth: '0' } })
      expect([wrong.status, message(wrong)]).toEqual([401, 'Username or password was incorrect'])
    }
    const guest = anybody.as({ user: token, password: PASSWORD })
    expect((await guest.dav('PROPFIND', `${AT}/`, { headers: { Depth: '0' } })).status).toBe(207)
    const free = anybody.as({ user: open.token, password: '' })
    const lines = multistatus(await free.dav('PROPFIND', `${AT}/`, { headers: { Depth: '1' } }))
    expect(lines.map(({ href }) => href)).toEqual([`${AT}/`, `${AT}/p.txt`, `${AT}/sub/`])
    expect((await free.dav('PUT', `${AT}/n.txt`, { body: 'n' })).status).toBe(403)
    // An account is no link.
    expect((await alice.dav('PROPFIND', `${AT}/`)).status).toBe(401)
  })

  test('does all that a link lets it', async () => {
    const { token, path, at } = await shared(15)
    const guest = anybody.as({ user: token, password: '' })
    expect((await guest.dav('PUT', `${AT}/n.txt`, { body: 'n' })).status).toBe(201)
    expect((await guest.dav('MKCOL', `${AT}/d`)).status).toBe(201)
    const to = (target: string) => ({ headers: { Destination: `${house.url}${target}` } })
    expect((await guest.dav('MOVE', `${AT}/n.txt`, to(`${AT}/d/n.txt`))).status).toBe(201)
    expect((await guest.dav('COPY', `${AT}/d/n.txt`, to(`${at}/m.txt`))).status).toBe(201)
    expect((await guest.dav('DELETE', `${AT}/d`)).status).toBe(204)
    expect(await text(alice.dav('GET', own(`${path}/m.txt`)))).toEqual([200, 'n'])
  })
})

test('what went out to the last byte is counted, and looking is not', async () => {
  const { at, share } = await shared(1)
  await anybody.dav('PROPFIND', `${at}/`)
  await anybody.dav('HEAD', `${at}/p.txt`)
  await anybody.dav('GET', `${at}/p.txt`)
  await anybody.dav('GET', `${at}/p.txt`, { headers: { Range: 'bytes=0-0' } })
  await anybody.dav('GET', `${at}/p.txt`, { headers: { Range: 'bytes=1-2' } })
  await anybody.dav('GET', `${at}/?accept=zip`)
  await flushCounters(house.domain)
  const link = (await house.domain.records.read((reader) => readLink(reader, share)))!
  expect([link.views, link.downloads]).toEqual([0, 3])
})
