import { afterAll, beforeAll, expect, test } from 'vitest'
import { addGroup } from '../../../server/src/domain/accounts/groups/change.ts'
import { addMember } from '../../../server/src/domain/accounts/groups/members.ts'
import { setSetting } from '../../../server/src/domain/settings/set.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import { browserOf, type Speaker, speaker } from './api.ts'

const FILES = '/remote.php/dav/files/alice'

let house: TestHouse
let alice: Inhabitant
let bob: Inhabitant
let hers: Speaker
let his: Speaker
let eves: Speaker
const ids: Record<string, number> = {}

beforeAll(async () => {
  house = await openTestHouse()
  alice = await house.person({ id: 'alice', name: 'Alice Martin' })
  bob = await house.person({ id: 'bob', name: 'Bob Petit' })
  hers = await browserOf(house, 'alice')
  his = speaker(bob.client)
  eves = speaker((await house.person({ id: 'eve', name: 'Eve' })).client)
  const { root } = (await hers.call('GET', '/session')).body
  for (const name of ['Un', 'Deux', 'Trois']) await alice.client.dav('MKCOL', `${FILES}/${name}`)
  const { entries } = (await hers.call('GET', `/folders/${root}`)).body
  entries.name.forEach((name: string, i: number) => {
    ids[name] = entries.id[i]
  })
  for (const name of ['Un', 'Deux', 'Trois'])
    await hers.call('POST', `/items/${ids[name]}/shares`, { kind: 'person', id: 'bob', note: name })
}, 60_000)
afterAll(() => house?.close())

const namesOf = ({ entries }: { entries: { name: string }[] }) => entries.map(({ name }) => name)
const shareOf = async (name: string): Promise<number> =>
  (await hers.call('GET', `/items/${ids[name]}/access`)).body.shares[0].id

test('what others gave stands with who gave it, page by page', async () => {
  const first = (await his.call('GET', '/shared/with-me?limit=2')).body
  expect(namesOf(first)).toEqual(['Trois', 'Deux'])
  expect(first.entries[0]).toMatchObject({
    ...{ id: ids.Trois, received: true, owner: { id: 'alice' }, folder: [] },
    given: { by: { id: 'alice', name: 'Alice Martin' }, note: 'Trois', expires: null },
  })
  const second = (await his.call('GET', `/shared/with-me?limit=2&after=${first.next}`)).body
  expect(namesOf(second)).toEqual(['Un'])
  expect(second.next).toBeUndefined()
  expect((await hers.call('GET', '/shared/with-me')).body).toEqual({ entries: [] })
})

test('what one gave stands with whom one gave it to, once for each thing', async () => {
  await hers.call('POST', `/items/${ids.Un}/links`, {})
  const { body } = await hers.call('GET', '/shared/by-me')
  expect(namesOf(body)).toEqual(['Un', 'Trois', 'Deux'])
  expect(body.entries[0].shared.map(({ kind }: { kind: string }) => kind)).toEqual(['person', 'link'])
  expect((await his.call('GET', '/shared/by-me')).body.entries).toEqual([])
  await alice.client.dav('DELETE', `${FILES}/Deux`)
  expect(namesOf((await hers.call('GET', '/shared/by-me')).body)).toEqual(['Un', 'Trois'])
  expect(namesOf((await his.call('GET', '/shared/with-me')).body)).toEqual(['Trois', 'Un'])
})

test('what was left may be had again', async () => {
  const share = await shareOf('Un')
  await setSetting(house.domain, SYSTEM, { scope: 'person', subject: 'bob' }, 'sharing.accept', 'ask')
  expect((await his.call('POST', `/shared/${share}/leave`)).status).toBe(204)
  expect(namesOf((await his.call('GET', '/shared/with-me')).body)).toEqual(['Trois'])
  expect((await his.call('GET', `/items/${ids.Un}`)).status).toBe(404)
  expect((await hers.call('POST', `/shared/${await shareOf('Trois')}/leave`)).status).toBe(404)
})

test('what a group was given is left by one of them, and had back', async () => {
  await addGroup(house.domain, SYSTEM, { id: 'lettres' })
  await addMember(house.domain, SYSTEM, { person: 'eve', group: 'lettres' })
  const made = await hers.call('POST', `/items/${ids.Un}/shares`, { kind: 'group', id: 'lettres', rights: 1 })
  expect(made.body).toMatchObject({ with: { kind: 'group', id: 'lettres', detail: '' }, rights: 1 })
  const share = made.body.id
  await expect
    .poll(async () => namesOf((await eves.call('GET', '/shared/with-me')).body), { timeout: 30_000 })
    .toEqual(['Un'])
  expect((await eves.call('POST', `/shared/${share}/leave`)).status).toBe(204)
  expect(namesOf((await eves.call('GET', '/shared/with-me')).body)).toEqual([])
  expect((await eves.call('GET', '/shared/offers')).body.left).toMatchObject([{ share, item: ids.Un }])
  expect((await eves.call('POST', `/shared/${share}/return`)).status).toBe(204)
  expect(namesOf((await eves.call('GET', '/shared/with-me')).body)).toEqual(['Un'])
})

test('whoever wants to be asked is asked, and takes or declines', async () => {
  await hers.call('POST', `/items/${ids.Un}/shares`, { kind: 'person', id: 'bob', note: 'encore' })
  const { waiting } = (await his.call('GET', '/shared/offers')).body
  expect(waiting).toMatchObject([{ item: ids.Un, name: 'Un', kind: 'folder', note: 'encore' }])
  expect((await his.call('GET', `/items/${ids.Un}`)).status).toBe(404)
  expect((await his.call('POST', `/shared/${waiting[0].share}/accept`)).status).toBe(204)
  expect((await his.call('GET', '/shared/offers')).body.waiting).toEqual([])
  expect((await his.call('GET', `/items/${ids.Un}`)).status).toBe(200)
  const nobodys = await his.call('POST', '/shared/999999/accept')
  expect([nobodys.status, nobodys.body.reason]).toEqual([404, 'share-missing'])
  expect((await his.call('POST', '/shared/999999/return')).status).toBe(404)
})
