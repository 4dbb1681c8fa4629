import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../house.ts'
import type { Client } from './client.ts'
import { ocsCall } from './ocs-call.ts'

const V2 = '/apps/notifications/api/v2'

let house: TestHouse
let alice: Client
let bob: Client
let root: Client

beforeAll(async () => {
  house = await openTestHouse()
  alice = (await house.person({ id: 'alice', name: 'Alice' })).client
  bob = (await house.person({ id: 'bob', name: 'Bob' })).client
  root = (await house.person({ id: 'root', name: 'Root', admin: true })).client
})
afterAll(() => house.close())

const list = (who: Client, headers: Record<string, string> = {}) =>
  ocsCall(who, 'GET', `${V2}/notifications`, undefined, headers)
const announce = (shortMessage: string, longMessage = '', to = 'alice', who = root) =>
  ocsCall(who, 'POST', `${V2}/admin_notifications/${to}`, { shortMessage, longMessage })

test('none is an empty list with an etag, and the same again is not sent twice', async () => {
  const { status, data, answer } = await list(alice)
  expect([status, data]).toEqual([200, []])
  const etag = answer.header('etag')!
  expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
  expect(answer.header('x-nextcloud-user-status')).toBe('offline')
  const again = await list(alice, { 'If-None-Match': etag })
  expect([again.status, again.answer.body.length]).toEqual([304, 0])
})

test('an administrator tells somebody something, who reads it and puts it away', async () => {
  const before = (await list(alice)).answer.header('etag')
  expect((await announce('Maintenance ce soir', 'À partir de 22 h.')).status).toBe(200)
  const { data, answer } = await list(alice)
  expect(answer.header('etag')).not.toBe(before)
  expect(data).toEqual([
    expect.objectContaining({
      app: 'admin_notifications',
      user: 'alice',
      subject: 'Maintenance ce soir',
      message: 'À partir de 22 h.',
      subjectRich: 'Maintenance ce soir',
      subjectRichParameters: [],
      shouldNotify: true,
      object_type: 'admin_notifications',
      actions: [],
    }),
  ])
  const [{ notification_id: id, datetime }] = data
  expect(Number.isInteger(id) && id < 2 ** 31).toBe(true)
  expect(datetime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/)
  expect((await list(bob)).data).toEqual([])

  expect((await ocsCall(alice, 'GET', `${V2}/notifications/${id}`)).data.notification_id).toBe(id)
  expect((await ocsCall(bob, 'GET', `${V2}/notifications/${id}`)).status).toBe(404)
  expect((await ocsCall(alice, 'POST', `${V2}/notifications/exists`, { ids: [id, id + 1] })).data).toEqual([
    id,
  ])
  await ocsCall(bob, 'DELETE', `${V2}/notifications/${id}`)
  expect((await list(alice)).data).toHaveLength(1)
  expect((await ocsCall(alice, 'DELETE', `${V2}/notifications/${id}`)).status).toBe(200)
  expect((await ocsCall(alice, 'DELETE', `${V2}/notifications/${id}`)).status).toBe(200)
  expect((await list(alice)).data).toEqual([])
})

test('all at once are put away', async () => {
  for (const subject of ['un', 'deux', 'trois']) await announce(subject)
  expect((await list(alice)).data.map((one: { subject: string }) => one.subject)).toEqual([
    'trois',
    'deux',
    'un',
  ])
  await ocsCall(alice, 'DELETE', `${V2}/notifications`)
  expect((await list(alice)).data).toEqual([])
})

test('nobody else announces, and nothing is announced to nobody', async () => {
  expect((await announce('à moi', '', 'alice', bob)).status).toBe(403)
  expect((await announce('perdu', '', 'personne')).status).toBe(404)
  expect((await announce('  ')).status).toBe(400)
  expect((await announce('x'.repeat(256))).status).toBe(400)
  expect(
    (await ocsCall(alice, 'POST', `${V2}/notifications/exists`, { ids: Array(201).fill(1) })).status,
  ).toBe(400)
  expect((await list(alice)).data).toEqual([])
})
