import type { Activity } from '@nuage/contract/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { announce } from '../../../server/src/domain/notifications/announce.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import { giveShare } from '../../rigs/shares.ts'
import { browserOf, type Speaker, speaker } from './api.ts'

const FILES = '/remote.php/dav/files/alice'

let house: TestHouse
let alice: Inhabitant
let browser: Speaker
let bob: Speaker
let root: number
let space: number
let file: number

beforeAll(async () => {
  house = await openTestHouse()
  alice = await house.person({ id: 'alice', name: 'Alice' })
  browser = await browserOf(house, 'alice')
  bob = speaker((await house.person({ id: 'bob', name: 'Bob' })).client)
  ;({ root, space } = (await browser.call('GET', '/session')).body)
  for (const [body, time] of [
    ['first', 1_700_000_000],
    ['second one', 1_700_000_100],
    ['the third one', 1_700_000_200],
  ] as const)
    await alice.client.dav('PUT', `${FILES}/a.txt`, { body, headers: { 'X-OC-Mtime': String(time) } })
  file = (await browser.call('GET', `/folders/${root}`)).body.entries.id[0]
})
afterAll(() => house.close())

test('versions are listed, named, restored and deleted', async () => {
  const { body } = await browser.call('GET', `/items/${file}/versions`)
  expect(body.entries).toMatchObject([
    { stamp: 1_700_000_200, size: 13, current: true, label: '', by: { id: 'alice', name: 'Alice' } },
    { stamp: 1_700_000_100, size: 10, current: false },
    { stamp: 1_700_000_000, size: 5, current: false },
  ])
  const at = (stamp: number) => `/items/${file}/versions/${stamp}`
  expect((await browser.call('PATCH', at(1_700_000_100), { label: 'Rendu' })).status).toBe(204)
  expect((await browser.call('DELETE', at(1_700_000_000))).status).toBe(204)
  expect((await browser.call('DELETE', at(1_700_000_000))).status).toBe(404)
  expect((await browser.call('DELETE', at(1_700_000_200))).body.reason).toBe('version-current')
  const back = await browser.call('POST', `${at(1_700_000_100)}/restore`)
  expect(back.body).toMatchObject({ id: file, size: 10, modified: 1_700_000_100 })
  const after = await browser.call('GET', `/items/${file}/versions`)
  expect(after.body.entries).toMatchObject([
    { stamp: 1_700_000_100, current: true, label: 'Rendu' },
    { stamp: 1_700_000_200, current: false },
  ])
  expect((await bob.call('POST', `${at(1_700_000_200)}/restore`)).status).toBe(404)
  expect((await browser.call('GET', `/items/${root}/versions`)).status).toBe(404)
  const long = await browser.call('PATCH', at(1_700_000_200), { label: 'x'.repeat(300) })
  expect([long.status, long.body.reason]).toEqual([400, 'label-long'])
})

test('what happened, and to one file only', async () => {
  await browser.call('POST', `/folders/${root}/folders`, { name: 'Cours' })
  const { body } = await browser.call('GET', '/activity?limit=2')
  expect(body.entries).toMatchObject([
    { verb: 'create', name: 'Cours', kind: 'folder', by: { id: 'alice', name: 'Alice' }, path: ['Cours'] },
    { verb: 'revert', name: 'a.txt', kind: 'file', item: file },
  ])
  const next = await browser.call('GET', `/activity?limit=2&after=${body.next}`)
  expect(next.body.entries.map(({ verb }: { verb: string }) => verb)).toEqual(['write', 'write'])
  const of = await browser.call('GET', `/items/${file}/activity`)
  expect(of.body.entries.map(({ verb }: { verb: string }) => verb)).toEqual([
    ...['revert', 'write', 'write', 'create'],
  ])
  expect((await bob.call('GET', `/items/${file}/activity`)).body).toEqual({ entries: [] })
  const far = Buffer.from('p99999999').toString('base64url')
  expect((await browser.call('GET', `/activity?after=${far}`)).body.reason).toBe('activity-since')
})

