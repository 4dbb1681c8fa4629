import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { look } from '../../server/src/domain/files/list.ts'
import { ALL } from '../../server/src/vocabulary/permissions.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { giveShare } from '../rigs/shares.ts'
import type { AcceptedAnswer, Client } from './client.ts'
import { statusOf, value } from './multistatus.ts'
import { ocsCall } from './ocs-call.ts'
import { first, parseXml, text } from './xml.ts'

/** How the official apps lock a file for its editor (webdav.md §14.3). */

const NC = 'http://nextcloud.org/ns'
const OC = 'http://owncloud.org/ns'
const NAMES = ['lock', 'lock-owner-type', 'lock-owner', 'lock-owner-displayname', 'lock-owner-editor'].concat(
  ['lock-time', 'lock-timeout', 'lock-token'],
)
const PROPS = NAMES.map((name) => `{${NC}}${name}`)

let house: TestHouse
let alice: Client
let bob: Client
let file: string
let count = 0

beforeAll(async () => {
  house = await openTestHouse()
  alice = (await house.person({ id: 'alice', name: 'Alice Martin' })).client
  bob = (await house.person({ id: 'bob', name: 'Bob' })).client
  await alice.dav('MKCOL', '/remote.php/dav/files/alice/Salle')
  const { self } = await look(house.domain, { kind: 'member', person: 'alice', admin: false }, ['Salle'], [])
  await giveShare(house.domain, {
    ...{ node: self.node.id, sharer: 'alice', recipient: 'bob', permissions: ALL },
  })
})
afterAll(() => house.close())

beforeEach(async () => {
  count += 1
  file = `Salle/plan ${count}.odt`
  expect((await alice.dav('PUT', at('alice', file), { body: 'old' })).status).toBe(201)
})

const at = (who: string, path: string): string => `/remote.php/dav/files/${who}/${encodeURI(path)}`

