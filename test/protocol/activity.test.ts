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