test('of what was received one is told what happens there, and nothing of what one does not see', async () => {
  const { body: folder } = await browser.call('POST', `/folders/${root}/folders`, { name: 'Commun' })
  const put = (path: string) => alice.client.dav('PUT', `${FILES}/${path}`, { body: 'x' })
  await put('Commun/gone.txt')
  await put('Commun/there.txt')
  await alice.client.dav('DELETE', `${FILES}/Commun/gone.txt`)
  await put('private.txt')
  const path = `/items/${folder.id}/activity`
  const told = async (who: Speaker) =>
    (await who.call('GET', path)).body.entries.map((one: Activity) => `${one.verb} ${one.name}`)
  expect(await told(bob)).toEqual([])
  await giveShare(house.domain, { node: folder.id, sharer: 'alice', recipient: 'bob' })
  expect(await told(browser)).toEqual([
    ...['trash gone.txt', 'create there.txt', 'create gone.txt', 'create Commun'],
  ])
  await expect
    .poll(
      async () => {
        await put('Commun/there.txt')
        return (await told(bob))[0]
      },
      { timeout: 30_000, interval: 200 },
    )
    .toBe('write there.txt')
  await put('Commun/last.txt')
  const page = (await bob.call('GET', `${path}?limit=1`)).body
  expect(page.entries).toMatchObject([{ name: 'last.txt', path: ['Commun', 'last.txt'] }])
  const next = (await bob.call('GET', `${path}?after=${page.next}`)).body
  expect(new Set(next.entries.map((one: Activity) => `${one.verb} ${one.name}`))).toEqual(
    new Set(['write there.txt']),
  )
})

test('comments are said, changed, read and taken back', async () => {
  const path = `/items/${file}/comments`
  const said: number[] = []
  for (const message of ['un', 'deux', 'trois'])
    said.push((await browser.call('POST', path, { message })).body.id)
  const { body } = await browser.call('GET', `${path}?limit=2`)
  expect(body.entries).toMatchObject([
    { id: said[2], message: 'trois', own: true, unread: false, by: { id: 'alice', name: 'Alice' } },
    { id: said[1], message: 'deux' },
  ])
  const rest = await browser.call('GET', `${path}?limit=2&after=${body.next}`)
  expect(rest.body).toMatchObject({ entries: [{ id: said[0] }] })
  expect(rest.body.next).toBeUndefined()
  const changed = await browser.call('PATCH', `${path}/${said[0]}`, { message: 'encore' })
  expect(changed.body.message).toBe('encore')
  expect((await browser.call('POST', `${path}/read`)).status).toBe(204)
  expect((await browser.call('DELETE', `${path}/${said[0]}`)).status).toBe(204)
  expect((await browser.call('DELETE', `${path}/${said[0]}`)).body.reason).toBe('comment-missing')
  expect((await browser.call('POST', path, { message: '  ' })).body.reason).toBe('comment-empty')
  expect((await bob.call('PATCH', `${path}/${said[1]}`, { message: 'x' })).status).toBe(404)
  expect((await bob.call('POST', `${path}/read`)).status).toBe(404)
})

test('a folder as it was: what would be done, then done, and its progress', async () => {
  const { body: folder } = await browser.call('POST', `/folders/${root}/folders`, { name: 'Classe' })
  await alice.client.dav('PUT', `${FILES}/Classe/x.txt`, { body: 'before' })
  const now = () => Math.floor(Date.now() / 1000)
  const at = now() + 1
  await expect.poll(now, { timeout: 15_000 }).toBeGreaterThan(at)
  await alice.client.dav('DELETE', `${FILES}/Classe/x.txt`)
  await alice.client.dav('PUT', `${FILES}/Classe/young.txt`, { body: 'y' })
  const path = `/spaces/${space}/rollback`
  const trial = await browser.call('POST', path, { folder: folder.id, at, dryRun: true })
  expect(trial.body.preview).toMatchObject({ restored: 1, removed: 1, lost: [] })
  const { body } = await browser.call('POST', path, { folder: folder.id, at })
  expect(body.job).toMatchObject({ kind: 'roll-back', total: 2 })
  const job = `/jobs/${body.job.id}`
  await expect.poll(async () => (await browser.call('GET', job)).body.state, { timeout: 15_000 }).toBe('done')
  const ended = (await browser.call('GET', job)).body
  expect(ended).toMatchObject({ done: 2, total: 2, result: { restored: 1, removed: 1 } })
  expect((await browser.call('GET', `/folders/${folder.id}`)).body.entries.name).toEqual(['x.txt'])
  expect((await bob.call('GET', job)).body.reason).toBe('job-missing')
  for (const [wish, status] of [
    [{ folder: 999_999_999, at }, 404],
    [{ folder: folder.id, at: now() + 1000 }, 400],
    [{ folder: folder.id }, 400],
  ] as const)
    expect((await browser.call('POST', path, wish)).status).toBe(status)
  expect((await bob.call('POST', path, { folder: folder.id, at })).status).toBe(403)
})

