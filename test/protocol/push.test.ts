import { request } from 'node:http'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { revokeAppPassword } from '../../server/src/domain/accounts/app-passwords/change.ts'
import { issueAppPassword } from '../../server/src/domain/accounts/app-passwords/issue.ts'
import { listAppPasswords } from '../../server/src/domain/accounts/app-passwords/list.ts'
import { markForWipe } from '../../server/src/domain/accounts/app-passwords/wipe.ts'
import { disablePerson } from '../../server/src/domain/accounts/people/enable.ts'
import { setPassword } from '../../server/src/domain/accounts/people/set-password.ts'
import { look } from '../../server/src/domain/files/list.ts'
import { announce } from '../../server/src/domain/notifications/announce.ts'
import { dismiss } from '../../server/src/domain/notifications/dismiss.ts'
import { issueTicket, useTicket } from '../../server/src/domain/push/ticket.ts'
import { rootOf } from '../../server/src/domain/spaces/root.ts'
import { SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { type Inhabitant, openTestHouse, type TestHouse } from '../house.ts'
import { freePort } from '../rigs/daemon.ts'
import { listenAs, openPush, type PushClient, type PushWish } from '../rigs/push-client.ts'
import { giveShare } from '../rigs/shares.ts'
import { Client } from './client.ts'

let house: TestHouse
let alice: Inhabitant
let bob: Inhabitant
const opened: PushClient[] = []

beforeAll(async () => {
  house = await openTestHouse({ settings: { NUAGE_THROTTLE: 'on' } })
  alice = await house.person({ id: 'alice' })
  bob = await house.person({ id: 'bob' })
})
afterEach(() => {
  for (const client of opened.splice(0)) client.socket.terminate()
})
afterAll(() => house?.close())

const keep = async (client: Promise<PushClient>): Promise<PushClient> => {
  opened.push(await client)
  return client
}
const listen = (who: Inhabitant, wish?: PushWish) => keep(listenAs(house.url, who.app, wish))
const open = (wish?: PushWish) => keep(openPush(house.url, wish))
const path = (who: Inhabitant, name: string) => `/remote.php/dav/files/${who.id}/${encodeURI(name)}`
const put = (who: Inhabitant, name: string, body = name) => who.client.dav('PUT', path(who, name), { body })
const idOf = async (who: Inhabitant, ...names: string[]) =>
  (await look(house.domain, { kind: 'member', person: who.id, admin: false }, names, [])).self.node.id

async function introduce(login: string, password: string): Promise<PushClient> {
  const client = await open()
  client.say(login)
  client.say(password)
  return client
}

async function share(from: Inhabitant, name: string, to: Inhabitant): Promise<void> {
  const node = await idOf(from, name)
  await giveShare(house.domain, { node, sharer: from.id, recipient: to.id })
}

test('the capability leads to the socket and to the tickets', async () => {
  const answer = await alice.client.send({
    method: 'GET',
    path: '/ocs/v2.php/cloud/capabilities?format=json',
    headers: { 'OCS-APIRequest': 'true' },
  })
  const { capabilities } = (answer.json() as { ocs: { data: { capabilities: Record<string, unknown> } } }).ocs
    .data
  expect(capabilities.notify_push).toEqual({
    type: ['files', 'activities', 'notifications'],
    endpoints: {
      websocket: `${house.url.replace('http', 'ws')}/push/ws`,
      pre_auth: `${house.url}/apps/notify_push/pre_auth`,
    },
  })
})

test('a change is told to all of a person’s devices, and to nobody else', async () => {
  const [desktop, laptop, other] = [await listen(alice), await listen(alice), await listen(bob)]
  await put(alice, 'told.txt')
  for (const device of [desktop, laptop]) expect(await device.heard('notify_file')).toBe('notify_file')
  await put(bob, 'own.txt')
  for (const frame of ['notify_file', 'notify_activity']) await other.heard(frame)
  expect(other.frames.toSorted()).toEqual(['notify_activity', 'notify_file'])
})

test('an account password opens the socket, too; a name is taken as it is for signing in', async () => {
  for (const [login, password] of [
    [alice.account.user, alice.account.password],
    ['ALICE', alice.app.password],
  ]) {
    const client = await introduce(login!, password!)
    await client.heard('authenticated')
  }
})

test('wrong credentials are told in the words that the desktop knows', async () => {
  for (const [login, password] of [
    ['alice', 'not this one'],
    ['nobody', 'x'],
    ['alice', `${alice.app.password}x`],
    ['bob', alice.app.password],
    ['', 'no such ticket'],
    ['al\0ice', 'x'],
    ['', ''],
  ]) {
    const client = await introduce(login!, password!)
    expect(await client.closed, login).toBe(1008)
    expect(client.frames).toEqual(['err: Invalid credentials'])
  }
})

test('whoever guesses is held up as with Basic, and the right app password still opens', async () => {
  const carl = await house.person({ id: 'carl' })
  const codes: number[] = []
  for (let i = 0; i < 12; i++) codes.push(await (await introduce('carl', `wrong guess ${i}`)).closed)
  expect(codes).toEqual([...Array(10).fill(1008), 1013, 1013])
  const dav = await carl.client
    .as({ user: 'carl', password: 'wrong guess too' })
    .dav('PROPFIND', path(carl, ''), {
      headers: { Depth: '0' },
    })
  expect(dav.status).toBe(429)
  await listen(carl)
})

test('whoever does not say who they are in time is sent away; whoever answers no more is given up', async () => {
  const impatient = await openTestHouse({ push: { authentication: 2_000, silence: 3_000 } })
  const kate = await impatient.person({ id: 'kate' })
  const [silent, half] = [await openPush(impatient.url), await openPush(impatient.url)]
  half.say('kate')
  for (const client of [silent, half]) {
    expect(await client.closed).toBe(1008)
    expect(client.frames).toEqual(['Authentication timeout'])
  }
  const dead = await openPush(impatient.url, { autoPong: false })
  dead.say('kate')
  dead.say(kate.app.password)
  expect(await dead.closed).toBe(1006)
  expect(dead.pings()).toBe(1)
  await impatient.close()
})

test('a ticket opens one socket, once', async () => {
  const answer = await alice.client.send({ method: 'POST', path: '/apps/notify_push/pre_auth' })
  expect(answer.status).toBe(200)
  expect(answer.header('content-type')).toContain('text/plain')
  expect(answer.header('cache-control')).toContain('no-store')
  expect(answer.text).toMatch(/^[A-Za-z0-9]{32}$/)
  const first = await introduce('', answer.text)
  await first.heard('authenticated')
  first.forget()
  const again = await introduce('', answer.text)
  await again.heard('err: Invalid credentials')
  await put(alice, 'by ticket.txt')
  await first.heard('notify_file')
  const stranger = await house.stranger.send({ method: 'POST', path: '/index.php/apps/notify_push/pre_auth' })
  expect(stranger.status).toBe(401)
  expect(stranger.header('www-authenticate')).toMatch(/^Basic/)
  // A page whose session has ended asks again and again: the browser must not put a password window over it.
  const script = await house.stranger.send({
    ...{ method: 'POST', path: '/apps/notify_push/pre_auth' },
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  })
  expect(script.header('www-authenticate')).toMatch(/^DummyBasic/)
})

test('a ticket is good for fifteen seconds, and only so many wait to be used', async () => {
  await house.person({ id: 'dora' })
  let now = Date.now()
  const domain = { ...house.domain, now: () => now }
  const who = { person: { id: 'dora' }, by: 'account-password' } as const
  const issue = () => issueTicket(domain, who)
  const tickets: string[] = []
  for (let i = 0; i < 50; i++) tickets.push(await issue())
  await expect(issue()).rejects.toMatchObject({ kind: 'too-many' })
  expect(await useTicket(domain, tickets[0]!)).toMatchObject({ person: 'dora', by: 'account-password' })
  expect(await useTicket(domain, tickets[0]!)).toBeUndefined()
  await issue()
  now += 16_000
  expect(await useTicket(domain, tickets[1]!)).toBeUndefined()
  expect(await useTicket(domain, await issue())).toBeDefined()
})

test('ids are sent to whoever wants them: what changed and the folders above, of one’s own view alone', async () => {
  const own = await keep(openPush(house.url))
  own.say('alice')
  own.say(alice.app.password)
  own.say('listen notify_file_id')
  await own.heard('authenticated')
  await alice.client.dav('MKCOL', path(alice, 'inner'))
  await own.heard(/^notify_file_id \[[\d,]+\]$/)
  own.forget()
  await put(alice, 'inner/leaf.txt')
  const frame = await own.heard(/^notify_file_id/)
  const ids = JSON.parse(frame.slice('notify_file_id '.length)) as number[]
  const { root } = await house.domain.records.read((reader) => rootOf(reader, 'alice'))
  expect(new Set(ids)).toEqual(
    new Set([await idOf(alice, 'inner', 'leaf.txt'), await idOf(alice, 'inner'), root]),
  )
})

test('what somebody is told, and what they put away elsewhere, reaches their devices', async () => {
  const { domain } = house
  const admin = { kind: 'member', person: 'alice', admin: true } as const
  const listener = await listen(bob)
  const id = await announce(domain, admin, 'bob', { subject: 'Hello', message: 'there' })
  await listener.heard('notify_notification')
  listener.forget()
  await dismiss(domain, 'bob', id)
  await listener.heard('notify_notification')
  expect(listener.frames).not.toContain('notify_file')
})

test('a mounted folder: told from the moment it is there, of what is in it, and of nothing beside it', async () => {
  await alice.client.dav('MKCOL', path(alice, 'shared'))
  const receiver = await listen(bob)
  receiver.say('listen notify_file_id')
  await share(alice, 'shared', bob)
  await receiver.heard('notify_file')
  receiver.forget()
  await put(alice, 'beside.txt')
  await put(alice, 'shared/inside.txt')
  const frame = await receiver.heard(/^notify_file_id/)
  const seen = new Set([await idOf(alice, 'shared'), await idOf(alice, 'shared', 'inside.txt')])
  for (const id of JSON.parse(frame.slice('notify_file_id '.length)) as number[]) expect(seen).toContain(id)
  receiver.forget()
  await alice.client.dav('DELETE', path(alice, 'shared'))
  await receiver.heard('notify_file')
})

test('a burst is told in few frames, and its end is told', async () => {
  const emil = await house.person({ id: 'emil' })
  const listener = await listen(emil)
  const began = performance.now()
  for (let i = 0; i < 100; i++) await put(emil, `burst ${i % 7}.txt`, `${i}`)
  await listener.heard('notify_file')
  const frames = listener.frames.filter((frame) => frame === 'notify_file')
  expect(frames.length).toBeLessThanOrEqual(Math.ceil((performance.now() - began) / 1_000))
  listener.forget()
  await put(emil, 'the last.txt')
  await listener.heard('notify_file')
})

test('a revoked, a wiped, a changed password and a disabled account end their sockets, and no others', async () => {
  const { domain } = house
  const fred = await house.person({ id: 'fred' })
  const wiped = await issueAppPassword(domain, SYSTEM, { person: 'fred', name: 'lost phone' })
  const stays = await issueAppPassword(domain, SYSTEM, { person: 'fred', name: 'desktop' })
  const revoked = await listen(fred)
  const lost = await keep(listenAs(house.url, { user: 'fred', password: wiped.token }))
  const kept = await keep(listenAs(house.url, { user: 'fred', password: stays.token }))
  const browser = await keep(listenAs(house.url, fred.account))
  const passwords = await listAppPasswords(domain, 'fred')
  const named = (name: string) => passwords.find((one) => one.name === name)!.id
  await revokeAppPassword(domain, SYSTEM, { person: 'fred', id: named('test') })
  expect(await revoked.closed).toBe(1008)
  await markForWipe(domain, SYSTEM, 'fred', named('lost phone'))
  expect(await lost.closed).toBe(1008)
  await setPassword(domain, SYSTEM, 'fred', 'six small grey clouds')
  expect(await browser.closed).toBe(1008)
  await house.person({ id: 'gina' })
  const still = { user: 'fred', password: stays.token }
  await fred.client.as(still).dav('PUT', path(fred, 'still.txt'), { body: 'x' })
  await kept.heard('notify_file')
  await disablePerson(domain, SYSTEM, 'fred')
  expect(await kept.closed).toBe(1008)
})

test('what was taken away without a word is noticed in the rounds', async () => {
  const hana = await house.person({ id: 'hana' })
  const listener = await listen(hana)
  await house.domain.records.write([], (writer) =>
    writer.run("DELETE FROM app_password WHERE person = 'hana'"),
  )
  expect(await listener.closed).toBe(1008)
})

test('hostile frames end their own socket alone', async () => {
  const witness = await listen(alice)
  const [binary, long, noisy] = [await listen(bob), await listen(bob), await listen(bob)]
  binary.say(Buffer.from([0, 1, 2]))
  expect(await binary.closed).toBe(1003)
  long.say('x'.repeat(9_000))
  expect(await long.closed).toBe(1009)
  for (let i = 0; i < 200; i++) noisy.say('listen to me')
  expect(await noisy.closed).toBe(1008)
  await put(alice, 'after all.txt')
  await witness.heard('notify_file')
})

test('so many sockets for one person, and no more', async () => {
  const ines = await house.person({ id: 'ines' })
  await Promise.all(Array.from({ length: 50 }, () => listen(ines)))
  const refused = await introduce('ines', ines.app.password)
  expect(await refused.closed).toBe(1013)
  expect(refused.frames).toEqual(['err: Too many connections'])
})

test('an offer of another protocol is passed over, also at the socket’s own address', async () => {
  const { hostname, port } = new URL(house.url)
  const ask = (at: string, upgrade: string) =>
    new Promise<number>((resolve, reject) => {
      const asked = request({
        ...{ hostname, port, path: at, method: 'GET', agent: false },
        headers: { Connection: 'Upgrade', Upgrade: upgrade },
      })
      asked.on('error', reject)
      asked.on('response', (response) => {
        response.resume()
        resolve(response.statusCode!)
      })
      asked.end()
    })
  expect(await ask('/status.php', 'h2c')).toBe(200)
  expect(await ask('/status.php', 'websocket')).toBe(200)
  expect(await ask('/push/ws', 'h2c')).toBe(404)
  expect(await ask('/push/ws', 'websocket')).toBe(400)
})

test('behind a proxy with a path, taken away or passed on: found, and known by the client’s own address', async () => {
  const port = await freePort()
  const behind = await openTestHouse({
    settings: {
      NUAGE_LISTEN: `127.0.0.1:${port}`,
      NUAGE_PUBLIC_URL: 'https://cloud.example.org/nuage',
      NUAGE_TRUSTED_PROXIES: '127.0.0.1',
    },
  })
  const { app } = await behind.person({ id: 'lena' })
  const headers = { 'X-Forwarded-For': '192.0.2.77', 'X-Forwarded-Proto': 'https' }
  for (const prefix of ['', '/nuage']) {
    const client = await listenAs(`http://127.0.0.1:${port}`, app, { prefix, headers })
    client.close()
  }
  await expect
    .poll(async () => (await listAppPasswords(behind.domain, 'lena'))[0]!.lastPlace, { timeout: 30_000 })
    .toBe('192.0.2.77')
  const answer = await new Client(`http://127.0.0.1:${port}`, app).send({
    method: 'GET',
    path: '/nuage/ocs/v2.php/cloud/capabilities?format=json',
    headers: { 'OCS-APIRequest': 'true', ...headers },
  })
  expect(answer.text).toContain(
    JSON.stringify({
      websocket: 'wss://cloud.example.org/nuage/push/ws',
      pre_auth: 'https://cloud.example.org/nuage/apps/notify_push/pre_auth',
    }),
  )
  await behind.close()
})

test('told to stop, the house ends its sockets with a word', async () => {
  const another = await openTestHouse()
  const jack = await another.person({ id: 'jack' })
  const listener = await listenAs(another.url, jack.app)
  await another.close()
  expect(await listener.closed).toBe(1001)
})
