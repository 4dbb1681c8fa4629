import { afterAll, beforeAll, expect, test } from 'vitest'
import { READ } from '../../../server/src/vocabulary/permissions.ts'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import { countStatements } from '../../rigs/count-statements.ts'
import { giveShare } from '../../rigs/shares.ts'
import { browserOf, type Speaker, speaker } from './api.ts'

const FILES = '/remote.php/dav/files/alice'

let house: TestHouse
let alice: Inhabitant
let app: Speaker
let browser: Speaker
let bob: Speaker
let root: number

beforeAll(async () => {
  house = await openTestHouse()
  alice = await house.person({ id: 'alice', name: 'Alice', quota: 1_000_000 })
  app = speaker(alice.client)
  browser = await browserOf(house, 'alice')
  bob = speaker((await house.person({ id: 'bob', name: 'Bob' })).client)
  root = (await app.call('GET', '/session')).body.root
})
afterAll(() => house.close())

const made = async (name: string, parent = root, who = browser): Promise<number> => {
  const { status, body } = await who.call('POST', `/folders/${parent}/folders`, { name })
  expect(status).toBe(201)
  return body.id
}
const put = (path: string, body = 'x') => alice.client.dav('PUT', `${FILES}/${encodeURI(path)}`, { body })

/** The members of a folder, row by row. */
async function membersOf(id: number, who = browser) {
  const { body } = await who.call('GET', `/folders/${id}`)
  const { entries, mimes } = body
  return entries.id.map((member: number, i: number) => ({
    id: member,
    name: entries.name[i],
    folder: entries.folder[i] === 1,
    size: entries.size[i],
    mime: mimes[entries.mime[i]],
    rights: entries.rights[i],
  }))
}

test('a folder with its members, and the way to it', async () => {
  const cours = await made('Cours')
  const maths = await made('Maths', cours)
  await put('Cours/plan.md', '# Plan')
  const { body } = await browser.call('GET', `/folders/${cours}`)
  expect(body.folder).toMatchObject({
    ...{ id: cours, parent: root, name: 'Cours', kind: 'folder', size: 6, received: false },
    ...{ owner: { id: 'alice', name: 'Alice' }, way: [{ id: root, name: '' }] },
    contains: { folders: 1, files: 1 },
  })
  expect(await membersOf(cours)).toEqual([
    { id: maths, name: 'Maths', folder: true, size: 0, mime: '', rights: body.folder.rights },
    expect.objectContaining({ name: 'plan.md', folder: false, size: 6, mime: 'text/markdown' }),
  ])
  const deep = await browser.call('GET', `/items/${maths}`)
  expect(deep.body.way).toEqual([
    { id: root, name: '' },
    { id: cours, name: 'Cours' },
  ])
  const [, file] = body.entries.id
  const plan = await browser.call('GET', `/items/${file}`)
  expect(plan.body).toMatchObject({ kind: 'file', mime: 'text/markdown', contains: null, parent: cours })
  expect(plan.body.etag.startsWith(body.entries.stamp[1])).toBe(true)
  expect((await browser.call('GET', `/folders/${file}`)).body.reason).toBe('not-a-folder')
  const top = await browser.call('GET', `/folders/${root}`)
  expect(top.body.folder).toMatchObject({ name: '', parent: null, way: [] })
})