test('what one is told is shown, and put away', async () => {
  await announce(house.domain, SYSTEM, 'alice', { subject: 'Travaux', message: 'ce soir' })
  await announce(house.domain, SYSTEM, 'alice', { subject: 'Fini', message: '' })
  const { body } = await browser.call('GET', '/notifications')
  expect(body.entries).toMatchObject([
    { kind: 'announcement', facts: { subject: 'Fini', message: '' } },
    { kind: 'announcement', facts: { subject: 'Travaux', message: 'ce soir' } },
  ])
  const [first] = body.entries
  expect((await bob.call('DELETE', `/notifications/${first.id}`)).status).toBe(204)
  expect((await browser.call('DELETE', `/notifications/${first.id}`)).status).toBe(204)
  expect((await browser.call('GET', '/notifications')).body.entries).toHaveLength(1)
  expect((await browser.call('DELETE', '/notifications')).status).toBe(204)
  expect((await browser.call('GET', '/notifications')).body.entries).toEqual([])
})

test('what one says of oneself', async () => {
  expect((await browser.call('GET', '/me/status')).body).toMatchObject({ availability: 'offline' })
  const said = { availability: 'busy', message: { text: 'en cours', icon: '📚' } }
  const { body } = await browser.call('PUT', '/me/status', said)
  expect(body).toMatchObject({ availability: 'busy', message: 'en cours', icon: '📚', predefined: null })
  const meeting = await browser.call('PUT', '/me/status', { message: { predefined: 'meeting' } })
  expect(meeting.body).toMatchObject({ availability: 'busy', predefined: 'meeting', message: null })
  expect((await browser.call('PUT', '/me/status', { message: null })).body).toMatchObject({
    predefined: null,
  })
  for (const wrong of [
    { availability: 'asleep' },
    { message: { predefined: 'party' } },
    { message: { icon: 'ab' } },
  ])
    expect((await browser.call('PUT', '/me/status', wrong)).status).toBe(400)
})

test('devices and browsers: only from a browser, only one’s own', async () => {
  const { body: made, status } = await browser.call('POST', '/me/devices', { name: 'Tablette' })
  expect([status, made.login]).toEqual([201, 'alice'])
  const device = speaker(house.stranger.as({ user: made.login, password: made.password }))
  expect((await device.call('GET', '/session')).status).toBe(200)
  const listed = await browser.call('GET', '/me/devices')
  expect(listed.body.entries.find(({ id }: { id: number }) => id === made.id)).toMatchObject({
    ...{ name: 'Tablette', wiping: false },
  })
  const at = `/me/devices/${made.id}`
  for (const [method, path, json] of [
    ['GET', '/me/devices', undefined],
    ['POST', '/me/devices', { name: 'x' }],
    ['PATCH', at, { name: 'x' }],
    ['DELETE', at, undefined],
    ['POST', `${at}/wipe`, undefined],
    ['GET', '/me/sessions', undefined],
    ['DELETE', '/me/sessions/abc', undefined],
  ] as const) {
    const { status, body } = await device.call(method, path, json)
    expect([method, path, status, body.reason]).toEqual([method, path, 403, 'browser-only'])
  }
  const bobs = await browserOf(house, 'bob')
  expect((await bobs.call('DELETE', at)).status).toBe(404)
  expect((await browser.call('PATCH', at, { name: 'Téléphone' })).status).toBe(204)
  expect((await browser.call('POST', `${at}/wipe`)).status).toBe(204)
  expect((await device.call('GET', '/session')).status).toBe(401)
  expect((await browser.call('GET', '/me/devices')).body.entries).toContainEqual(
    expect.objectContaining({ name: 'Téléphone', wiping: true }),
  )
  expect((await browser.call('DELETE', at)).status).toBe(204)
  const other = await browserOf(house, 'alice')
  const sessions = (await browser.call('GET', '/me/sessions')).body.entries
  expect(sessions.filter(({ current }: { current: boolean }) => current)).toHaveLength(1)
  const theirs = (await other.call('GET', '/me/sessions')).body.entries
  const { id } = theirs.find(({ current }: { current: boolean }) => current)
  expect((await bobs.call('DELETE', `/me/sessions/${id}`)).status).toBe(404)
  expect((await browser.call('DELETE', `/me/sessions/${id}`)).status).toBe(204)
  expect((await other.call('GET', '/session')).status).toBe(401)
})