const ask = (
  who: Client,
  method: 'LOCK' | 'UNLOCK',
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<AcceptedAnswer> => who.dav(method, path, { headers: { 'X-User-Lock': '1', ...headers } })

/** What the body of an answer says of the lock; null: the element is not there. */
function said(answer: AcceptedAnswer): Record<string, string | null> {
  expect(answer.header('content-type')).toBe('application/xml; charset=utf-8')
  const root = parseXml(answer.text)
  return Object.fromEntries(
    NAMES.map((name) => {
      const element = first(root, NC, name)
      return [name, element === undefined ? null : text(element)]
    }),
  )
}

async function listed(who: Client, path: string): Promise<Record<string, string | undefined | 404>> {
  const [entry] = await who.propfind(path, PROPS)
  return Object.fromEntries(
    NAMES.map((name) => [name, statusOf(entry!, NC, name) === 404 ? 404 : value(entry!, NC, name)]),
  )
}

const UNLOCKED = { ...Object.fromEntries(NAMES.map((name) => [name, 404])), lock: '' }

test('it is announced, since only then it is used', async () => {
  const answer = await ocsCall(alice, 'GET', '/cloud/capabilities')
  expect((answer.data as { capabilities: { files: unknown } }).capabilities.files).toMatchObject({
    locking: '1.0',
  })
})

test('a colleague locks: the other sees who, cannot change the file, and can once it is unlocked', async () => {
  expect(await listed(bob, at('bob', file))).toEqual(UNLOCKED)
  const locked = await ask(alice, 'LOCK', at('alice', file))
  expect(locked.status).toBe(200)
  const about = said(locked)
  expect(about).toEqual({
    ...{ lock: '1', 'lock-owner-type': '0', 'lock-owner': 'alice', 'lock-owner-displayname': 'Alice Martin' },
    ...{ 'lock-owner-editor': null, 'lock-time': expect.stringMatching(/^\d{10}$/) },
    ...{ 'lock-timeout': String(24 * 3600), 'lock-token': expect.stringMatching(/^[\w-]{36}$/) },
  })
  for (const [who, name] of [
    [alice, 'alice'],
    [bob, 'bob'],
  ] as const)
    expect(await listed(who, at(name, file))).toEqual({ ...about, 'lock-owner-editor': 404 })

  const Destination = at('bob', 'Salle/taken.odt')
  for (const [method, rest] of [
    ['PUT', { body: 'by bob' }],
    ['DELETE', {}],
    ['MOVE', { headers: { Destination } }],
  ] as const) {
    const refused = await bob.dav(method, at('bob', file), rest)
    expect([method, refused.status]).toEqual([method, 423])
    expect(refused.text).toContain(
      '<s:exception>OCA\\DAV\\Connector\\Sabre\\Exception\\FileLocked</s:exception>',
    )
    expect(refused.text).toContain('Alice Martin')
  }
  expect((await alice.dav('PUT', at('alice', file), { body: 'by alice' })).status).toBe(204)
  expect((await bob.dav('GET', at('bob', file))).text).toBe('by alice')

  const unlocked = await ask(alice, 'UNLOCK', at('alice', file))
  expect(unlocked.status).toBe(200)
  expect(unlocked.text).toContain('<nc:lock></nc:lock>')
  expect(said(unlocked)).toEqual(Object.fromEntries(NAMES.map((name) => [name, ''])))
  expect(await listed(bob, at('bob', file))).toEqual(UNLOCKED)
  expect((await bob.dav('PUT', at('bob', file), { body: 'by bob' })).status).toBe(204)
})

test('a lock that is in the way is described, whichever way round', async () => {
  const locked = said(await ask(alice, 'LOCK', at('alice', file)))
  for (const method of ['LOCK', 'UNLOCK'] as const) {
    const refused = await ask(bob, method, at('bob', file))
    expect([method, refused.status]).toEqual([method, 423])
    expect(said(refused)).toEqual(locked)
  }
  expect((await ask(alice, 'LOCK', at('alice', file))).status).toBe(200)
  await ask(alice, 'UNLOCK', at('alice', file))
  const none = await ask(alice, 'UNLOCK', at('alice', file))
  expect(none.status).toBe(412)
  expect(said(none)).toMatchObject({ lock: '' })
})

test('the folder’s etag tells other computers, and the file is not downloaded again', async () => {
  const etags = async () => {
    const [folder] = await bob.propfind(at('bob', 'Salle/'), ['{DAV:}getetag'])
    const [self] = await bob.propfind(at('bob', file), ['{DAV:}getetag'])
    return [value(folder!, 'DAV:', 'getetag'), value(self!, 'DAV:', 'getetag')]
  }
  const before = await etags()
  await ask(alice, 'LOCK', at('alice', file))
  const locked = await etags()
  await ask(alice, 'UNLOCK', at('alice', file))
  const after = await etags()
  expect(new Set([before[0], locked[0], after[0]]).size).toBe(3)
  expect([locked[1], after[1]]).toEqual([before[1], before[1]])
})

test('the other may neither move nor delete it meanwhile, and is told so: only then the desktop looks at the lock', async () => {
  const letters = async (who: 'alice' | 'bob') => {
    const [entry] = await (who === 'alice' ? alice : bob).propfind(at(who, file), [`{${OC}}permissions`])
    return value(entry!, OC, 'permissions')
  }
  expect([await letters('alice'), await letters('bob')]).toEqual(['RGDNVW', 'SRGDNVW'])
  await ask(alice, 'LOCK', at('alice', file))
  expect([await letters('alice'), await letters('bob')]).toEqual(['RGDNVW', 'SRGW'])
  await ask(alice, 'UNLOCK', at('alice', file))
  expect([await letters('alice'), await letters('bob')]).toEqual(['RGDNVW', 'SRGDNVW'])
})

test('a lock by token is written through with the token, as the desktop sends it', async () => {
  const locked = await ask(alice, 'LOCK', at('alice', file), { 'X-User-Lock-Type': '2' })
  expect(said(locked)).toMatchObject({ lock: '1', 'lock-owner-type': '2', 'lock-owner': 'alice' })
  expect(await listed(bob, at('bob', file))).toMatchObject({ lock: '1', 'lock-owner-type': '0' })
  const If = `<${house.url}${at('alice', file)}> (<opaquelocktoken:${said(locked)['lock-token']}>)`
  expect((await alice.dav('PUT', at('alice', file), { body: 'elsewhere' })).status).toBe(423)
  expect((await alice.dav('PUT', at('alice', file), { headers: { If }, body: 'here' })).status).toBe(204)
  expect((await ask(alice, 'UNLOCK', at('alice', file), { 'X-User-Lock-Type': '0' })).status).toBe(423)
  expect((await ask(alice, 'UNLOCK', at('alice', file), { 'X-User-Lock-Type': '2' })).status).toBe(200)
})

test('an editor’s lock is known by the editor', async () => {
  const headers = { 'X-User-Lock-Type': '1', 'User-Agent': 'Collabora Online' }
  const locked = said(await ask(alice, 'LOCK', at('alice', file), headers))
  expect(locked).toMatchObject({
    'lock-owner-type': '1',
    'lock-owner': null,
    'lock-owner-editor': 'Collabora Online',
  })
  expect(await listed(bob, at('bob', file))).toMatchObject({
    ...{ lock: '1', 'lock-owner-type': '1', 'lock-owner': 404, 'lock-owner-editor': 'Collabora Online' },
  })
})

test('what davfs2, Finder or Explorer have locked is seen in the apps too, and not ended by them', async () => {
  const body =
    '<d:lockinfo xmlns:d="DAV:"><d:lockscope><d:exclusive/></d:lockscope><d:locktype><d:write/></d:locktype></d:lockinfo>'
  const headers = { Timeout: 'Second-600' }
  const locked = await alice.dav('LOCK', at('alice', file), { headers, body })
  expect(locked.status).toBe(200)
  expect(await listed(bob, at('bob', file))).toMatchObject({
    ...{ lock: '1', 'lock-owner': 'alice', 'lock-owner-displayname': 'Alice Martin', 'lock-timeout': '600' },
  })
  for (const [who, name] of [
    [alice, 'alice'],
    [bob, 'bob'],
  ] as const)
    for (const method of ['LOCK', 'UNLOCK'] as const)
      expect((await ask(who, method, at(name, file))).status).toBe(423)
  const token = { 'Lock-Token': locked.header('lock-token')! }
  expect((await alice.dav('UNLOCK', at('alice', file), { headers: token })).status).toBe(204)
  expect((await ask(bob, 'LOCK', at('bob', file))).status).toBe(200)
})

test('what is not there, a folder, or a kind that nobody knows is refused, and nothing comes into the world', async () => {
  expect((await ask(alice, 'LOCK', at('alice', 'none.odt'))).status).toBe(404)
  expect((await ask(alice, 'UNLOCK', at('alice', 'none.odt'))).status).toBe(404)
  expect((await alice.dav('PROPFIND', at('alice', 'none.odt'))).status).toBe(404)
  expect((await ask(alice, 'LOCK', at('alice', 'Salle'))).status).toBe(409)
  expect((await ask(alice, 'LOCK', at('alice', file), { 'X-User-Lock-Type': '3' })).status).toBe(400)
  expect((await ask(bob, 'LOCK', at('alice', file))).status).toBe(404)
})
