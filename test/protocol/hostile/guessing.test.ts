import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { revokeAppPassword } from '../../../server/src/domain/accounts/app-passwords/change.ts'
import { listAppPasswords } from '../../../server/src/domain/accounts/app-passwords/list.ts'
import { disablePerson, enablePerson } from '../../../server/src/domain/accounts/people/enable.ts'
import { setPassword } from '../../../server/src/domain/accounts/people/set-password.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { type Inhabitant, openTestHouse, type TestHouse } from '../../house.ts'
import type { Client } from '../client.ts'
import { expectRefusal } from './ground.ts'

const hashed = vi.hoisted(() => ({ checks: 0 }))
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>()
  return {
    ...real,
    verify: (...given: Parameters<typeof real.verify>) => {
      hashed.checks++
      return real.verify(...given)
    },
  }
})

let house: TestHouse
const people = new Map<string, Inhabitant>()
beforeAll(async () => {
  house = await openTestHouse({ settings: { NUAGE_THROTTLE: 'on' } })
  for (const id of ['anna', 'ben', 'carl', 'dora', 'emil']) people.set(id, await house.person({ id }))
})
afterAll(() => house?.close())

const root = (id: string) => `/remote.php/dav/files/${id}/`
const look = (client: Client, id: string) => client.dav('PROPFIND', root(id), { headers: { Depth: '0' } })
const guess = (id: string, password: string) => look(house.stranger.as({ user: id, password }), id)

test('ten wrong guesses a minute are answered, the eleventh is told to wait', async () => {
  const statuses: number[] = []
  for (let i = 0; i < 13; i++) {
    const answer = await guess('anna', `wrong guess number ${i}`)
    statuses.push(answer.status)
    if (answer.status === 429) {
      expectRefusal(answer, 429, 'TooManyRequests')
      expect(Number(answer.header('Retry-After'))).toBeGreaterThan(0)
    } else expectRefusal(answer, 401, 'NotAuthenticated')
  }
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429, 429])
})

test('guesses made at the same moment count too', async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, i) => guess('ben', `wrong guess number ${i}`)),
  )
  const statuses = answers.map((answer) => answer.status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(10)
  expect(statuses.filter((status) => status === 429)).toHaveLength(20)
})

test('whoever holds a valid app password is neither refused nor held up by all of that', async () => {
  let running = true
  const hammer = Array.from({ length: 8 }, async (_, i) => {
    for (let n = 0; running; n++) await guess('carl', `hammering ${i} ${n}`)
  })
  const times: number[] = []
  for (let i = 0; i < 40; i++) {
    const started = performance.now()
    const answer = await look(people.get(i % 2 ? 'carl' : 'anna')!.client, i % 2 ? 'carl' : 'anna')
    times.push(performance.now() - started)
    expect(answer.status).toBe(207)
  }
  running = false
  await Promise.all(hammer)
  expect(times.sort((a, b) => a - b)[Math.floor(times.length * 0.9)]).toBeLessThan(1_000)
})

test('a school behind one address: others sign in with their own password meanwhile', async () => {
  for (const id of ['dora', 'emil']) {
    const { account, client } = people.get(id)!
    expect((await look(client.as(account), id)).status).toBe(207)
  }
})

test('a password that comes with every request is hashed once a minute', async () => {
  const { account, client } = people.get('dora')!
  await look(client.as(account), 'dora')
  const before = hashed.checks
  const answers = await Promise.all(Array.from({ length: 40 }, () => look(client.as(account), 'dora')))
  expect(answers.every((answer) => answer.status === 207)).toBe(true)
  expect(hashed.checks).toBe(before)
  await house.person({ id: 'fred' }).then(async (fred) => {
    const cold = hashed.checks
    await Promise.all(Array.from({ length: 25 }, () => look(fred.client.as(fred.account), 'fred')))
    expect(hashed.checks - cold).toBe(1)
  })
})

test('a revoked app password, a disabled account and a changed password are out at the next request', async () => {
  const { domain } = house
  const { account, client } = people.get('emil')!
  expect((await look(client, 'emil')).status).toBe(207)
  await disablePerson(domain, SYSTEM, 'emil')
  expect((await look(client, 'emil')).status).toBe(401)
  expect((await look(client.as(account), 'emil')).status).toBe(401)
  await enablePerson(domain, SYSTEM, 'emil')
  expect((await look(client, 'emil')).status).toBe(207)
  expect((await look(client.as(account), 'emil')).status).toBe(207)
  const [token] = await listAppPasswords(domain, 'emil')
  await revokeAppPassword(domain, SYSTEM, { person: 'emil', id: token!.id })
  expectRefusal(await look(client, 'emil'), 401, 'NotAuthenticated')
  await setPassword(domain, SYSTEM, 'emil', 'five small grey clouds')
  expect((await look(client.as(account), 'emil')).status).toBe(401)
  expect((await guess('emil', 'five small grey clouds')).status).toBe(207)
})

test('hostile credentials are a clean 401', async () => {
  const long = 'x'.repeat(20_000)
  const headers = [
    'Basic',
    'Basic ',
    'Basic !!!!',
    `Basic ${Buffer.from('nobody').toString('base64')}`,
    `Basic ${Buffer.from(':').toString('base64')}`,
    `Basic ${Buffer.from('anna\0:x').toString('base64')}`,
    `Basic ${Buffer.from([0xff, 0xfe, 0x3a, 0xff]).toString('base64')}`,
    `Basic ${Buffer.from(`${long}:${long}`).toString('base64')}`,
    'Bearer',
    `Bearer ${long}`,
    'Digest username="anna"',
    long,
  ]
  for (const value of headers) {
    const answer = await house.stranger.dav('PROPFIND', root('anna'), { headers: { Authorization: value } })
    expect([401, 429]).toContain(answer.status)
    expect(answer.text).not.toMatch(/\.ts:|node_modules/)
  }
  expect((await house.stranger.send({ method: 'GET', path: '/status.php' })).status).toBe(200)
})
