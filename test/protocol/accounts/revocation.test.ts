import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  revokeAllAppPasswords,
  revokeAppPassword,
  rotateAppPassword,
} from '../../../server/src/domain/accounts/app-passwords/change.ts'
import { listAppPasswords } from '../../../server/src/domain/accounts/app-passwords/list.ts'
import { finishWipe, markForWipe } from '../../../server/src/domain/accounts/app-passwords/wipe.ts'
import { disablePerson, enablePerson } from '../../../server/src/domain/accounts/people/enable.ts'
import { removePerson } from '../../../server/src/domain/accounts/people/remove.ts'
import { setPassword } from '../../../server/src/domain/accounts/people/set-password.ts'
import type { Domain } from '../../../server/src/domain/domain.ts'
import { makeFolder } from '../../../server/src/domain/files/make-folder.ts'
import { remove } from '../../../server/src/domain/files/remove.ts'
import { NO_HOLD } from '../../../server/src/domain/locks/lock.ts'
import { decideConfig } from '../../../server/src/runtime/config/config.ts'
import { readSettings } from '../../../server/src/runtime/config/env.ts'
import { type House, openHouse } from '../../../server/src/runtime/house.ts'
import { openLog } from '../../../server/src/runtime/log.ts'
import type { Serving } from '../../../server/src/runtime/serve.ts'
import { openServing } from '../../../server/src/runtime/serving.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { type TestEngine, testEngine } from '../../rigs/engine.ts'
import { type Inhabitant, settle } from '../../school/inhabitant.ts'

const PROGRAM = resolve(import.meta.dirname, '../../../server/src/runtime/main.ts')

let engine: TestEngine
let folder: string
let environment: Record<string, string>
let house: House
/** The same storage, by connections of its own: what another process of the instance is. */
let neighbour: House
let serving: Serving
let url: string

beforeAll(async () => {
  engine = await testEngine()
  folder = await mkdtemp(join(tmpdir(), 'nuage-revocation-'))
  environment = { NUAGE_DATA: folder, NUAGE_LISTEN: '127.0.0.1:0', NUAGE_THROTTLE: 'off' }
  if (engine.database.startsWith('postgres:')) environment.NUAGE_DATABASE = engine.database
  const config = decideConfig(readSettings(environment, folder), folder)
  house = await openHouse(config, openLog('silent'))
  neighbour = await openHouse(config, openLog('silent'))
  serving = await openServing(house)
  url = await serving.listen()
})

afterAll(async () => {
  await serving.close()
  await neighbour.close()
  await house.close()
  await engine.dispose()
  await rm(folder, { recursive: true, force: true })
})

const nuage = (...typed: string[]) =>
  promisify(execFile)(process.execPath, [PROGRAM, ...typed], {
    env: { PATH: process.env.PATH, HOME: folder, ...environment },
  })

const poll = async ({ client, id }: Inhabitant, path = ''): Promise<number> =>
  (
    await client.send({
      method: 'PROPFIND',
      path: `/remote.php/dav/files/${id}/${path}`,
      headers: { Depth: '0' },
    })
  ).status

/** As often as it takes for anything to be remembered that could be. */
async function pollOften(person: Inhabitant): Promise<void> {
  for (let i = 0; i < 5; i++) expect(await poll(person)).toBe(207)
}

let count = 0
async function somebody(): Promise<Inhabitant> {
  const person = await settle(house.domain, url, { id: `somebody${count++}` })
  await pollOften(person)
  return person
}

const tokenOf = async (domain: Domain, person: string): Promise<number> =>
  (await listAppPasswords(domain, person))[0]!.id

const endings: Record<string, (domain: Domain, person: string) => Promise<unknown>> = {
  'its revocation': async (domain, person) =>
    revokeAppPassword(domain, SYSTEM, { person, id: await tokenOf(domain, person) }),
  'the revocation of all': (domain, person) => revokeAllAppPasswords(domain, SYSTEM, person),
  'its rotation': async (domain, person) =>
    rotateAppPassword(
      domain,
      { kind: 'member', person, admin: false, place: '192.0.2.1' },
      { person, id: await tokenOf(domain, person) },
    ),
  'a wish to wipe the device': (domain, person) => markForWipe(domain, SYSTEM, person),
  'the end of the account': (domain, person) => removePerson(domain, SYSTEM, person),
  'the account being disabled': (domain, person) => disablePerson(domain, SYSTEM, person),
}

