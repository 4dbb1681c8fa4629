import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../house.ts'
import type { AcceptedAnswer, Client } from './client.ts'
import { multistatus, value } from './multistatus.ts'
import { ocsCall } from './ocs-call.ts'

const ROOT = '/remote.php/dav/'
const FILES = '/remote.php/dav/files/alice'
const DAY = 86_400

let house: TestHouse
let alice: Client
let bob: Client
const ids = new Map<string, string>()

beforeAll(async () => {
  house = await openTestHouse()
  alice = (await house.person({ id: 'alice', name: 'Alice' })).client
  bob = (await house.person({ id: 'bob', name: 'Bob' })).client
  for (const path of ['auto', 'auto/m', 'auto/m/k', 'Photos', 'Photos/%C3%89t%C3%A9'])
    await alice.dav('MKCOL', `${FILES}/${path}`)
  const now = Math.floor(Date.now() / 1000)
  for (const [path, age, body] of [
    ['a.txt', 1, 'hello'],
    ['auto/m/k/x.txt', 30, 'x'],
    ['Photos/img.png', 2, 'picture'],
    ['Photos/%C3%89t%C3%A9/plage.jpg', 3, 'pic'],
    ['Photos/%C3%89t%C3%A9/film.mp4', 400, 'film'],
    ['empty.txt', 50, ''],
  ] as const) {
    const answer = await alice.dav('PUT', `${FILES}/${path}`, {
      headers: { 'X-OC-MTime': String(now - age * DAY) },
      body,
    })
    ids.set(path, String(Number.parseInt(answer.header('oc-fileid')!, 10)))
  }
  for (const path of ['a.txt', 'Photos/img.png'])
    await alice.dav('PROPPATCH', `${FILES}/${path}`, {
      body: '<d:propertyupdate xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:set><d:prop><oc:favorite>1</oc:favorite></d:prop></d:set></d:propertyupdate>',
    })
})
afterAll(() => house.close())

const NAMESPACES =
  'xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns" xmlns:s="https://github.com/icewind1991/SearchDAV/ns"'
const SELECT = '<d:prop><oc:fileid/><d:displayname/><d:getetag/><oc:nosuch/></d:prop>'

interface Asked {
  readonly where: string
  readonly scope?: string | readonly string[]
  readonly rest?: string
  readonly select?: string
}
const bodyOf = ({ where, scope = '/files/alice', rest = '', select = SELECT }: Asked): string =>
  `<?xml version="1.0"?><d:searchrequest ${NAMESPACES}><d:basicsearch><d:select>${select}</d:select><d:from>${[
    scope,
  ]
    .flat()
    .map((href) => `<d:scope><d:href>${href}</d:href><d:depth>infinity</d:depth></d:scope>`)
    .join(
      '',
    )}</d:from>${where === '' ? '' : `<d:where>${where}</d:where>`}${rest}</d:basicsearch></d:searchrequest>`

const send = (body: string, who = alice, path = ROOT, type = 'text/xml'): Promise<AcceptedAnswer> =>
  who.dav('SEARCH', path, { headers: { 'Content-Type': type }, body })
const ask = (asked: Asked, who = alice, path = ROOT): Promise<AcceptedAnswer> =>
  send(bodyOf(asked), who, path)

async function hrefs(asked: Asked, who = alice): Promise<string[]> {
  const answer = await ask(asked, who)
  expect(answer.status, answer.text).toBe(207)
  return multistatus(answer).map(({ href }) => href.replace(`${FILES}/`, ''))
}

const condition = (op: string, property: string, literal: string): string =>
  `<d:${op}><d:prop><${property}/></d:prop><d:literal>${literal}</d:literal></d:${op}>`
const like = (text: string): string => condition('like', 'd:displayname', text)
const descending = (...properties: string[]): string =>
  `<d:orderby>${properties.map((name) => `<d:order><d:prop><${name}/></d:prop><d:descending/></d:order>`).join('')}</d:orderby>`
const limit = (count: number, first = ''): string =>
  `<d:limit><d:nresults>${count}</d:nresults>${first}</d:limit>`
const ago = (days: number): number => Math.floor(Date.now() / 1000) - days * DAY
const iso = (days: number): string => new Date(ago(days) * 1000).toISOString().replace(/\.\d+Z$/, 'Z')

test('answers like a listing, with what it has not', async () => {
  const answer = await ask({ where: like('%a.t%') })
  expect(answer.status).toBe(207)
  expect(answer.header('content-type')).toBe('application/xml; charset=utf-8')
  const [hit, ...others] = multistatus(answer)
  expect(others).toEqual([])
  expect(hit!.href).toBe(`${FILES}/a.txt`)
  expect(value(hit!, 'http://owncloud.org/ns', 'fileid')).toBe(ids.get('a.txt'))
  expect(answer.text).toContain('<d:prop><oc:nosuch/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status>')
})

