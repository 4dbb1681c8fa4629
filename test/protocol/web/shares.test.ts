import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setSetting } from '../../../server/src/domain/settings/set.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import { browserOf, type Speaker, speaker } from './api.ts'

const FILES = '/remote.php/dav/files/alice'
const YEAR = 365 * 24 * 3600

let house: TestHouse
let alice: Inhabitant
let bob: Inhabitant
let browser: Speaker
let his: Speaker
let eve: Speaker
const ids: Record<string, number> = {}

beforeAll(async () => {
  house = await openTestHouse({ settings: { NUAGE_TIMEZONE: 'Europe/Paris' } })
  alice = await house.person({ id: 'alice', name: 'Alice Martin' })
  bob = await house.person({ id: 'bob', name: 'Bob Petit', email: 'bob@example.org' })
  browser = await browserOf(house, 'alice')
  his = speaker(bob.client)
  eve = speaker((await house.person({ id: 'eve', name: 'Eve' })).client)
  await alice.client.dav('MKCOL', `${FILES}/Cours`)
  await alice.client.dav('PUT', `${FILES}/Cours/exercice.txt`, { body: 'un deux trois' })
  const { root } = (await browser.call('GET', '/session')).body
  ids.Cours = await idIn(root, 'Cours')
  ids.exercice = await idIn(ids.Cours, 'exercice.txt')
}, 60_000)
afterAll(() => house?.close())

async function idIn(folder: number, name: string): Promise<number> {
  const { entries } = (await browser.call('GET', `/folders/${folder}`)).body
  return entries.id[entries.name.indexOf(name)]
}
const set = (name: string, value: string | null) =>
  setSetting(house.domain, SYSTEM, { scope: 'instance', subject: '' }, name, value)
const now = () => Math.floor(Date.now() / 1000)

describe('people', () => {
  test('found by name, address of mail or id, as policy has it', async () => {
    const found = async (q: string) =>
      (await browser.call('GET', `/people?${new URLSearchParams({ q })}`)).body.entries
    expect(await found('pet')).toEqual([
      { kind: 'person', id: 'bob', name: 'Bob Petit', detail: 'bob@example.org', exact: false },
    ])
    expect(await found('bob@example.org')).toMatchObject([{ id: 'bob', exact: true }])
    expect(await found('nobody here')).toEqual([])
    await house.person({ id: 'petra', name: 'Petra' })
    const many = async () => (await browser.call('GET', '/people?q=pet')).body
    expect(await many()).toMatchObject({ entries: [{}, {}], more: false })
    await set('sharees.most', '1')
    expect(await many()).toMatchObject({ entries: [{}], more: true })
    await set('sharees.most', null)
    await set('sharees.propose', 'no')
    expect(await found('pet')).toEqual([])
    expect(await found('bob')).toMatchObject([{ id: 'bob', exact: true }])
    await set('sharees.propose', null)
    expect((await browser.call('GET', '/people')).status).toBe(400)
  })
})

