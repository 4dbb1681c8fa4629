import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import { browserOf, type Speaker, speaker } from './api.ts'

const FILES = '/remote.php/dav/files/alice'

let house: TestHouse
let alice: Inhabitant
let browser: Speaker
let bob: Speaker
let root: number
let count = 0

beforeAll(async () => {
  house = await openTestHouse()
  alice = await house.person({ id: 'alice', name: 'Alice' })
  browser = await browserOf(house, 'alice')
  bob = speaker((await house.person({ id: 'bob' })).client)
  root = (await browser.call('GET', '/session')).body.root
})
afterAll(() => house.close())

interface Ground {
  readonly name: string
  readonly home: number
  readonly there: number
  readonly file: number
}

/** A folder with a file and another folder in it, for one test alone. */
async function ground(): Promise<Ground> {
  const name = `ground ${++count}`
  const home = (await browser.call('POST', `/folders/${root}/folders`, { name })).body.id
  const there = (await browser.call('POST', `/folders/${home}/folders`, { name: 'there' })).body.id
  await put(`${name}/a.txt`, 'one')
  const file = (await idsIn(home))['a.txt']!
  return { name, home, there, file }
}

const put = (path: string, body: string) => alice.client.dav('PUT', `${FILES}/${encodeURI(path)}`, { body })

async function idsIn(id: number): Promise<Record<string, number>> {
  const { entries } = (await browser.call('GET', `/folders/${id}`)).body
  return Object.fromEntries(entries.name.map((name: string, i: number) => [name, entries.id[i]]))
}

test('moves many, each by itself', async () => {
  const { home, there, file } = await ground()
  const items = [
    { id: file, from: home },
    { id: there, from: home },
    { id: 999_999_999, from: home },
    { id: file, from: root },
  ]
  const { status, body } = await browser.call('POST', '/items/move', { items, to: there })
  expect(status).toBe(200)
  expect(body[0]).toEqual({ id: file, ok: true, item: file, parent: there, name: 'a.txt', replaced: false })
  expect(body[1]).toMatchObject({ id: there, ok: false, problem: { status: 409, kind: 'conflict' } })
  expect(body[2]).toMatchObject({ ok: false, problem: { status: 404, reason: 'item-missing' } })
  expect(body[3]).toMatchObject({ ok: false, problem: { status: 412, reason: 'changed-meanwhile' } })
  expect(body[3].problem.title).toBe('Cet élément a été modifié entre-temps. Rien n’a été écrasé.')
  expect(await idsIn(there)).toEqual({ 'a.txt': file })
  const back = await browser.call('POST', '/items/move', { items: [{ id: file, from: there }], to: home })
  expect(back.body[0].ok).toBe(true)
})

test('a clash is settled as was wished', async () => {
  const { name, home, there, file } = await ground()
  await put(`${name}/there/a.txt`, 'two!')
  const items = [{ id: file, from: home }]
  const refused = await browser.call('POST', '/items/copy', { items, to: there })
  expect(refused.body[0].problem).toMatchObject({ status: 409, reason: 'name-taken' })
  const both = await browser.call('POST', '/items/copy', { items, to: there, onClash: 'keep-both' })
  expect(both.body[0]).toMatchObject({ ok: true, name: 'a (2).txt', parent: there, replaced: false })
  const standing = (await idsIn(there))['a.txt']
  const replaced = await browser.call('POST', '/items/move', { items, to: there, onClash: 'replace' })
  expect(replaced.body[0]).toMatchObject({ ok: true, item: standing, name: 'a.txt', replaced: true })
  const versions = await browser.call('GET', `/items/${standing}/versions`)
  expect(versions.body.entries.map(({ size }: { size: number }) => size)).toEqual([3, 4])
  const nowhere = await browser.call('POST', '/items/copy', {
    items: [{ id: standing, from: there }],
    to: 123456,
  })
  expect(nowhere.body[0].problem.status).toBe(404)
})

