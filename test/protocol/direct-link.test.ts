import { afterAll, beforeAll, expect, test } from 'vitest'
import { listAppPasswords } from '../../server/src/domain/accounts/app-passwords/list.ts'
import { markForWipe } from '../../server/src/domain/accounts/app-passwords/wipe.ts'
import { issueDirectLink } from '../../server/src/domain/files/direct-link.ts'
import { type Member, SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { type Inhabitant, openTestHouse, type TestHouse } from '../house.ts'
import { value } from './multistatus.ts'
import { ocsCall } from './ocs-call.ts'
import { OC } from './xml.ts'

const FILE = '/remote.php/dav/files/alice/film.mp4'
const LINK = '/apps/dav/api/v1/direct'
let house: TestHouse
let alice: Inhabitant
let bob: Inhabitant
let fileId: number

beforeAll(async () => {
  house = await openTestHouse()
  alice = await house.person({ id: 'alice' })
  bob = await house.person({ id: 'bob' })
  expect((await alice.client.dav('PUT', FILE, { body: '0123456789' })).status).toBe(201)
  const [file] = await alice.client.propfind(FILE, [`{${OC}}fileid`])
  fileId = Number(value(file!, OC, 'fileid'))
})
afterAll(() => house.close())

async function link(): Promise<string> {
  const { status, data } = await ocsCall(alice.client, 'POST', LINK, { fileId })
  expect(status).toBe(200)
  const url = new URL(data.url)
  expect(url.href).toContain(`${house.url}/remote.php/direct/`)
  return url.pathname
}

test('a player without credentials fetches the file, and parts of it', async () => {
  const path = await link()
  const whole = await house.stranger.dav('GET', path)
  expect([whole.status, whole.text, whole.header('content-type')]).toEqual([200, '0123456789', 'video/mp4'])
  const part = await house.stranger.dav('GET', path, { headers: { Range: 'bytes=2-4' } })
  expect([part.status, part.text, part.header('content-range')]).toEqual([206, '234', 'bytes 2-4/10'])
  const head = await house.stranger.dav('HEAD', path)
  expect([head.status, head.header('content-length')]).toEqual([200, '10'])
  for (const method of ['PUT', 'DELETE', 'PROPFIND'])
    expect((await house.stranger.dav(method, path)).status).toBeGreaterThanOrEqual(400)
})

test('only whoever may read a file gets an address for it, and only for files', async () => {
  expect((await ocsCall(bob.client, 'POST', LINK, { fileId })).status).toBe(404)
  expect((await ocsCall(house.stranger, 'POST', LINK, { fileId })).status).toBe(401)
  for (const wrong of ['', 'film', 1e14]) {
    const { status } = await ocsCall(alice.client, 'POST', LINK, { fileId: wrong })
    expect([400, 404]).toContain(status)
  }
  const [root] = await alice.client.propfind('/remote.php/dav/files/alice/', [`{${OC}}fileid`])
  const folder = Number(value(root!, OC, 'fileid'))
  expect((await ocsCall(alice.client, 'POST', LINK, { fileId: folder })).status).toBe(400)
})

test('an address that is forged or older than eight hours opens nothing', async () => {
  const path = await link()
  const member: Member = { kind: 'member', person: 'alice', admin: false }
  const then = { ...house.domain, now: () => house.domain.now() - 8 * 3600 * 1000 }
  const old = `/remote.php/direct/${await issueDirectLink(then, { member }, fileId)}`
  const [claim] = path.split('/').at(-1)!.split('.')
  const forged = [`${path}A`, path.replace('/direct/', '/direct/X'), `/remote.php/direct/${claim}.`]
  for (const wrong of [old, ...forged, '/remote.php/direct', '/remote.php/direct/'])
    expect([wrong, (await house.stranger.dav('GET', wrong)).status]).toEqual([wrong, 404])
})

test('it ends with the device that asked for it', async () => {
  const path = await link()
  const [device] = await listAppPasswords(house.domain, 'alice')
  await markForWipe(house.domain, SYSTEM, 'alice', device!.id)
  expect((await house.stranger.dav('GET', path)).status).toBe(404)
})
