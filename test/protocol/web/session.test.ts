import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import { browserOf, proofOf, type Speaker, speaker } from './api.ts'

let house: TestHouse
let alice: Inhabitant
let app: Speaker
let browser: Speaker
let nobody: Speaker

beforeAll(async () => {
  house = await openTestHouse()
  alice = await house.person({ id: 'alice', name: 'Alice', email: 'alice@example.org', quota: 1_000_000 })
  app = speaker(alice.client)
  browser = await browserOf(house, 'alice')
  nobody = speaker(house.stranger)
})
afterAll(() => house.close())

test('who asks, in a browser and as a program', async () => {
  const seen = await browser.call('GET', '/session')
  expect(seen.status).toBe(200)
  expect(seen.body.person).toEqual({ id: 'alice', name: 'Alice', email: 'alice@example.org', admin: false })
  expect(seen.body.requestToken).toMatch(/^[\w-]{20,}$/)
  expect(seen.body.limits).toMatchObject({ nameBytes: 250, atOnce: 1000 })
  const program = await app.call('GET', '/session')
  expect(program.body).toMatchObject({ root: seen.body.root, space: seen.body.space, requestToken: null })
  expect(seen.answer.header('cross-origin-resource-policy')).toBe('same-origin')
  expect(seen.answer.header('access-control-allow-origin')).toBeUndefined()
  expect(seen.answer.header('nuage-version')).toMatch(/^\d/)
})

