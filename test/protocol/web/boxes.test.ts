import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import { browserOf, type Speaker, speaker } from './api.ts'

const FILES = '/remote.php/dav/files/alice'
const HOUR = 3_600

let house: TestHouse
let alice: Inhabitant
let hers: Speaker
let eve: Speaker
let folder: number
let box: number

beforeAll(async () => {
  house = await openTestHouse()
  alice = await house.person({ id: 'alice', name: 'Alice Martin' })
  hers = await browserOf(house, 'alice')
  eve = speaker((await house.person({ id: 'eve' })).client)
  await alice.client.dav('MKCOL', `${FILES}/${encodeURI('Rédactions 6e')}`)
  await alice.client.dav('PUT', `${FILES}/sujet.txt`, { body: 'le sujet' })
  folder = await idOf('Rédactions 6e')
}, 60_000)
afterAll(() => house?.close())

async function idOf(name: string): Promise<number> {
  const { root } = (await hers.call('GET', '/session')).body
  const { entries } = (await hers.call('GET', `/folders/${root}`)).body
  return entries.id[entries.name.indexOf(name)]
}
const now = () => Math.floor(Date.now() / 1000)
/** A pupil hands in by the plain form of the page. */
async function handIn(url: string, name: string, text: string): Promise<number> {
  const body = new FormData()
  body.set('name', name)
  body.set('files', new Blob([text], { type: 'text/plain' }), 'redaction.txt')
  return (await fetch(`${url}/deposit`, { method: 'POST', body, redirect: 'manual' })).status
}

test('a box is opened on a folder in one request', async () => {
  const attachments = [await idOf('sujet.txt')]
  const closes = now() + 24 * HOUR
  const { status, body } = await hers.call('POST', '/boxes', {
    ...{ folder, title: 'Rédaction de Noël', instructions: 'Une page.', closes, attachments },
    ...{ mostFiles: 3, types: 'document' },
  })
  expect(status).toBe(201)
  box = body.id
  expect(body).toMatchObject({
    ...{ folder: { id: folder, name: 'Rédactions 6e', path: ['Rédactions 6e'] } },
    ...{ title: 'Rédaction de Noël', instructions: 'Une page.', opens: null, closes, late: 'refuse' },
    ...{ mostFiles: 3, named: true, hours: 'open', deposits: 0, lateDeposits: 0, lastDeposit: null },
    ...{ attachments, link: { id: box, item: folder, rights: 4, box: true, password: false } },
  })
  expect(body.room).toBeGreaterThan(0)
})

test('who handed in what and when is listed, page by page', async () => {
  const { link } = (await hers.call('GET', `/boxes/${box}`)).body
  for (const name of ['Léa', 'Noé', 'Zoé'])
    expect(await handIn(link.url, name, `de ${name}`)).toBeLessThan(400)
  const first = (await hers.call('GET', `/boxes/${box}/deposits?limit=2`)).body
  expect(first.entries).toMatchObject([
    { name: 'Zoé', person: null, late: false, files: [{ name: 'redaction.txt', size: 7 }] },
    { name: 'Noé' },
  ])
  expect(first.entries[0].files[0].sha256).toMatch(/^[0-9a-f]{64}$/)
  const second = (await hers.call('GET', `/boxes/${box}/deposits?limit=2&after=${first.next}`)).body
  expect(second.entries).toMatchObject([{ name: 'Léa' }])
  expect(second.next).toBeUndefined()
  const shown = (await hers.call('GET', `/boxes/${box}`)).body
  expect(shown).toMatchObject({ deposits: 3, lateDeposits: 0, held: 21 })
  expect(shown.lastDeposit).toBe(first.entries[0].done)
  const zip = await alice.client.send({ method: 'GET', path: shown.download.slice(house.url.length) })
  expect([zip.status, zip.headers.get('content-type')]).toEqual([200, 'application/zip'])
})

test('it is closed and opened again at the same address', async () => {
  const closed = (await hers.call('POST', `/boxes/${box}/close`)).body
  expect(closed.hours).toBe('closed')
  expect(await handIn(closed.link.url, 'Tim', 'trop tard')).toBe(403)
  const open = (await hers.call('POST', `/boxes/${box}/reopen`, { closes: now() + HOUR })).body
  expect(open).toMatchObject({ hours: 'open', link: { url: closed.link.url } })
  expect(await handIn(open.link.url, 'Tim', 'à temps')).toBeLessThan(400)
})