test('a name is changed where the thing was seen', async () => {
  const { home, file } = await ground()
  const renamed = await browser.call('POST', '/items/rename', { id: file, from: home, name: 'b.md' })
  expect(renamed.body).toMatchObject({ id: file, name: 'b.md', mime: 'text/markdown', parent: home })
  for (const [wish, status] of [
    [{ id: file, from: home, name: 'there' }, 409],
    [{ id: file, from: home, name: 'a/b' }, 400],
    [{ id: file, from: root, name: 'c' }, 412],
    [{ id: root, from: root, name: 'c' }, 403],
  ] as const)
    expect([wish, (await browser.call('POST', '/items/rename', wish)).status]).toEqual([wish, status])
  expect((await bob.call('POST', '/items/rename', { id: file, from: home, name: 'c' })).status).toBe(404)
})

test('what is deleted comes back by its entry, or goes for good', async () => {
  const { home, there, file } = await ground()
  const items = [
    { id: file, from: home },
    { id: there, from: home },
  ]
  const deleted = await browser.call('POST', '/items/delete', { items })
  const [first, second] = deleted.body.map(({ entry }: { entry: number }) => entry)
  expect(Object.keys(await idsIn(home))).toEqual([])
  const { body: trash } = await browser.call('GET', '/trash')
  expect(trash.daysKept).toBe(30)
  const found = trash.entries.find(({ id }: { id: number }) => id === first)
  expect(found).toMatchObject({ item: file, name: 'a.txt', kind: 'file', own: true, by: { id: 'alice' } })
  expect(found.folder).toEqual([expect.stringMatching(/^ground/)])
  const foreign = await bob.call('POST', '/trash/restore', { entries: [first] })
  expect(foreign.body[0]).toMatchObject({
    ok: false,
    problem: { reason: 'trash-entry-missing', status: 404 },
  })
  const back = await browser.call('POST', '/trash/restore', { entries: [first] })
  expect(back.body).toEqual([{ id: first, ok: true, item: file, parent: home, name: 'a.txt' }])
  const gone = await browser.call('POST', '/trash/delete', { entries: [second, first] })
  expect(gone.body[0]).toEqual({ id: second, ok: true })
  expect(gone.body[1]).toMatchObject({ ok: false, problem: { status: 404 } })
  await browser.call('POST', '/items/delete', { items: [items[0]] })
  expect((await browser.call('POST', '/trash/empty')).status).toBe(204)
  expect((await browser.call('GET', '/trash')).body.entries).toEqual([])
})

test('what somebody locked is said to be locked', async () => {
  const { name, home, file } = await ground()
  await alice.client.dav('LOCK', `${FILES}/${encodeURI(name)}/a.txt`, {
    body: '<d:lockinfo xmlns:d="DAV:"><d:lockscope><d:exclusive/></d:lockscope><d:locktype><d:write/></d:locktype></d:lockinfo>',
  })
  const { body } = await browser.call('POST', '/items/delete', { items: [{ id: file, from: home }] })
  expect(body[0].problem).toMatchObject({ status: 423, kind: 'locked' })
  const renamed = await browser.call('POST', '/items/rename', { id: file, from: home, name: 'c.txt' })
  expect(renamed.status).toBe(423)
})

test('what does not fit is refused, and says how much is missing', async () => {
  const small = await house.person({ id: 'small', quota: 10_000 })
  const who = speaker(small.client)
  const { root: home } = (await who.call('GET', '/session')).body
  await small.client.dav('PUT', '/remote.php/dav/files/small/big.bin', { body: 'x'.repeat(6_000) })
  const [big] = (await who.call('GET', `/folders/${home}`)).body.entries.id
  const wish = { items: [{ id: big, from: home }], to: home, onClash: 'keep-both' }
  const { body } = await who.call('POST', '/items/copy', wish)
  expect(body[0].problem).toMatchObject({ status: 507, kind: 'over-quota', facts: { required: 6000 } })
})
