import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MemoryBlobs } from '../../storage/blobs/memory.ts'
import { openRecords } from '../../storage/records/open.ts'
import type { Records } from '../../storage/records/records.ts'
import { type Member, SYSTEM } from '../../vocabulary/actor.ts'
import { listAppPasswords } from '../accounts/app-passwords/list.ts'
import { addPerson } from '../accounts/people/add.ts'
import { signIn } from '../accounts/sign-in/sign-in.ts'
import type { Domain } from '../domain.ts'
import { NO_RENDERER } from '../previews/renderer.ts'
import { beginLoginFlow, FLOWS_PER_PLACE } from './begin.ts'
import { clientName } from './client-name.ts'
import { collectLoginFlow } from './collect.ts'
import { expireLoginFlows } from './expire.ts'
import { FLOW_SECONDS } from './flow.ts'
import { grantLoginFlow } from './grant.ts'
import { openLoginFlow } from './open.ts'
import { recipientOf, seal, unseal } from './seal.ts'

let folder: string
let records: Records
let domain: Domain
let now: number
const asked = { client: 'DESKTOP-1 (Desktop Client - Linux)', place: '192.0.2.7' }
const alice: Member = { kind: 'member', person: 'alice', admin: false }
const by = { member: alice, loginName: 'alice', unnamed: 'Appareil sans nom' }

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuage-flows-'))
  records = await openRecords({ kind: 'sqlite', file: join(folder, 'nuage.db') })
  now = 1_800_000_000_000
  domain = {
    ...{ records, blobs: new MemoryBlobs(), now: () => now, secret: randomBytes(32) },
    ...{ throttle: true, instanceId: 'oc1234567890', renderer: NO_RENDERER },
  }
  await addPerson(domain, SYSTEM, { id: 'alice' })
})

afterEach(async () => {
  await records.close()
  await rm(folder, { recursive: true, force: true })
})

const everything = (): Promise<unknown[]> =>
  records.read(async (reader) => [
    ...(await reader.all('SELECT * FROM login_flow')),
    ...(await reader.all('SELECT * FROM app_password')),
    ...(await reader.all('SELECT * FROM audit')),
  ])

test('from the question to an app password that works', async () => {
  const { poll, login } = await beginLoginFlow(domain, asked)
  expect(poll).toMatch(/^[A-Za-z0-9]{128}$/)
  expect(login).toMatch(/^[A-Za-z0-9]{128}$/)
  expect(await openLoginFlow(domain, login)).toEqual({ client: asked.client, granted: false })
  expect(await collectLoginFlow(domain, poll)).toBeUndefined()
  await grantLoginFlow(domain, login, by)
  const credentials = await collectLoginFlow(domain, poll)
  expect(credentials).toEqual({
    loginName: 'alice',
    appPassword: expect.stringMatching(/^[A-Za-z0-9]{72}$/),
  })
  const { person, by: means } = await signIn(domain, {
    ...{ login: 'alice', password: credentials!.appPassword, place: '192.0.2.9' },
  })
  expect([person.id, means]).toEqual(['alice', 'app-password'])
  expect(await listAppPasswords(domain, 'alice')).toMatchObject([{ name: asked.client }])
  expect(await openLoginFlow(domain, login)).toBeUndefined()
})

test('of many who collect at the same moment, one gets it', async () => {
  const { poll, login } = await beginLoginFlow(domain, asked)
  await grantLoginFlow(domain, login, by)
  const got = await Promise.all(Array.from({ length: 20 }, () => collectLoginFlow(domain, poll)))
  expect(got.filter((one) => one !== undefined)).toHaveLength(1)
  expect(await collectLoginFlow(domain, poll)).toBeUndefined()
})

test('of many who grant at the same moment, one does, and one device appears', async () => {
  const { login } = await beginLoginFlow(domain, asked)
  const done = await Promise.allSettled(Array.from({ length: 10 }, () => grantLoginFlow(domain, login, by)))
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const one of done)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ reason: 'login-flow-granted' })
  expect(await listAppPasswords(domain, 'alice')).toHaveLength(1)
})

test('whoever reads the whole database finds neither a token nor the password', async () => {
  const { poll, login } = await beginLoginFlow(domain, asked)
  await grantLoginFlow(domain, login, by)
  const rows = JSON.stringify(await everything())
  const credentials = await collectLoginFlow(domain, poll)
  for (const secret of [poll, login, credentials!.appPassword]) expect(rows).not.toContain(secret)
})

