import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import { browserOf, type Speaker, speaker } from './api.ts'

const FILES = '/remote.php/dav/files/alice'
const DAY = 24 * 3600

let house: TestHouse
let alice: Inhabitant
let hers: Speaker
let eve: Speaker
let item: number
const made: Record<string, number> = {}

beforeAll(async () => {
  house = await openTestHouse()
  alice = await house.person({ id: 'alice', name: 'Alice' })
  await house.person({ id: 'bob', name: 'Bob' })
  eve = speaker((await house.person({ id: 'eve' })).client)
  hers = await browserOf(house, 'alice')
  await alice.client.dav('MKCOL', `${FILES}/Cours`)
  const { root } = (await hers.call('GET', '/session')).body
  item = (await hers.call('GET', `/folders/${root}`)).body.entries.id[0]
  const link = async (name: string, wish: object): Promise<void> => {
    made[name] = (await hers.call('POST', `/items/${item}/links`, wish)).body.id
  }
  const password = 'girafe-piano-nuage-lune'
  await link('open', {})
  await link('open to write', { rights: 15 })
  await link('guarded', { password, expires: now() + 30 * DAY })
  await link('guarded for ever', { password })
  made.bob = (await hers.call('POST', `/items/${item}/shares`, { kind: 'person', id: 'bob' })).body.id
  made.box = (await hers.call('POST', '/boxes', { folder: item, password, closes: now() + DAY })).body.id
}, 60_000)
afterAll(() => house?.close())

const now = () => Math.floor(Date.now() / 1000)
const nameOf = (id: number) => Object.keys(made).find((name) => made[name] === id)
const board = async (query = '') => (await hers.call('GET', `/links${query}`)).body
const risksOf = async () =>
  Object.fromEntries(
    (await board()).entries.map(({ id, risks }: { id: number; risks: string[] }) => [nameOf(id), risks]),
  )
const rowOf = async (name: string) =>
  (await board()).entries.find(({ id }: { id: number }) => id === made[name])
const act = (body: object) => hers.call('POST', '/links/act', body)

test('the riskiest stands first, with its reasons', async () => {
  expect(Object.entries(await risksOf())).toEqual([
    ['open to write', ['no-password', 'can-write', 'no-end']],
    ['open', ['no-password', 'no-end']],
    ['bob', ['no-end']],
    ['guarded for ever', ['no-end']],
    ['box', []],
    ['guarded', []],
  ])
  expect((await board()).entries[0]).toMatchObject({
    ...{ item: { id: item, name: 'Cours', kind: 'folder', folder: [] }, share: null },
    link: { id: made['open to write'], rights: 15, box: false },
  })
  expect(await rowOf('bob')).toMatchObject({ link: null, share: { with: { id: 'bob' } } })
})

test.each(['risk', 'newest'])('by %s, page by page', async (sort) => {
  const whole = (await board(`?sort=${sort}`)).entries
  const found: unknown[] = []
  for (let after = '', left = 10; left > 0; left--) {
    const { entries, next } = await board(`?sort=${sort}&limit=2${after}`)
    found.push(...entries)
    if (next === undefined) break
    after = `&after=${next}`
  }
  expect(found).toEqual(whole)
  expect((await hers.call('GET', `/links?sort=${sort}&after=x`)).status).toBe(400)
})

test('what is old, and what was never used', async () => {
  const age = (name: string, days: number) =>
    house.domain.records.write([], (writer) =>
      writer.run('UPDATE share SET created = ? WHERE id = ?', now() - days * DAY, made[name]!),
    )
  await age('guarded', 8)
  await age('guarded for ever', 400)
  await age('bob', 400)
  const risks = await risksOf()
  expect(risks.guarded).toEqual(['never-used'])
  expect(risks['guarded for ever']).toEqual(['no-end', 'never-used', 'old'])
  expect(risks.bob).toEqual(['no-end', 'old'])
})

test('many are protected at once with one password, and it is undone', async () => {
  const items = ['open', 'guarded', 'bob', 'open to write'].map((name) => ({ id: made[name]! }))
  const { status, body } = await act({ act: 'protect', items })
  expect(status).toBe(200)
  expect(body).toMatchObject([
    { ok: true, before: { password: false, expires: null } },
    { ok: true, before: { password: true } },
    { ok: false, problem: { reason: 'share-no-link', status: 400 } },
    { ok: true, before: { password: false } },
  ])
  expect(body[0].password).toMatch(/^[a-z]+(-[a-z]+){3}$/)
  expect(body[3].password).toBe(body[0].password)
  expect(body[1].password).toBeUndefined()
  expect((await rowOf('open')).link.password).toBe(true)
  await act({ act: 'unprotect', items: [items[0], items[3]] })
  expect((await rowOf('open')).link.password).toBe(false)
  expect((await act({ act: 'protect', items, password: 'abc' })).body.reason).toBe('password-short')
})

test('many are ended, and had back as they were', async () => {
  const names = ['open', 'guarded', 'bob']
  const { body } = await act({ act: 'end', items: names.map((name) => ({ id: made[name]! })) })
  const { url } = (await rowOf('open')).link
  expect((await rowOf('open')).link.ended).toBe(true)
  expect(await rowOf('bob')).toBeUndefined()
  const path = url.slice(house.url.length)
  expect((await house.stranger.send({ method: 'GET', path })).status).toBe(404)
  const back = body.map(({ id, before }: { id: number; before: { expires: number | null } }) => ({
    ...{ id, expires: before.expires },
  }))
  expect((await act({ act: 'renew', items: back })).body).toMatchObject(names.map(() => ({ ok: true })))
  expect((await house.stranger.send({ method: 'GET', path })).status).toBe(200)
  expect((await rowOf('guarded')).link.expires).toBe(body[1].before.expires)
  expect(await rowOf('bob')).toMatchObject({ share: { expires: null } })
})

test('many are given another end', async () => {
  const expires = now() + 60 * DAY
  const items = [{ id: made.open! }, { id: made.bob! }]
  await act({ act: 'renew', items, expires })
  expect((await rowOf('open')).link.expires).toBe(expires)
  expect((await rowOf('bob')).share.expires).toBe(expires)
  expect((await act({ act: 'renew', items })).body.reason).toBe('bad-body')
  const past = (await act({ act: 'renew', items, expires: 1_000 })).body
  expect(past).toMatchObject([{ ok: false, problem: { reason: 'share-end-past' } }, { ok: false }])
})

test('what is somebody else’s is neither listed nor touched', async () => {
  expect((await eve.call('GET', '/links')).body).toEqual({ entries: [] })
  const items = Object.values(made).map((id) => ({ id }))
  for (const deed of ['end', 'renew', 'protect', 'unprotect']) {
    const { body } = await eve.call('POST', '/links/act', { act: deed, items, expires: now() + DAY })
    for (const outcome of body) expect(outcome).toMatchObject({ ok: false, problem: { status: 404 } })
  }
  const before = await board()
  const forged = await hers.call('POST', '/links/act', { act: 'end', items }, { requesttoken: 'x' })
  expect([forged.status, forged.body.reason]).toEqual([403, 'forged'])
  expect(await board()).toEqual(before)
})