describe('what Android asks', () => {
  // It declares a namespace of its own for oc on the root, and another on each element.
  const android = (where: string, rest = '', scope = '/files/alice'): string =>
    `<?xml version='1.0' encoding='UTF-8'?><d:searchrequest xmlns:d="DAV:" xmlns:oc="http://nextcloud.com/ns"><d:basicsearch><d:select><d:prop><d:getetag/><d:getcontenttype/><oc:permissions xmlns:oc="http://owncloud.org/ns"/><size xmlns="http://owncloud.org/ns"/><has-preview xmlns="http://nextcloud.org/ns"/></d:prop></d:select><d:from><d:scope><d:href>${scope}</d:href><d:depth>infinity</d:depth></d:scope></d:from><d:where>${where}</d:where>${rest}</d:basicsearch></d:searchrequest>`
  const found = async (where: string, rest?: string): Promise<string[]> => {
    const answer = await send(android(where, rest))
    expect(answer.status, answer.text).toBe(207)
    return multistatus(answer).map(({ href }) => href.replace(`${FILES}/`, ''))
  }

  test('names', async () => {
    expect(await found(like('%ÉTÉ%'), '<d:orderby/>')).toEqual(['Photos/%c3%89t%c3%a9/'])
    expect(await found(like('%ete%'))).toEqual(['Photos/%c3%89t%c3%a9/'])
  })
  test('favourites', async () => {
    const where =
      '<d:eq><d:prop><oc:favorite xmlns:oc="http://owncloud.org/ns"/></d:prop><d:literal>yes</d:literal></d:eq>'
    expect((await found(where)).sort()).toEqual(['Photos/img.png', 'a.txt'])
  })
  test('recent files', async () => {
    const all = await found(
      condition('gt', 'd:getlastmodified', iso(7)),
      descending('d:getlastmodified') + limit(100),
    )
    expect(all.filter((href) => !href.endsWith('/'))).toEqual([
      'a.txt',
      'Photos/img.png',
      'Photos/%c3%89t%c3%a9/plage.jpg',
    ])
    expect(all).toContain('Photos/')
  })
  test('photos', async () => {
    expect((await found(condition('like', 'd:getcontenttype', 'image/%'))).sort()).toEqual([
      'Photos/%c3%89t%c3%a9/plage.jpg',
      'Photos/img.png',
    ])
  })
  test('the gallery', async () => {
    const media = `<d:or>${condition('like', 'd:getcontenttype', 'image/%')}${condition('like', 'd:getcontenttype', 'video/%')}</d:or>`
    const between = (from: number, to: number): string =>
      `<d:and>${media}<d:and>${condition('lt', 'd:getlastmodified', String(to))}${condition('gt', 'd:getlastmodified', String(from))}</d:and></d:and>`
    const order = descending('d:getlastmodified')
    expect(await found(between(ago(1000), ago(-1)), order + limit(2))).toEqual([
      'Photos/img.png',
      'Photos/%c3%89t%c3%a9/plage.jpg',
    ])
    expect(await found(between(ago(1000), ago(100)), order + limit(2))).toEqual([
      'Photos/%c3%89t%c3%a9/film.mp4',
    ])
  })
  test('one file by its id', async () => {
    const where = (id: string): string =>
      `<d:eq><d:prop><oc:fileid xmlns:oc="http://owncloud.org/ns"/></d:prop><d:literal>${id}</d:literal></d:eq>`
    expect(await found(where(ids.get('Photos/img.png')!))).toEqual(['Photos/img.png'])
    expect(await found(where('999999999'))).toEqual([])
  })
  test('folders alone', async () => {
    expect(await found(`<d:and><d:is-collection/>${like('%a%')}</d:and>`)).toEqual(['auto/'])
  })
})

describe('what iOS asks', () => {
  test.each(['d:getlastmodified', 'nc:creation_time', 'nc:metadata-photos-original_date_time'])(
    'its photos, by %s',
    async (property) => {
      const where = `<d:and><d:or>${condition('like', 'd:getcontenttype', 'image/%')}${condition('like', 'd:getcontenttype', 'video/%')}</d:or><d:or><d:and>${condition('lt', property, iso(-1))}${condition('gt', property, iso(1000))}</d:and></d:or></d:and>`
      const rest = descending(property, 'd:displayname') + limit(100)
      expect((await hrefs({ where, rest, scope: '/files/alice/Photos' })).slice(0, 2)).toEqual([
        'Photos/img.png',
        'Photos/%c3%89t%c3%a9/plage.jpg',
      ])
    },
  )
  test('with a slash at the end of its scope', async () => {
    expect(await hrefs({ where: like('%X%'), scope: '/files/alice/auto/' })).toEqual(['auto/m/k/x.txt'])
  })
})