test('marks stand beside the columns', async () => {
  const folder = await made('Marks')
  for (const name of ['a.txt', 'b.txt', 'c.txt']) await put(`Marks/${name}`)
  const [a, b, c] = (await membersOf(folder)).map(({ id }: { id: number }) => id)
  await browser.call('PUT', `/items/${a}/favourite`)
  const tag = (await browser.call('POST', '/tags', { name: 'à corriger', color: '#C00000' })).body
  await browser.call('POST', '/items/tags', { items: [a, b], add: [tag.id], remove: [] })
  await browser.call('POST', `/items/${b}/comments`, { message: 'Bravo' })
  await alice.client.dav('LOCK', `${FILES}/Marks/c.txt`, {
    body: '<d:lockinfo xmlns:d="DAV:"><d:lockscope><d:exclusive/></d:lockscope><d:locktype><d:write/></d:locktype></d:lockinfo>',
  })
  const { body } = await browser.call('GET', `/folders/${folder}`)
  expect(body).toMatchObject({
    favourites: [a],
    tags: [{ id: tag.id, name: 'à corriger', color: 'c00000' }],
    tagged: [
      { id: a, tags: [tag.id] },
      { id: b, tags: [tag.id] },
    ],
    commented: [{ id: b, all: 1, unread: 0 }],
    locked: [{ id: c, lock: { by: { id: 'alice', name: 'Alice' }, kind: 'dav' } }],
    received: [],
  })
  await browser.call('DELETE', `/items/${a}/favourite`)
  expect((await browser.call('GET', `/items/${a}`)).body.favourite).toBe(false)
})

test('what is not theirs does not exist for others', async () => {
  const mine = await made('Private')
  for (const [method, path, json] of [
    ['GET', `/folders/${mine}`, undefined],
    ['GET', `/items/${mine}`, undefined],
    ['POST', `/folders/${mine}/folders`, { name: 'x' }],
    ['POST', `/folders/${mine}/tree`, { paths: [['x']] }],
    ['POST', `/folders/${mine}/arrivals`, { files: [{ path: ['x'], size: 1 }] }],
    ['PUT', `/items/${mine}/favourite`, undefined],
    ['GET', `/items/${mine}/comments`, undefined],
    ['POST', `/items/${mine}/comments`, { message: 'x' }],
    ['GET', `/items/${mine}/versions`, undefined],
  ] as const) {
    const { status, body } = await bob.call(method, path, json)
    expect([method, path, status, body.kind]).toEqual([method, path, 404, 'not-found'])
  }
  expect((await browser.call('GET', '/items/123456789')).status).toBe(404)
})

test('a new folder, and what is refused', async () => {
  const home = await made('Home')
  const first = await made('Docs', home)
  const again = await browser.call('POST', `/folders/${home}/folders`, { name: 'Docs' })
  expect([again.status, again.body]).toEqual([
    409,
    expect.objectContaining({
      ...{ kind: 'exists', reason: 'name-taken', facts: { name: 'Docs' } },
      title: '«\u00a0Docs\u00a0» existe déjà ici.',
    }),
  ])
  const both = await browser.call('POST', `/folders/${home}/folders`, { name: 'Docs', onClash: 'keep-both' })
  expect([both.status, both.body.name, both.body.parent]).toEqual([201, 'Docs (2)', home])
  expect(both.body.id).not.toBe(first)
  for (const name of ['', '.', 'a/b', 'a\\b', 'x'.repeat(300), 'up.part']) {
    const { status, body } = await browser.call('POST', `/folders/${home}/folders`, { name })
    expect([name, status, body.kind]).toEqual([name, 400, 'bad-name'])
  }
  const replace = await browser.call('POST', `/folders/${home}/folders`, { name: 'Docs', onClash: 'replace' })
  expect(replace.status).toBe(400)
})

test('a tree of folders in one call', async () => {
  const home = await made('Tree')
  await put('Tree/file.txt')
  const paths = [['2026', 'Maths'], ['2026'], ['file.txt', 'x'], ['2026', 'Maths']]
  const { body } = await browser.call('POST', `/folders/${home}/tree`, { paths })
  expect(body.map(({ ok }: { ok: boolean }) => ok)).toEqual([true, true, false, true])
  expect(body[2].problem).toMatchObject({ status: 409, reason: 'name-taken' })
  expect(body[0].id).toBe(body[3].id)
  expect((await membersOf(body[1].id)).map(({ id }: { id: number }) => id)).toEqual([body[0].id])
})