for (const [what, end] of Object.entries(endings))
  for (const by of ['this process', 'another'] as const)
    test(`the request after ${what} by ${by} is refused`, async () => {
      const person = await somebody()
      await end((by === 'another' ? neighbour : house).domain, person.id)
      for (let i = 0; i < 3; i++) expect(await poll(person)).toBe(401)
    })

test('a device that has wiped itself stays out', async () => {
  const person = await somebody()
  await markForWipe(neighbour.domain, SYSTEM, person.id)
  expect(await poll(person)).toBe(401)
  expect(await finishWipe(neighbour.domain, person.app.password)).toBe(true)
  expect(await poll(person)).toBe(401)
})

test('who is enabled again comes in again at once', async () => {
  const person = await somebody()
  for (const { domain } of [house, neighbour]) {
    await disablePerson(domain, SYSTEM, person.id)
    expect(await poll(person)).toBe(401)
    await enablePerson(domain, SYSTEM, person.id)
    expect(await poll(person)).toBe(207)
  }
})

test('the command line in a process of its own is heard at the next request', async () => {
  const person = await somebody()
  await nuage('user', 'disable', person.id)
  expect(await poll(person)).toBe(401)
  await nuage('user', 'enable', person.id)
  await pollOften(person)
  await nuage('user', 'remove', person.id)
  expect(await poll(person)).toBe(401)
})

test('the password that was changed opens nothing any more', async () => {
  const person = await somebody()
  for (const { domain } of [house, neighbour]) {
    const password = `another one for ${domain === house.domain ? 'this' : 'that'} process`
    const before = { ...person, client: person.client.as(person.account) }
    await setPassword(domain, SYSTEM, person.id, person.account.password)
    await pollOften(before)
    await setPassword(domain, SYSTEM, person.id, password)
    expect(await poll(before)).toBe(401)
    expect(await poll({ ...person, client: person.client.as({ user: person.id, password }) })).toBe(207)
  }
})

test('what comes and goes is seen by the next request, whoever made it', async () => {
  const person = await somebody()
  const actor = { kind: 'member', person: person.id, admin: false, place: '192.0.2.1' } as const
  for (const { domain } of [house, neighbour]) {
    for (let i = 0; i < 3; i++) expect(await poll(person, 'new')).toBe(404)
    await makeFolder(domain, actor, ['new'], NO_HOLD)
    for (let i = 0; i < 3; i++) expect(await poll(person, 'new')).toBe(207)
    await remove(domain, actor, ['new'], { hold: NO_HOLD })
    expect(await poll(person, 'new')).toBe(404)
  }
})

test('who speaks on a connection that is kept is asked anew with each request, as behind a proxy', async () => {
  const [one, other] = [await somebody(), await somebody()]
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ports = new Set<number | undefined>()
  const ask = (of: Inhabitant, as: { user: string; password: string }) =>
    new Promise<number | undefined>((answered, failed) => {
      const authorization = `Basic ${Buffer.from(`${as.user}:${as.password}`).toString('base64')}`
      const headers = { Depth: '0', Authorization: authorization }
      const asked = request(`${url}/remote.php/dav/files/${of.id}/`, { agent, method: 'PROPFIND', headers })
      asked.on('error', failed).on('response', (response) => {
        ports.add(response.socket.localPort)
        response.resume().on('end', () => answered(response.statusCode))
      })
      asked.end()
    })
  try {
    for (let i = 0; i < 3; i++) {
      expect(await ask(one, one.app)).toBe(207)
      expect(await ask(one, { ...one.app, password: other.app.password })).toBe(401)
      expect(await ask(one, other.app)).toBe(404)
      expect(await ask(other, other.app)).toBe(207)
    }
    await revokeAllAppPasswords(neighbour.domain, SYSTEM, one.id)
    expect(await ask(one, one.app)).toBe(401)
    expect(await ask(other, other.app)).toBe(207)
    expect(ports.size).toBe(1)
  } finally {
    agent.destroy()
  }
})