describe('shares', () => {
  test('a colleague gets something, and finds it among their own files at once', async () => {
    const made = await browser.call('POST', `/items/${ids.Cours}/shares`, {
      ...{ kind: 'person', id: 'bob', rights: 1, note: 'pour lundi', expires: now() + YEAR },
    })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      ...{ item: ids.Cours, with: { kind: 'person', id: 'bob', name: 'Bob Petit' }, rights: 1 },
      ...{ by: { id: 'alice' }, note: 'pour lundi', mine: true, via: null, download: true },
    })
    expect((await bob.client.dav('GET', '/remote.php/dav/files/bob/Cours/exercice.txt')).text).toBe(
      'un deux trois',
    )
    expect((await browser.call('GET', '/people?q=')).body.entries).toMatchObject([{ id: 'bob' }])
    const again = await browser.call('POST', `/items/${ids.Cours}/shares`, { kind: 'person', id: 'bob' })
    expect(again.body.id).toBe(made.body.id)
  })

  test('who has access is told with why, to the owner and to whoever received it', async () => {
    const own = (await browser.call('GET', `/items/${ids.exercice}/access`)).body
    expect(own).toMatchObject({
      ...{ item: ids.exercice, rights: 63, received: [], links: [] },
      shares: [{ with: { id: 'bob' }, via: { id: ids.Cours, name: 'Cours' } }],
      may: { people: true, groups: true, links: true, upload: true, mail: false },
    })
    expect(own.linkEnds.given).toBeNull()
    expect(own.linkEnds.proposed).toBeGreaterThan(now())
    const received = (await his.call('GET', `/items/${ids.exercice}/access`)).body
    expect(received).toMatchObject({
      ...{ shares: [], links: [], may: { people: false, links: false } },
      received: [{ by: { id: 'alice', name: 'Alice Martin' }, note: 'pour lundi', mine: false }],
    })
  })

  test('rights, end and download are changed, and felt by the next read', async () => {
    const [share] = (await browser.call('GET', `/items/${ids.Cours}/access`)).body.shares
    const at = `/shares/${share.id}`
    const changed = await browser.call('PATCH', at, { rights: 15, download: false, expires: null })
    expect(changed.body).toMatchObject({ rights: 15, download: false, expires: null, note: 'pour lundi' })
    expect((await bob.client.dav('GET', '/remote.php/dav/files/bob/Cours/exercice.txt')).status).toBe(403)
    expect((await browser.call('PATCH', at, { download: true })).body.download).toBe(true)
    expect((await bob.client.dav('GET', '/remote.php/dav/files/bob/Cours/exercice.txt')).status).toBe(200)
    const end = now() + 3_600
    expect((await browser.call('PATCH', at, { expires: end })).body.expires).toBe(end)
    expect((await browser.call('PATCH', at, { expires: end })).body.expires).toBe(end)
  })

  test.each([
    ['an end that is past', { expires: 1_000 }, 400, 'share-end-past'],
    ['rights that there are not', { rights: 64 }, 400, 'bad-body'],
    ['a field that the API does not know', { permissions: 1 }, 400, 'bad-body'],
    ['a note that is too long', { note: 'x'.repeat(4_001) }, 400, 'bad-body'],
  ])('%s is refused', async (_, body, status, reason) => {
    const [share] = (await browser.call('GET', `/items/${ids.Cours}/access`)).body.shares
    const refused = await browser.call('PATCH', `/shares/${share.id}`, body)
    expect([refused.status, refused.body.reason]).toEqual([status, reason])
    expect(refused.body.title).not.toBe('')
  })

  test.each([
    ['oneself', { kind: 'person', id: 'alice' }, 403, 'share-self'],
    ['nobody', { kind: 'person', id: 'nobody' }, 404, 'share-person-missing'],
    ['no group', { kind: 'group', id: 'nobody' }, 404, 'share-group-missing'],
    ['a link', { kind: 'link', id: 'bob' }, 400, 'bad-body'],
  ])('nothing is given to %s', async (_, body, status, reason) => {
    const refused = await browser.call('POST', `/items/${ids.Cours}/shares`, body)
    expect([refused.status, refused.body.reason]).toEqual([status, reason])
  })

  test('what is somebody else’s, a request of a foreign page and a recipient who edits are refused', async () => {
    const [share] = (await browser.call('GET', `/items/${ids.Cours}/access`)).body.shares
    const wish = { kind: 'person', id: 'eve' }
    expect((await eve.call('GET', `/items/${ids.Cours}/access`)).status).toBe(404)
    expect((await eve.call('POST', `/items/${ids.Cours}/shares`, wish)).status).toBe(404)
    expect((await eve.call('PATCH', `/shares/${share.id}`, { note: '' })).status).toBe(404)
    expect((await eve.call('DELETE', `/shares/${share.id}`)).status).toBe(404)
    expect((await his.call('PATCH', `/shares/${share.id}`, { note: '' })).status).toBe(403)
    expect((await his.call('DELETE', `/shares/${share.id}`)).body.reason).toBe('share-not-yours')
    const forged = await browser.call('DELETE', `/shares/${share.id}`, undefined, { requesttoken: 'x' })
    expect(forged.body.reason).toBe('forged')
    expect((await browser.call('GET', `/items/${ids.Cours}/access`)).body.shares).toHaveLength(1)
  })

  test('taken back, it is gone for the colleague', async () => {
    const [share] = (await browser.call('GET', `/items/${ids.Cours}/access`)).body.shares
    expect((await browser.call('DELETE', `/links/${share.id}`)).status).toBe(404)
    expect((await browser.call('PATCH', `/links/${share.id}`, { note: '' })).status).toBe(404)
    expect((await browser.call('DELETE', `/shares/${share.id}`)).status).toBe(204)
    expect((await his.call('GET', `/items/${ids.Cours}/access`)).status).toBe(404)
    expect((await browser.call('DELETE', `/shares/${share.id}`)).status).toBe(404)
  })
})

