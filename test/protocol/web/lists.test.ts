import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import { browserOf, type Speaker, speaker } from './api.ts'

const FILES = '/remote.php/dav/files/alice'

let house: TestHouse
let alice: Inhabitant
let browser: Speaker
let bob: Speaker
let root: number
const ids: Record<string, number> = {}

beforeAll(async () => {
  house = await openTestHouse()
  alice = await house.person({ id: 'alice', name: 'Alice' })
  browser = await browserOf(house, 'alice')
  bob = speaker((await house.person({ id: 'bob', name: 'Bob' })).client)
  root = (await browser.call('GET', '/session')).body.root
  await alice.client.dav('MKCOL', `${FILES}/Cours`)
  for (const [path, body, age] of [
    ['Cours/Élèves.ods', 'sheet', 400_000],
    ['Cours/photo.jpg', 'not really', 300_000],
    ['Cours/exercice.pdf', 'pdf pdf pdf', 200_000],
    ['essai.txt', 'hello', 100_000],
    ['copie.txt', 'hello', 50_000],
  ] as const)
    await alice.client.dav('PUT', `${FILES}/${encodeURI(path)}`, {
      body,
      headers: {
        'X-OC-Mtime': String(Math.floor(Date.now() / 1000) - age),
        ...(body === 'hello' ? { 'OC-Checksum': 'SHA1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d' } : {}),
      },
    })
  for (const folder of [root, await idOf('Cours')]) {
    const { entries } = (await browser.call('GET', `/folders/${folder}`)).body
    entries.name.forEach((name: string, i: number) => {
      ids[name] = entries.id[i]
    })
  }
})
afterAll(() => house.close())

async function idOf(name: string): Promise<number> {
  const { entries } = (await browser.call('GET', `/folders/${root}`)).body
  return entries.id[entries.name.indexOf(name)]
}
const namesIn = (body: { entries: { name: string }[] }) => body.entries.map(({ name }) => name)