describe('what else may be asked', () => {
  test('kind, size, owner, and the contrary', async () => {
    expect((await hrefs({ where: '<d:is-collection/>' })).sort()).toEqual(
      ['Photos/', 'Photos/%c3%89t%c3%a9/', 'auto/', 'auto/m/', 'auto/m/k/'].sort(),
    )
    const rest = limit(2)
    expect(await hrefs({ where: '<d:not><d:is-collection/></d:not>', rest })).toHaveLength(2)
    const large = `<d:and>${condition('gte', 'oc:size', '5')}<d:not><d:is-collection/></d:not></d:and>`
    expect((await hrefs({ where: large })).sort()).toEqual(['Photos/img.png', 'a.txt'])
    expect(await hrefs({ where: condition('eq', 'oc:owner-id', 'alice'), rest })).toHaveLength(2)
    expect(await hrefs({ where: condition('eq', 'oc:owner-id', 'bob'), rest })).toEqual([])
    const photo = '<d:is-defined><d:prop><nc:metadata-photos-original_date_time/></d:prop></d:is-defined>'
    expect(await hrefs({ where: photo })).toHaveLength(2)
    expect(await hrefs({ where: condition('eq', 'nc:metadata-photos-gps', 'x') })).toEqual([])
  })
  test('all spellings of a scope, and several', async () => {
    for (const scope of [
      'files/alice',
      '/remote.php/dav/files/alice/',
      `${house.url.replace(/\/$/, '')}/remote.php/dav/files/alice`,
    ])
      expect(await hrefs({ where: like('%A.T%'), scope }), scope).toEqual(['a.txt'])
    const scope = ['/files/alice/auto', '/files/alice/Photos/%C3%89t%C3%A9']
    expect((await hrefs({ where: '<d:not><d:is-collection/></d:not>', scope })).length).toBe(3)
    expect((await ask({ where: like('%a.t%') }, alice, '/remote.php/dav')).status).toBe(207)
  })
  test.each(['<s:firstresult>1</s:firstresult>', '<nc:firstresult>1</nc:firstresult>'])(
    'from a place on: %s',
    async (from) => {
      const where = '<d:not><d:is-collection/></d:not>'
      const all = await hrefs({ where })
      expect(await hrefs({ where, rest: limit(2, from) })).toEqual(all.slice(1, 3))
    },
  )
})

describe('what is refused', () => {
  const told = async (asked: Asked, who = alice): Promise<[number, string]> => {
    const answer = await ask(asked, who)
    return [answer.status, /<s:message>([^<]*)/.exec(answer.text)?.[1] ?? '']
  }

  test('properties', async () => {
    expect(await told({ where: condition('eq', 'd:getetag', 'x') })).toEqual([
      400,
      'requested search property is not searchable',
    ])
    expect(await told({ where: condition('eq', 'oc:nosuch', 'x') })).toEqual([
      400,
      'requested search property is not a valid property for this scope',
    ])
    expect((await told({ where: like('x'), rest: descending('oc:fileid') }))[0]).toBe(400)
  })
  test('scopes', async () => {
    expect(await told({ where: like('%x%'), scope: '/files/alice/nope' })).toEqual([
      404,
      'File with name //nope could not be located',
    ])
    expect((await told({ where: like('%x%'), scope: '/files/alice/a.txt' }))[0]).toBe(400)
    expect((await told({ where: like('%x%'), scope: '/files/bob' }))[0]).toBe(403)
    expect((await told({ where: like('%x%'), scope: '/remote.php/dav/files/bob' }))[0]).toBe(403)
    expect((await told({ where: like('%x%'), scope: '/files/nobody' }))[0]).toBe(403)
    expect((await told({ where: like('%x%'), scope: '/trashbin/alice' }))[0]).toBe(404)
    expect(await hrefs({ where: like('%%'), scope: '/files/bob' }, bob)).toEqual([])
  })
  test('other addresses and other types', async () => {
    const body = bodyOf({ where: like('%x%') })
    for (const path of [`${FILES}/`, '/remote.php/webdav/', '/remote.php/dav/files'])
      expect((await send(body, alice, path)).status, path).toBe(501)
    const answer = await send(body, alice, ROOT, 'application/json')
    expect(answer.status).toBe(501)
    expect(answer.text).toContain('willing to handle this SEARCH method.')
  })
  test('what cannot be understood', async () => {
    for (const where of [
      '',
      '<d:not/>',
      '<d:between/>',
      '<d:like><d:prop><d:displayname/></d:prop></d:like>',
      condition('gt', 'd:getlastmodified', 'yesterday'),
      condition('eq', 'oc:size', '9'.repeat(400)),
      condition('like', 'oc:size', '1%'),
    ])
      expect((await told({ where }))[0], where).toBe(400)
    for (const body of ['', '<a/>', '<d:searchrequest xmlns:d="DAV:">', 'x'.repeat(5_000)]) {
      const answer = await send(body)
      expect([answer.status, answer.text.includes('Parse error: ')], body).toEqual([400, true])
    }
  })
  test('what would cost too much, without costing much', async () => {
    const deep = (times: number): string =>
      `${'<d:not>'.repeat(times)}${like('%x%')}${'</d:not>'.repeat(times)}`
    expect((await told({ where: deep(20) }))[0]).toBe(207)
    expect((await told({ where: deep(5_000) }))[0]).toBe(400)
    expect((await told({ where: `<d:or>${like('%x%').repeat(101)}</d:or>` }))[0]).toBe(400)
    expect((await told({ where: `<d:or>${like('%x%').repeat(90)}</d:or>` }))[0]).toBe(207)
    expect(await hrefs({ where: like('%a'.repeat(20_000)) })).toEqual([])
    expect(await hrefs({ where: like(`${'%_'.repeat(100)}%`) })).toEqual([])
    expect((await hrefs({ where: like('%'.repeat(50_000)) })).length).toBe(11)
    expect(await hrefs({ where: like('x'.repeat(500_000)) })).toEqual([])
  })
})