describe('links', () => {
  const access = async () => (await browser.call('GET', `/items/${ids.Cours}/access`)).body
  const visit = (url: string) =>
    house.stranger.send({ method: 'GET', path: url.slice(house.url.length) }).then(({ status }) => status)
  const unlocked = async () => {
    const [link] = (await access()).links
    return { link, at: `/links/${link.id}` }
  }

  test('one request makes one, to read and download', async () => {
    const { status, body } = await browser.call('POST', `/items/${ids.Cours}/links`, {})
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...{ item: ids.Cours, rights: 1, download: true, password: false, expires: null, ended: false },
      ...{ short: null, views: 0, downloads: 0, lastUsed: null, box: false, mine: true, to: null },
    })
    expect(body.url).toMatch(new RegExp(`^${house.url}/s/[A-Za-z0-9]{22}$`))
    expect(await visit(body.url)).toBe(200)
  })

  test('rights, download, label, note and end are changed one by one', async () => {
    const { at } = await unlocked()
    const end = now() + 90_000
    for (const change of [
      { rights: 15 },
      { rights: 1 },
      { label: '6e B' },
      { note: 'Bonne lecture' },
      { expires: end },
      { download: false },
      { download: true },
    ])
      expect((await browser.call('PATCH', at, change)).body).toMatchObject(change)
    expect((await browser.call('PATCH', at, { rights: 2 })).body.reason).toBe('share-bits-none')
    expect((await access()).links[0]).toMatchObject({ label: '6e B', rights: 1, expires: end })
  })

  test('a password is set, kept and taken away; what is offered can be said aloud', async () => {
    const { at } = await unlocked()
    const { password } = (await browser.call('POST', '/links/password')).body
    expect(password).toMatch(/^[a-z]+(-[a-z]+){3}$/)
    expect((await browser.call('PATCH', at, { password: 'abc' })).body.reason).toBe('password-short')
    expect((await browser.call('PATCH', at, { password })).body.password).toBe(true)
    expect((await browser.call('PATCH', at, { label: '' })).body.password).toBe(true)
    const { body } = await browser.call('POST', `${at}/short`, { days: 3 })
    expect(body.short.url).toMatch(/\/c\/[a-z]+-[a-z]+-\d{6}$/)
    expect((await browser.call('DELETE', `${at}/short`)).status).toBe(204)
    expect((await browser.call('PATCH', at, { password: null })).body.password).toBe(false)
    expect((await browser.call('POST', `${at}/short`, {})).body.reason).toBe('short-unguarded')
  })

  test('it is sent by e-mail; without a mail server its text is there to be copied', async () => {
    const { link, at } = await unlocked()
    const { body } = await browser.call('POST', `${at}/letters`, { to: 'parent@example.org' })
    expect(body.state).toBe('kept')
    expect(body.text).toContain(link.url)
    expect((await browser.call('POST', `${at}/letters`, { to: 'no address' })).body.reason).toBe(
      'mail-address',
    )
  })

  test('the code and the poster are there for its owner', async () => {
    const { link } = await unlocked()
    for (const code of Object.values<string>(link.code)) expect(code.startsWith(link.url)).toBe(true)
  })

  test('one that has ended is listed, opened again at the same address, and removed', async () => {
    const { link, at } = await unlocked()
    expect((await browser.call('POST', `${at}/reactivate`, { expires: null })).status).toBe(409)
    await house.domain.records.write([], (writer) =>
      writer.run('UPDATE share SET expires = ? WHERE id = ?', now() - 60, link.id),
    )
    expect((await access()).links[0]).toMatchObject({ id: link.id, ended: true })
    expect(await visit(link.url)).toBe(404)
    expect((await browser.call('PATCH', at, { label: 'x' })).status).toBe(404)
    expect((await browser.call('POST', `${at}/reactivate`, { expires: now() - 5 })).body.reason).toBe(
      'share-end-past',
    )
    const again = await browser.call('POST', `${at}/reactivate`, { expires: null })
    expect(again.body).toMatchObject({ ended: false, expires: null, url: link.url })
    expect(await visit(link.url)).toBe(200)
    expect((await browser.call('DELETE', `/shares/${link.id}`)).status).toBe(404)
    expect((await browser.call('DELETE', at)).status).toBe(204)
    expect(await visit(link.url)).toBe(404)
    expect((await access()).links).toEqual([])
  })

  test('policy is told and kept', async () => {
    await set('sharing.link-end', 'yes')
    await set('sharing.link-end-enforced', 'yes')
    await set('sharing.link-days', '5')
    const { linkEnds } = await access()
    expect(linkEnds.latest).toBe(linkEnds.given)
    expect(linkEnds.proposed).toBe(linkEnds.given)
    const { body } = await browser.call('POST', `/items/${ids.Cours}/links`, {})
    expect(body.expires).toBe(linkEnds.given)
    const later = { expires: linkEnds.given + 90_000 }
    expect((await browser.call('PATCH', `/links/${body.id}`, later)).body.reason).toBe('share-end-far')
    expect((await browser.call('PATCH', `/links/${body.id}`, { expires: null })).body.reason).toBe(
      'share-end-enforced',
    )
    for (const name of ['sharing.link-end', 'sharing.link-end-enforced', 'sharing.link-days'])
      await set(name, null)
    await set('sharing.links', 'no')
    expect((await access()).may).toMatchObject({ people: true, links: false })
    expect((await browser.call('POST', `/items/${ids.Cours}/links`, {})).body.reason).toBe('share-links-off')
    await set('sharing.links', null)
  })

  test('what is somebody else’s is not there', async () => {
    const { at } = await unlocked()
    for (const [method, path, body] of [
      ['POST', `/items/${ids.Cours}/links`, {}],
      ['PATCH', at, { label: 'mine' }],
      ['DELETE', at, undefined],
      ['POST', `${at}/reactivate`, { expires: null }],
      ['POST', `${at}/short`, {}],
      ['DELETE', `${at}/short`, undefined],
      ['POST', `${at}/letters`, { to: 'eve@example.org' }],
    ] as const)
      expect([method, path, (await eve.call(method, path, body)).status]).toEqual([method, path, 404])
    expect((await access()).links).toHaveLength(1)
  })
})
