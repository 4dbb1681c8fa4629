import { afterAll, beforeAll, expect, test } from 'vitest'
import { addGroup } from '../../server/src/domain/accounts/groups/change.ts'
import { SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import type { Client } from './client.ts'
import { ocsCall } from './ocs-call.ts'

const BASE = '/apps/user_status/api/v1'
const OWN = `${BASE}/user_status`

let house: TestHouse
let alice: Client
let bob: Client
let stranger: Client

beforeAll(async () => {
  house = await openTestHouse()
  await addGroup(house.domain, SYSTEM, { id: 'lettres' })
  alice = (await house.person({ id: 'alice', name: 'Alice', groups: ['lettres'] })).client
  bob = (await house.person({ id: 'bob', name: 'Bob', groups: ['lettres'] })).client
  stranger = (await house.person({ id: 'zoe', name: 'Zoé' })).client
})
afterAll(() => house.close())

const english = { 'Accept-Language': 'en' }

test('whoever never said anything is offline', async () => {
  const { status, data } = await ocsCall(alice, 'GET', OWN)
  expect(status).toBe(200)
  expect(data).toEqual({
    userId: 'alice',
    message: null,
    messageId: null,
    messageIsPredefined: false,
    icon: null,
    clearAt: null,
    status: 'offline',
    statusIsUserDefined: false,
  })
})

test('a status and a message of one’s own, until a time', async () => {
  const { data } = await ocsCall(alice, 'PUT', `${OWN}/status`, { statusType: 'dnd' })
  expect(data).toMatchObject({ status: 'dnd', statusIsUserDefined: true })
  const clearAt = Math.floor(Date.now() / 1000) + 3600
  const said = await ocsCall(alice, 'PUT', `${OWN}/message/custom`, {
    statusIcon: '👩🏽‍🏫',
    message: 'En cours',
    clearAt,
  })
  expect(said.data).toMatchObject({ status: 'dnd', icon: '👩🏽‍🏫', message: 'En cours', clearAt })
  expect((await ocsCall(bob, 'GET', `${BASE}/statuses/alice`)).data).toEqual({
    userId: 'alice',
    message: 'En cours',
    icon: '👩🏽‍🏫',
    clearAt,
    status: 'dnd',
  })
  expect((await ocsCall(alice, 'DELETE', `${OWN}/message`)).data).toEqual([])
  expect((await ocsCall(alice, 'GET', OWN)).data).toMatchObject({ status: 'dnd', icon: null, message: null })
})

test('a message chosen from the list is told by its id to oneself, in words to others', async () => {
  const list = (await ocsCall(alice, 'GET', `${BASE}/predefined_statuses`, undefined, english)).data
  expect(list).toContainEqual({
    id: 'meeting',
    icon: '📅',
    message: 'In a meeting',
    clearAt: { type: 'period', time: 3600 },
    visible: true,
  })
  const chosen = await ocsCall(alice, 'PUT', `${OWN}/message/predefined`, {
    messageId: 'meeting',
    clearAt: null,
  })
  expect(chosen.data).toMatchObject({
    message: null,
    messageId: 'meeting',
    messageIsPredefined: true,
    icon: '📅',
  })
  const seen = await ocsCall(bob, 'GET', `${BASE}/statuses/alice`, undefined, { 'Accept-Language': 'fr' })
  expect(seen.data.message).toBe('En réunion')
})

test('an app’s word that somebody is there does not overrule their own', async () => {
  expect((await ocsCall(bob, 'PUT', `${BASE}/heartbeat`, { status: 'online' })).status).toBe(204)
  expect((await ocsCall(bob, 'GET', OWN)).data).toMatchObject({
    status: 'online',
    statusIsUserDefined: false,
  })
  await ocsCall(bob, 'PUT', `${OWN}/status`, { statusType: 'invisible' })
  await ocsCall(bob, 'PUT', `${BASE}/heartbeat`, { status: 'online' })
  expect((await ocsCall(bob, 'GET', OWN)).data.status).toBe('invisible')
  expect((await ocsCall(alice, 'GET', `${BASE}/statuses/bob`)).data.status).toBe('offline')
})

test('only who shares a group sees a status', async () => {
  const statuses = (await ocsCall(bob, 'GET', `${BASE}/statuses`)).data as { userId: string }[]
  expect(statuses.map(({ userId }) => userId).sort()).toEqual(['alice', 'bob'])
  expect((await ocsCall(stranger, 'GET', `${BASE}/statuses`)).data).toEqual([])
  expect((await ocsCall(stranger, 'GET', `${BASE}/statuses/alice`)).status).toBe(404)
  expect((await ocsCall(stranger, 'GET', `${BASE}/statuses/nobody`)).status).toBe(404)
})

test.each([
  ['/status', { statusType: 'bogus' }, 'Status-type "bogus" is not supported'],
  ['/message/predefined', { messageId: 'nope' }, 'Message-Id "nope" is not supported'],
  ['/message/custom', { statusIcon: 'ab' }, 'Status-Icon is longer than one character'],
  [
    '/message/custom',
    { message: 'a'.repeat(81) },
    'Message is longer than supported length of 80 characters',
  ],
  ['/message/custom', { message: 'a', clearAt: 1 }, 'ClearAt is in the past'],
])('%s %j is refused', async (path, json, message) => {
  const refused = await ocsCall(alice, 'PUT', OWN + path, json, english)
  expect([refused.status, refused.message]).toEqual([400, message])
})