test('where one may search is announced', async () => {
  for (const path of ['/remote.php/dav', ROOT]) {
    const answer = await alice.dav('OPTIONS', path)
    expect(answer.header('dasl')).toBe('<DAV:basicsearch>')
    expect(answer.header('allow')).toContain('SEARCH')
  }
})

describe('unified search', () => {
  const SEARCH = '/search/providers/files/search'
  const find = (query: string, who = alice) =>
    ocsCall(who, 'GET', `${SEARCH}?${query}`, undefined, { 'Accept-Language': 'en' })

  test('lists what there is to search', async () => {
    const { data, answer } = await ocsCall(alice, 'GET', '/search/providers', undefined, {
      'Accept-Language': 'en',
    })
    expect(data).toMatchObject([{ id: 'files', appId: 'files', name: 'Files', order: 5 }])
    expect(answer.header('etag')).toMatch(/^"/)
    expect((await ocsCall(alice, 'GET', '/search/providers/talk/search?term=a')).status).toBe(404)
  })
  test('finds by words in any order, accents folded', async () => {
    const { data } = await find('term=PLA%20jpg&limit=5')
    const id = ids.get('Photos/%C3%89t%C3%A9/plage.jpg')!
    const base = house.url.replace(/\/$/, '')
    expect(data).toEqual({
      name: 'Files',
      isPaginated: true,
      entries: [
        {
          thumbnailUrl: expect.any(String),
          title: 'plage.jpg',
          subline: 'in Photos/Été',
          resourceUrl: `${base}/f/${id}`,
          icon: '/apps/theming/img/core/filetypes/image.svg',
          rounded: false,
          attributes: { fileId: id, path: '/Photos/Été/plage.jpg' },
        },
      ],
      cursor: null,
    })
    expect((await find('term=ete')).data.entries[0]).toMatchObject({
      title: 'Été',
      icon: '/apps/theming/img/core/filetypes/folder.svg',
      thumbnailUrl: '',
    })
  })
  test('goes on where the last page ended, the latest first', async () => {
    const first = (await find('term=txt&limit=2')).data
    expect(first.entries.map((one: { title: string }) => one.title)).toEqual(['a.txt', 'x.txt'])
    expect(first.cursor).toBe(2)
    const second = (await find(`term=txt&limit=2&cursor=${first.cursor}`)).data
    expect(second.entries.map((one: { title: string }) => one.title)).toEqual(['empty.txt'])
    expect(second.cursor).toBeNull()
  })
  test('finds nothing for nothing, and nothing of others', async () => {
    expect((await find('term=')).data.entries).toEqual([])
    expect((await find('term=%25')).data.entries).toEqual([])
    expect((await find('term=txt', bob)).data.entries).toEqual([])
    expect((await find(`term=${'a+'.repeat(500)}`)).data.entries).toEqual([])
    expect((await find('term=a&cursor=-4')).status).toBe(400)
  })
})