test('nobody is told so, and no browser asks for a password on behalf of a script', async () => {
  const { status, body, answer } = await nobody.call('GET', '/session')
  expect(status).toBe(401)
  expect(body).toMatchObject({ kind: 'not-signed-in', title: 'Connectez-vous pour continuer.' })
  expect(answer.header('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(answer.header('www-authenticate')).toMatch(/^Basic /)
  const scripted = await nobody.call('GET', '/session', undefined, {
    Cookie: 'nuage-session=abcdefghijklmnop',
  })
  expect(scripted.answer.header('www-authenticate')).toMatch(/^DummyBasic /)
  const wrong = speaker(house.stranger.as({ user: 'alice', password: 'wrong wrong wrong' }))
  expect((await wrong.call('GET', '/session')).status).toBe(401)
})

test('a foreign page that borrows the cookie changes nothing', async () => {
  const { Cookie, requesttoken } = await proofOf(house.domain, 'alice')
  const borrowed = speaker(house.stranger, { Cookie })
  for (const [method, path] of [
    ['PATCH', '/me/preferences'],
    ['POST', '/items/delete'],
    ['DELETE', '/notifications'],
  ] as const) {
    const refused = await borrowed.call(method, path, method === 'DELETE' ? undefined : {})
    expect([refused.status, refused.body.reason]).toEqual([403, 'forged'])
  }
  expect((await borrowed.call('GET', '/session')).status).toBe(200)
  const other = speaker(house.stranger, { Cookie, requesttoken: `${requesttoken.slice(0, -2)}xx` })
  expect((await other.call('PATCH', '/me/preferences', {})).status).toBe(403)
  const right = speaker(house.stranger, { Cookie, requesttoken })
  expect((await right.call('PATCH', '/me/preferences', {})).status).toBe(200)
  const byAddress = await borrowed.call('PATCH', `/me/preferences?requesttoken=${requesttoken}`, {})
  expect(byAddress.status).toBe(403)
})

test('preferences are kept, and only those that are known', async () => {
  const set = await browser.call('PATCH', '/me/preferences', { theme: 'dark', views: { files: 'grid' } })
  expect(set.body).toEqual({ theme: 'dark', views: { files: 'grid' } })
  await app.call('PATCH', '/me/preferences', { views: { trash: 'list' }, tourSeen: true, language: 'en' })
  const { body } = await browser.call('GET', '/session')
  expect(body.preferences).toEqual({
    ...{ theme: 'dark', views: { files: 'grid', trash: 'list' }, tourSeen: true, language: 'en' },
  })
  for (const wrong of [
    { theme: 'pink' },
    { other: 1 },
    { views: { files: 'table' } },
    { language: 'de' },
    [],
  ])
    expect((await browser.call('PATCH', '/me/preferences', wrong)).status).toBe(400)
  const spoken = await browser.call('GET', '/items/999999999', undefined, { 'Accept-Language': 'fr' })
  expect(spoken.body.title).toBe('This item does not exist, was deleted, or is not shared with you.')
  await browser.call('PATCH', '/me/preferences', { language: 'fr' })
})

test('what one’s space holds', async () => {
  await alice.client.dav('PUT', '/remote.php/dav/files/alice/a.txt', { body: 'x'.repeat(1000) })
  await alice.client.dav('PUT', '/remote.php/dav/files/alice/a.txt', { body: 'y'.repeat(500) })
  const { body } = await browser.call('GET', '/space')
  expect(body).toMatchObject({ used: 500, quota: 1_000_000, free: 999_500, trash: 0, versions: 1000 })
  expect(body.daysKept).toEqual({ trash: 30, versions: 180, rollback: 14 })
})

test('what has not changed is not sent again, and what is long is compressed', async () => {
  const first = await app.call('GET', '/space')
  const etag = first.answer.header('etag')!
  expect(etag).toMatch(/^W\/"/)
  expect(first.answer.header('cache-control')).toBe('private, no-cache')
  const again = await app.call('GET', '/space', undefined, { 'If-None-Match': etag })
  expect([again.status, again.answer.body.length]).toEqual([304, 0])
  const { root } = (await app.call('GET', '/session')).body
  for (let i = 0; i < 40; i++)
    await alice.client.dav('PUT', `/remote.php/dav/files/alice/devoir-${i}.txt`, { body: 'x' })
  const whole = await app.call('GET', `/folders/${root}`)
  expect(whole.answer.header('content-encoding')).toBeUndefined()
  const packed = await app.call('GET', `/folders/${root}`, undefined, { 'Accept-Encoding': 'gzip' })
  expect(packed.answer.header('content-encoding')).toBe('gzip')
  expect(packed.body).toEqual(whole.body)
  const head = await alice.client.send({ method: 'HEAD', path: `/api/v1/folders/${root}` })
  expect([head.status, head.header('etag')]).toEqual([200, whole.answer.header('etag')])
})

test('what is not asked as it has to be is refused with the place that is wrong', async () => {
  const cases: [string, string, unknown, Record<string, string>, number, string][] = [
    ['GET', '/nowhere', undefined, {}, 404, 'no-route'],
    ['DELETE', '/session', undefined, {}, 405, 'no-method'],
    ['GET', '/items/abc', undefined, {}, 404, 'item-missing'],
    ['GET', '/items/0', undefined, {}, 404, 'item-missing'],
    ['GET', '/items/99999999999999999999', undefined, {}, 404, 'item-missing'],
    ['GET', '/session?x=1', undefined, {}, 400, 'bad-query'],
    ['GET', '/recent?limit=0', undefined, {}, 400, 'bad-query'],
    ['GET', '/recent?limit=ten', undefined, {}, 400, 'bad-query'],
    ['GET', '/recent?limit=1&limit=2', undefined, {}, 400, 'bad-query'],
    ['GET', '/recent?after=nonsense', undefined, {}, 400, 'bad-query'],
    ['POST', '/items/delete', '{"items":', {}, 400, 'bad-json'],
    ['POST', '/items/delete', { items: [] }, {}, 400, 'bad-body'],
    ['POST', '/items/delete', { items: [{ id: 1, from: 2, more: 3 }] }, {}, 400, 'bad-body'],
    ['POST', '/items/delete', { items: [{ id: '1', from: 2 }] }, {}, 400, 'bad-body'],
    [
      'POST',
      '/items/delete',
      { items: [{ id: 1, from: 2 }] },
      { 'Content-Type': 'text/plain' },
      415,
      'json-only',
    ],
    ['POST', '/trash/empty', { sure: true }, {}, 400, 'bad-body'],
    ['POST', '/tags', '{"name": "a\\u0000b"}', {}, 400, 'bad-text'],
    ['POST', '/tags', '{"name": "a\\ud800b"}', {}, 400, 'bad-text'],
    ['POST', '/tags', '{"__proto__": {}, "name": "x"}', {}, 400, 'bad-body'],
    ['POST', '/items/delete', '['.repeat(200_000), {}, 400, 'bad-json'],
    ['GET', '/search?q=%00', undefined, {}, 400, 'bad-query'],
  ]
  for (const [method, path, json, headers, status, reason] of cases) {
    const { body, ...got } = await browser.call(method, path, json, headers)
    expect([method, path, got.status, body.reason]).toEqual([method, path, status, reason])
    expect(body.title).not.toBe('')
  }
  expect((await browser.call('DELETE', '/session')).answer.header('allow')).toBe('GET')
  const where = await browser.call('POST', '/items/delete', { items: [{ id: 1, from: 'x' }] })
  expect(where.body.facts).toEqual({ where: '/items/0/from' })
  const many = { items: Array.from({ length: 1001 }, () => ({ id: 1, from: 2 })) }
  expect((await browser.call('POST', '/items/delete', many)).status).toBe(400)
  const long = await browser.call('POST', '/items/rename', { id: 1, from: 2, name: 'x'.repeat(1_100_000) })
  expect([long.status, long.body.reason]).toEqual([413, 'body-large'])
})