test('what was sealed opens with its token alone', () => {
  const [one, other] = ['a'.repeat(128), 'b'.repeat(128)] as const
  const sealed = seal('bonjour', recipientOf(one))
  expect(unseal(sealed, one)).toBe('bonjour')
  expect(seal('bonjour', recipientOf(one))).not.toBe(sealed)
  expect(() => unseal(sealed, other)).toThrow()
  const bytes = Buffer.from(sealed, 'base64url')
  for (const at of [0, 33, 50, bytes.length - 1]) {
    const changed = Buffer.from(bytes)
    changed[at]! ^= 1
    expect(() => unseal(changed.toString('base64url'), one)).toThrow()
  }
})

test('after twenty minutes nothing can be opened, granted or collected', async () => {
  const { poll, login } = await beginLoginFlow(domain, asked)
  const late = await beginLoginFlow(domain, asked)
  await grantLoginFlow(domain, late.login, by)
  now += FLOW_SECONDS * 1000 - 1000
  expect(await openLoginFlow(domain, login)).toBeDefined()
  now += 1000
  expect(await openLoginFlow(domain, login)).toBeUndefined()
  await expect(grantLoginFlow(domain, login, by)).rejects.toMatchObject({ kind: 'gone' })
  expect(await collectLoginFlow(domain, poll)).toBeUndefined()
  expect(await collectLoginFlow(domain, late.poll)).toBeUndefined()
})

test('an app password nobody came for is withdrawn, one that was collected stays', async () => {
  const collected = await beginLoginFlow(domain, { ...asked, client: 'collected' })
  await grantLoginFlow(domain, collected.login, by)
  await collectLoginFlow(domain, collected.poll)
  const left = await beginLoginFlow(domain, { ...asked, client: 'left' })
  await grantLoginFlow(domain, left.login, by)
  now += FLOW_SECONDS * 1000
  await expireLoginFlows(domain)
  expect((await listAppPasswords(domain, 'alice')).map(({ name }) => name)).toEqual(['collected'])
  expect(await records.read((reader) => reader.all('SELECT 1 FROM login_flow'))).toEqual([])
})

test('strangers cannot fill the table, nor keep others out for long', async () => {
  for (let count = 0; count < FLOWS_PER_PLACE; count++) await beginLoginFlow(domain, asked)
  await expect(beginLoginFlow(domain, asked)).rejects.toMatchObject({ kind: 'too-many' })
  await beginLoginFlow(domain, { ...asked, place: '192.0.2.8' })
  now += FLOW_SECONDS * 1000
  await beginLoginFlow(domain, asked)
  const rows = await records.read((reader) => reader.all('SELECT 1 FROM login_flow'))
  expect(rows).toHaveLength(1)
})

test('neighbours in one IPv6 network count together', async () => {
  for (let count = 0; count < FLOWS_PER_PLACE; count++)
    await beginLoginFlow(domain, { ...asked, place: `2001:db8:1:2::${count.toString(16)}` })
  await expect(beginLoginFlow(domain, { ...asked, place: '2001:db8:1:2:ffff::1' })).rejects.toMatchObject({
    kind: 'too-many',
  })
  await beginLoginFlow(domain, { ...asked, place: '2001:db8:1:3::1' })
})

test('a token of another shape is no token', async () => {
  const { poll, login } = await beginLoginFlow(domain, asked)
  await grantLoginFlow(domain, login, by)
  for (const token of ['', poll.slice(1), `${poll}a`, `${poll}\n`, login, 'é'.repeat(128)])
    expect(await collectLoginFlow(domain, token)).toBeUndefined()
  expect(await openLoginFlow(domain, poll)).toBeUndefined()
})

test('a client that says nothing gets a name that people understand', async () => {
  const { login } = await beginLoginFlow(domain, { ...asked, client: ' \u0007 ' })
  await grantLoginFlow(domain, login, by)
  expect(await listAppPasswords(domain, 'alice')).toMatchObject([{ name: 'Appareil sans nom' }])
})

test.each([
  ['DESKTOP-1 (Desktop Client - Linux)', 'DESKTOP-1 (Desktop Client - Linux)'],
  ['a\r\nb\u0000c', 'a b c'],
  ['abc\u202egnp.exe', 'abc gnp.exe'],
  ['\ud800x', '�x'],
  ['  Téléphone   de Zoé 📱 ', 'Téléphone de Zoé 📱'],
])('%j is called %j', (said, name) => {
  expect(clientName(said)).toBe(name)
})

test('whatever a client says, its name is one short line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (said) => {
      const name = clientName(said)
      expect([...name].length).toBeLessThanOrEqual(120)
      expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      expect(name.trim()).toBe(name)
    }),
  )
})