/** All pages of a list, by their cursors. */
async function pages(path: string, limit: number): Promise<string[][]> {
  const found: string[][] = []
  for (let after = ''; found.length < 20; ) {
    const { body } = await browser.call(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${after}`,
    )
    found.push(namesIn(body))
    if (body.next === undefined) return found
    after = `&after=${encodeURIComponent(body.next)}`
  }
  throw new Error('a list without an end')
}

test('what changed last, page by page', async () => {
  expect(await pages('/recent', 2)).toEqual([
    ['copie.txt', 'essai.txt'],
    ['exercice.pdf', 'photo.jpg'],
    ['Élèves.ods'],
  ])
  const { body } = await browser.call('GET', '/recent?limit=3')
  expect(body.entries[2]).toMatchObject({ name: 'exercice.pdf', folder: ['Cours'], parent: ids.Cours })
  expect((await bob.call('GET', '/recent')).body).toEqual({ entries: [] })
})

test('favourites, in an order that does not move', async () => {
  for (const name of ['essai.txt', 'photo.jpg', 'Cours'])
    expect((await browser.call('PUT', `/items/${ids[name]}/favourite`)).status).toBe(204)
  const found = await pages('/favourites', 2)
  expect(found.flat().sort()).toEqual(['Cours', 'essai.txt', 'photo.jpg'])
  expect(found[0]).toHaveLength(2)
  expect((await bob.call('GET', '/favourites')).body.entries).toEqual([])
})

test('a search by words, types, times, folders and people', async () => {
  const search = async (query: string) => {
    const { status, body } = await browser.call('GET', `/search?${query}`)
    return status === 200 ? namesIn(body).sort() : status
  }
  expect(await search('q=eleve')).toEqual(['Élèves.ods'])
  expect(await search('q=e&type=pdf')).toEqual(['exercice.pdf'])
  expect(await search('q=&type=image')).toEqual(['photo.jpg'])
  expect(await search('q=&type=sheet')).toEqual(['Élèves.ods'])
  expect(await search('q=&type=folder')).toEqual(['Cours'])
  expect(await search('q=&type=folder&may=create')).toEqual(['Cours'])
  expect(await search('q=x&may=anything')).toBe(400)
  expect(await search(`q=e&in=${ids.Cours}`)).toEqual(['exercice.pdf', 'Élèves.ods'])
  expect(await search('q=essai&by=alice')).toEqual(['essai.txt'])
  expect(await search('q=essai&by=bob')).toEqual([])
  expect((await browser.call('GET', '/search/people')).body).toEqual({ entries: [] })
  const now = Math.floor(Date.now() / 1000)
  expect(await search(`q=&since=${now - 150_000}&type=text`)).toEqual(['copie.txt', 'essai.txt'])
  expect(await search(`q=&until=${now - 350_000}`)).toEqual(['Élèves.ods'])
  expect(await search('q=')).toEqual([])
  expect(await search('q=%25')).toEqual([])
  expect(await search('q=x&in=999999999')).toBe(404)
  expect(await search(`q=${'a%20'.repeat(200)}`)).toBe(400)
  expect(await search('type=pdf')).toBe(400)
  expect(await search('q=x&type=novel')).toBe(400)
  expect(await pages('/search?q=e', 2)).toHaveLength(2)
})

test('tags are made, hung on many, found by, and go', async () => {
  const { body: tag, status } = await browser.call('POST', '/tags', { name: 'À rendre' })
  expect([status, tag]).toEqual([
    201,
    expect.objectContaining({ name: 'À rendre', color: '', own: true, mayAssign: true, mayChange: true }),
  ])
  const again = await browser.call('POST', '/tags', { name: 'à rendre' })
  expect([again.status, again.body.reason]).toEqual([409, 'tag-exists'])
  const items = [ids['essai.txt'], ids['photo.jpg'], 999_999_999]
  const hung = await browser.call('POST', '/items/tags', { items, add: [tag.id], remove: [] })
  expect(hung.body.map(({ ok }: { ok: boolean }) => ok)).toEqual([true, true, false])
  const twice = await browser.call('POST', '/items/tags', { items: [items[0]], add: [tag.id], remove: [] })
  expect(twice.body).toEqual([{ id: items[0], ok: true }])
  expect((await pages(`/tags/${tag.id}/items`, 1)).flat().sort()).toEqual(['essai.txt', 'photo.jpg'])
  expect((await bob.call('GET', `/tags/${tag.id}/items`)).status).toBe(404)
  const changed = await browser.call('PATCH', `/tags/${tag.id}`, { color: '#00ff00', name: 'Rendu' })
  expect(changed.body).toMatchObject({ name: 'Rendu', color: '00ff00' })
  expect((await bob.call('PATCH', `/tags/${tag.id}`, { name: 'x' })).status).toBe(404)
  expect((await browser.call('PATCH', `/tags/${tag.id}`, { color: 'red' })).status).toBe(400)
  const off = await browser.call('POST', '/items/tags', { items: [items[0]], add: [], remove: [tag.id] })
  expect(off.body[0].ok).toBe(true)
  const once = await browser.call('POST', '/items/tags', { items: [items[0]], add: [], remove: [tag.id] })
  expect(once.body[0].ok).toBe(true)
  expect((await browser.call('GET', '/tags')).body.entries.map(({ id }: { id: number }) => id)).toEqual([
    tag.id,
  ])
  expect((await browser.call('DELETE', `/tags/${tag.id}`)).status).toBe(204)
  expect((await browser.call('GET', '/tags')).body.entries).toEqual([])
})

test('what takes one’s space: the largest, the oldest, what is there twice', async () => {
  expect((await pages('/space/largest', 2)).flat().slice(0, 2)).toEqual(['exercice.pdf', 'photo.jpg'])
  expect((await pages('/space/largest', 2)).flat()).toHaveLength(5)
  expect((await pages('/space/oldest', 3)).flat()).toEqual([
    ...['Élèves.ods', 'photo.jpg', 'exercice.pdf', 'essai.txt', 'copie.txt'],
  ])
  const items = [{ id: ids['exercice.pdf'], from: ids.Cours }]
  await browser.call('POST', '/items/copy', { items, to: root })
  const { body } = await browser.call('GET', '/space/duplicates')
  const found = body.entries.map(({ size, items }: { size: number; items: { name: string }[] }) => [
    size,
    items.map(({ name }) => name).sort(),
  ])
  expect(found).toEqual([
    [11, ['exercice.pdf', 'exercice.pdf']],
    [5, ['copie.txt', 'essai.txt']],
  ])
  expect((await bob.call('GET', '/space/largest')).body.entries).toEqual([])
  await browser.call('POST', '/items/delete', { items: [{ id: ids['copie.txt'], from: root }] })
  expect((await pages('/space/largest', 50)).flat()).not.toContain('copie.txt')
  expect((await browser.call('GET', '/space/duplicates')).body.entries).toHaveLength(1)
  await alice.client.dav('PUT', `${FILES}/essai.txt`, { body: 'autrement' })
  expect((await browser.call('GET', '/space')).body.versions).toBe(5)
  expect((await browser.call('DELETE', '/space/versions')).status).toBe(204)
  expect((await browser.call('GET', '/space')).body.versions).toBe(0)
})