test('opened again without another end it is as it was set', async () => {
  const closes = now() + 2 * HOUR
  await hers.call('PATCH', `/boxes/${box}`, { closes, late: 'mark' })
  const closed = (await hers.call('POST', `/boxes/${box}/close`)).body
  expect(closed).toMatchObject({ hours: 'closed', closes, late: 'mark', closed: expect.any(Number) })
  const open = (await hers.call('POST', `/boxes/${box}/reopen`, {})).body
  expect(open).toMatchObject({ hours: 'open', closes, late: 'mark', closed: null })
})

test('what its owner decides is changed one by one', async () => {
  for (const change of [
    { title: 'Rédaction' },
    { instructions: 'Deux pages.' },
    { late: 'mark' },
    { room: 5_000_000 },
    { named: false },
    { notices: 'daily' },
    { closes: null },
  ])
    expect((await hers.call('PATCH', `/boxes/${box}`, change)).body).toMatchObject(change)
  expect(
    (await hers.call('PATCH', `/boxes/${box}`, { password: 'chat-nuage-pain-lune' })).body.link.password,
  ).toBe(true)
  expect((await hers.call('PATCH', `/boxes/${box}`, { password: null })).body.link.password).toBe(false)
  const expires = now() + 90 * 24 * HOUR
  expect((await hers.call('PATCH', `/boxes/${box}`, { expires })).body.link.expires).toBe(expires)
})

test.each([
  ['a closing before the opening', { opens: 2_000_000_000, closes: 1_900_000_000 }, 'box-setting'],
  ['a pattern that loses files', { pattern: 'toujours' }, 'pattern-form'],
  ['a type that there is not', { types: 'poem' }, 'type-unknown'],
  ['a file of somebody else’s', { attachments: [999_999] }, 'attachment-missing'],
  ['another hour for notices', { notices: 'hourly' }, 'bad-body'],
  ['a field that the API does not know', { label: 'x' }, 'bad-body'],
])('%s is refused, and nothing is changed', async (_, change, reason) => {
  const before = (await hers.call('GET', `/boxes/${box}`)).body
  const refused = await hers.call('PATCH', `/boxes/${box}`, change)
  expect(refused.body.reason).toBe(reason)
  expect((await hers.call('GET', `/boxes/${box}`)).body).toEqual(before)
})

test('a box is no file’s, and nobody else’s', async () => {
  const file = await idOf('sujet.txt')
  expect((await hers.call('POST', '/boxes', { folder: file })).body.reason).toBe('box-folder')
  for (const [method, path, body] of [
    ['POST', '/boxes', { folder }],
    ['GET', `/boxes/${box}`, undefined],
    ['PATCH', `/boxes/${box}`, { title: 'mine' }],
    ['POST', `/boxes/${box}/close`, undefined],
    ['POST', `/boxes/${box}/reopen`, { closes: null }],
    ['GET', `/boxes/${box}/deposits`, undefined],
  ] as const)
    expect([method, path, (await eve.call(method, path, body)).status]).toEqual([method, path, 404])
  expect((await eve.call('GET', '/boxes')).body).toEqual({ entries: [] })
  const forged = await hers.call('POST', `/boxes/${box}/close`, undefined, { requesttoken: 'x' })
  expect(forged.body.reason).toBe('forged')
})

test('all boxes, the newest first; without its link a box is gone, and what was handed in stays', async () => {
  const second = (await hers.call('POST', '/boxes', { folder })).body
  const list = async (query = '') => (await hers.call('GET', `/boxes${query}`)).body
  expect((await list()).entries.map(({ id }: { id: number }) => id)).toEqual([second.id, box])
  const { next } = await list('?limit=1')
  expect((await list(`?limit=1&after=${next}`)).entries).toMatchObject([{ id: box, deposits: 4 }])
  expect(second.title).toBe('Rédactions 6e')
  expect((await hers.call('DELETE', `/links/${box}`)).status).toBe(204)
  expect((await hers.call('GET', `/boxes/${box}`)).status).toBe(404)
  expect((await hers.call('GET', `/items/${folder}`)).body.size).toBeGreaterThan(0)
})
