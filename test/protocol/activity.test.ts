import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../house.ts'
import type { Client } from './client.ts'
import { ocsCall } from './ocs-call.ts'

const APP = '/apps/activity/api/v2/activity'
const FILES = '/remote.php/dav/files/alice'

let house: TestHouse
let alice: Client
let bob: Client

beforeAll(async () => {
  house = await openTestHouse()
  alice = (await house.person({ id: 'alice', name: 'Alice' })).client
  bob = (await house.person({ id: 'bob', name: 'Bob' })).client
  await alice.dav('MKCOL', `${FILES}/classe`)
  await alice.dav('PUT', `${FILES}/classe/a.txt`, { body: 'un' })
  await alice.dav('PUT', `${FILES}/classe/a.txt`, { body: 'deux' })
  await move('classe/a.txt', 'classe/b.txt')
  await move('classe/b.txt', 'b.txt')
  await alice.dav('PUT', `${FILES}/passé.txt`.replace('é', '%C3%A9'), { body: 'x' })
  await alice.dav('DELETE', `${FILES}/pass%C3%A9.txt`)
})
afterAll(() => house.close())

const move = (from: string, to: string) =>
  alice.dav('MOVE', `${FILES}/${from}`, { headers: { Destination: `${FILES}/${to}` } })
const list = (query: string, who = alice, headers: Record<string, string> = { 'Accept-Language': 'en' }) =>
  ocsCall(who, 'GET', `${APP}${query}`, undefined, headers)

interface Told {
  activity_id: number
  subject: string
  type: string
  object_name: string
  link: string
  previews: unknown[]
}
const subjects = (data: Told[]): string[] => data.map((one) => one.subject)

test('what happened, the newest first', async () => {
  const { status, data, answer } = await list('?since=0&limit=50&previews=true')
  expect(status).toBe(200)
  expect(subjects(data)).toEqual([
    'You deleted passé.txt',
    'You created passé.txt',
    'You moved b.txt',
    'You renamed b.txt',
    'You changed a.txt',
    'You created a.txt',
    'You created classe',
  ])
  expect(data.map((one: Told) => one.type)).toEqual([
    ...['file_deleted', 'file_created', 'file_changed', 'file_changed'],
    ...['file_changed', 'file_created', 'file_created'],
  ])
  const [deleted, , moved] = data
  expect(deleted).toMatchObject({ object_name: '/passé.txt', link: '', previews: [] })
  expect(moved).toMatchObject({
    app: 'files',
    user: 'alice',
    object_type: 'files',
    object_name: '/b.txt',
    message: '',
    message_rich: ['', []],
    subject_rich: ['You moved {file}', { file: { type: 'file', name: 'b.txt', path: 'b.txt' } }],
  })
  expect(moved.objects).toEqual({ [moved.object_id]: '/b.txt' })
  expect(moved.previews).toEqual([
    expect.objectContaining({ mimeType: 'text/plain', fileId: moved.object_id }),
  ])
  expect(answer.header('etag')).toBeDefined()
  expect(Number(answer.header('x-activity-first-known'))).toBeGreaterThanOrEqual(data[0].activity_id)
})

test('page by page to the end, which is 304', async () => {
  const seen: string[] = []
  let since = '0'
  for (let pages = 0; pages < 10; pages++) {
    const { status, data, answer } = await list(`?since=${since}&limit=3`)
    if (status === 304) {
      expect(answer.body.length).toBe(0)
      break
    }
    seen.push(...subjects(data))
    since = answer.header('x-activity-last-given')!
    expect(answer.header('link')).toContain(`since=${since}&limit=3`)
  }
  expect(seen).toHaveLength(7)
  const upwards = await list(`?since=${since}&sort=asc`)
  expect(subjects(upwards.data)[0]).toBe('You created a.txt')
})

test('of one file only, one’s own only, others’ only', async () => {
  const all = (await list('')).data
  const file = all.find((one: Told) => one.subject === 'You moved b.txt').object_id
  const one = await list(`/filter?object_type=files&object_id=${file}`)
  expect(subjects(one.data)).toEqual([
    'You moved b.txt',
    'You renamed b.txt',
    'You changed a.txt',
    'You created a.txt',
  ])
  expect((await list('/self')).data).toHaveLength(7)
  expect((await list('/by')).status).toBe(304)
  expect((await list(`/filter?object_type=files&object_id=${file}`, bob)).status).toBe(304)
})

test('in French, and what cannot be asked', async () => {
  expect(subjects((await list('', alice, { 'Accept-Language': 'fr' })).data)[0]).toBe(
    'Vous avez supprimé passé.txt',
  )
  expect((await list('/calendar')).status).toBe(404)
  expect((await list('/filter?object_type=calendar&object_id=1')).status).toBe(400)
  expect((await list('?since=99999999')).status).toBe(403)
  expect((await list('/filters')).data.map((one: { id: string }) => one.id)).toEqual([
    'all',
    'self',
    'by',
    'files',
  ])
})

test('what happens in a received folder is told on every wire, and nothing else of its owner', async () => {
  const carol = (await house.person({ id: 'carol', name: 'Carol' })).client
  await alice.dav('MKCOL', `${FILES}/secret`)
  await alice.dav('MKCOL', `${FILES}/secret/shared`)
  await alice.dav('PUT', `${FILES}/secret/shared/earlier.txt`, { body: 'x' })
  await alice.dav('DELETE', `${FILES}/secret/shared/earlier.txt`)
  const shared = await ocsCall(alice, 'POST', '/apps/files_sharing/api/v1/shares', {
    ...{ path: '/secret/shared', shareType: '0', shareWith: 'carol' },
  })
  expect(shared.status).toBe(200)
  // What happened in the second in which it was given is not told.
  await expect
    .poll(
      async () => {
        await alice.dav('PUT', `${FILES}/secret/shared/later.txt`, { body: `${Math.random()}` })
        return (await list('', carol)).status
      },
      { timeout: 30_000, interval: 200 },
    )
    .toBe(200)
  await alice.dav('PUT', `${FILES}/secret/hidden.txt`, { body: 'x' })
  await alice.dav('PUT', `${FILES}/secret/shared/last.txt`, { body: 'x' })
  const { data, answer } = await list('?since=0&limit=50&previews=true', carol)
  expect(data[0]).toMatchObject({
    subject: 'Alice created last.txt',
    user: 'alice',
    object_name: '/shared/last.txt',
  })
  expect(JSON.stringify(data)).not.toMatch(/secret|hidden|earlier/)
  expect(Number(answer.header('x-activity-first-known'))).toBe(data[0].activity_id)
  const item = data[0].object_id
  expect(subjects((await list(`/filter?object_type=files&object_id=${item}`, carol)).data)).toEqual([
    'Alice created last.txt',
  ])
  expect(subjects((await list('/by', carol)).data)).toHaveLength(data.length)
  expect((await list('/self', carol)).status).toBe(304)
  for (const path of ['/api/v1/activity', `/api/v1/items/${item}/activity`]) {
    const { entries } = (await carol.send({ method: 'GET', path })).json() as {
      entries: { item: number; name: string; path: string[]; by: { id: string } }[]
    }
    expect(entries[0]).toMatchObject({
      item,
      name: 'last.txt',
      path: ['shared', 'last.txt'],
      by: { id: 'alice' },
    })
    expect(JSON.stringify(entries)).not.toMatch(/secret|hidden|earlier/)
  }
})