test('what would become of files that are to be sent', async () => {
  const home = await made('Arrivals')
  await made('Sub', home)
  await put('Arrivals/a.txt', 'four')
  await put('Arrivals/a (2).txt')
  const names = [
    ['a.txt'],
    ['new.txt'],
    ['Sub'],
    ['bad.part'],
    ['Sub', 'x.txt'],
    ['a.txt', 'x'],
    ['New', 'y.txt'],
  ]
  const files = names.map((path) => ({ path, size: 10 }))
  const { body } = await browser.call('POST', `/folders/${home}/arrivals`, { files })
  expect(body.files).toMatchObject([
    { ok: true, there: { kind: 'file', size: 4 }, freeName: 'a (3).txt' },
    { ok: true },
    { ok: false, problem: { reason: 'folder-stays' } },
    { ok: false, problem: { kind: 'bad-name', reason: 'name-extension' } },
    { ok: true },
    { ok: false, problem: { kind: 'parent-not-folder' } },
    { ok: true },
  ])
  expect(body.files[1]).toEqual({ ok: true })
  expect(body.missing).toBe(0)
  const much = await browser.call('POST', `/folders/${home}/arrivals`, { files, total: 1_500_000 })
  expect(much.body.missing).toBe(1_500_000 - much.body.free)
})

test('what is received is marked, and says whose it is', async () => {
  const given = await made('Partage')
  await put('Partage/x.txt')
  const bobs = (await bob.call('GET', '/session')).body
  const parties = { sharer: 'alice', recipient: 'bob' }
  await giveShare(house.domain, { node: given, ...parties, permissions: READ, expires: null })
  const { body } = await bob.call('GET', `/folders/${bobs.root}`)
  const { space } = (await browser.call('GET', '/session')).body
  expect(body.received).toEqual([{ id: given, owner: { id: 'alice', name: 'Alice' }, space }])
  const shared = [{ kind: 'person', id: 'bob', name: 'Bob' }]
  const mine = await browser.call('GET', `/folders/${root}`)
  expect(mine.body.shared).toEqual([{ id: given, with: shared }])
  expect((await browser.call('GET', `/items/${given}`)).body.shared).toEqual(shared)
  expect(body.entries.rights).toEqual([READ])
  const inside = await bob.call('GET', `/folders/${given}`)
  expect(inside.body.folder).toMatchObject({ received: true, parent: bobs.root, owner: { id: 'alice' } })
  const refused = await bob.call('POST', `/folders/${given}/folders`, { name: 'x' })
  expect([refused.status, refused.body.kind]).toEqual([403, 'not-permitted'])
  const gone = await bob.call('POST', '/items/delete', { items: [{ id: given, from: bobs.root }] })
  expect(gone.body).toEqual([{ id: given, ok: true }])
  expect((await browser.call('GET', `/folders/${given}`)).status).toBe(200)
})

test('what it costs does not grow with what is in a folder', async () => {
  const small = await made('Small')
  const large = await made('Large')
  await put('Small/x.txt')
  const paths = Array.from({ length: 100 }, (_, i) => [`Classe ${i}`])
  await browser.call('POST', `/folders/${large}/tree`, { paths })
  for (const id of [small, large]) await browser.call('GET', `/folders/${id}`)
  const counted = countStatements(house.domain)
  /** The least of a few times: what goes on by itself may ask meanwhile. */
  const cost = async (method: 'GET' | 'POST', path: string, wish?: unknown): Promise<number> => {
    const costs: number[] = []
    for (let time = 0; time < 5; time++) {
      counted()
      await browser.call(method, path, wish)
      costs.push(counted())
    }
    return Math.min(...costs)
  }
  const few = await cost('GET', `/folders/${small}`)
  expect(few).toBeGreaterThan(3)
  expect(await cost('GET', `/folders/${large}`)).toBeLessThanOrEqual(few)
  const files = Array.from({ length: 20 }, (_, i) => ({ path: [`Classe ${i}`], size: 1 }))
  const twenty = await cost('POST', `/folders/${large}/arrivals`, { files })
  const many = paths.map((path) => ({ path: [`${path}.txt`], size: 1 }))
  expect(await cost('POST', `/folders/${large}/arrivals`, { files: many })).toBeLessThan(twenty + 5)
})
