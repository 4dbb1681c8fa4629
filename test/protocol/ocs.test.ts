import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueAppPassword } from '../../server/src/domain/accounts/app-passwords/issue.ts'
import { addGroup } from '../../server/src/domain/accounts/groups/change.ts'
import { addPerson } from '../../server/src/domain/accounts/people/add.ts'
import { findSession } from '../../server/src/domain/accounts/sessions/find.ts'
import { openSession } from '../../server/src/domain/accounts/sessions/open.ts'
import { csrfToken } from '../../server/src/domain/accounts/sessions/session.ts'
import type { Domain } from '../../server/src/domain/domain.ts'
import { discovery } from '../../server/src/protocols/discovery/discovery.ts'
import { ocs } from '../../server/src/protocols/ocs/plugin.ts'
import { wipe } from '../../server/src/protocols/ocs/wipe.ts'
import { SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { type TestDomain, testDomain } from '../rigs/domain.ts'

let rig: TestDomain
let domain: Domain
let app: FastifyInstance
let base: string

const password = 'correct horse battery'
const basic = (login: string, secret = password): string =>
  `Basic ${Buffer.from(`${login}:${secret}`).toString('base64')}`

beforeAll(async () => {
  rig = await testDomain()
  domain = rig.domain
  await addGroup(domain, SYSTEM, { id: 'team' })
  await addPerson(domain, SYSTEM, { id: 'root', password, admin: true })
  await addPerson(domain, SYSTEM, {
    ...{ id: 'alice', name: 'Alice', email: 'alice@example.org', password },
    ...{ groups: ['team'], quota: 'unlimited' as const, language: 'en' },
  })
  await addPerson(domain, SYSTEM, { id: 'bob', password, groups: ['team'], leads: ['team'] })
  app = Fastify({ routerOptions: { ignoreDuplicateSlashes: true } })
  await app.register(ocs, { domain, publicUrl: 'https://cloud.example.org' })
  await app.register(wipe, { domain })
  await app.register(discovery, { domain, publicUrl: 'https://cloud.example.org' })
  base = await app.listen({ port: 0, host: '127.0.0.1' })
})

afterAll(async () => {
  await app.close()
  await rig.dispose()
})

interface Ask {
  as?: string
  method?: string
  headers?: Record<string, string>
  form?: Record<string, string>
  json?: unknown
  body?: string
}

async function ask(path: string, { as, method = 'GET', headers = {}, form, json, body }: Ask = {}) {
  const sent = form ? new URLSearchParams(form).toString() : json === undefined ? body : JSON.stringify(json)
  const type = form
    ? 'application/x-www-form-urlencoded'
    : json === undefined
      ? undefined
      : 'application/json'
  const response = await fetch(base + path, {
    method,
    redirect: 'manual',
    headers: {
      'ocs-apirequest': 'true',
      ...(as ? { authorization: as.startsWith('B') ? as : basic(as) } : {}),
      ...(type ? { 'content-type': type } : {}),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text }
}

async function call(path: string, options: Ask = {}) {
  const { text, status, headers } = await ask(
    `${path + (path.includes('?') ? '&' : '?')}format=json`,
    options,
  )
  const { ocs } = JSON.parse(text)
  return {
    status,
    headers,
    code: ocs.meta.statuscode,
    message: ocs.meta.message,
    data: ocs.data,
    meta: ocs.meta,
  }
}

test('one’s own record is, byte for byte, what the desktop knows', async () => {
  const { text, headers, status } = await ask('/ocs/v1.php/cloud/user', { as: 'alice' })
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('application/xml; charset=utf-8')
  const recorded = `<?xml version="1.0"?>
<ocs>
 <meta>
  <status>ok</status>
  <statuscode>100</statuscode>
  <message>OK</message>
  <totalitems></totalitems>
  <itemsperpage></itemsperpage>
 </meta>
 <data>
  <enabled>1</enabled>
  <id>alice</id>
  <firstLoginTimestamp>0</firstLoginTimestamp>
  <lastLoginTimestamp>0</lastLoginTimestamp>
  <lastLogin>0</lastLogin>
  <backend>Database</backend>
  <subadmin/>
  <quota>
   <free>-3</free>
   <used>0</used>
   <total>-3</total>
   <relative>0</relative>
   <quota>-3</quota>
  </quota>
  <manager></manager>
  <email>alice@example.org</email>
  <additional_mail/>
  <displayname>Alice</displayname>
  <display-name>Alice</display-name>
  <phone></phone>
  <address></address>
  <website></website>
  <twitter></twitter>
  <bluesky></bluesky>
  <fediverse></fediverse>
  <organisation></organisation>
  <role></role>
  <headline></headline>
  <biography></biography>
  <profile_enabled>1</profile_enabled>
  <pronouns></pronouns>
  <groups>
   <element>team</element>
  </groups>
  <language>en</language>
  <locale></locale>
  <timezone></timezone>
  <notify_email/>
  <backendCapabilities>
   <setDisplayName>1</setDisplayName>
   <setPassword>1</setPassword>
  </backendCapabilities>
 </data>
</ocs>
`
  expect(text.replace(/(Timestamp|lastLogin)>-?\d+</g, '$1>0<')).toBe(recorded)
  const json = await ask('/index.php/ocs/v2.php//cloud/user', {
    as: 'alice',
    headers: { accept: 'application/json' },
  })
  expect(json.text).toMatch(
    /^\{"ocs":\{"meta":\{"status":"ok","statuscode":200,"message":"OK"\},"data":\{"enabled":true,"id":"alice"/,
  )
  expect(json.text).toContain('"quota":{"free":-3,"used":0,"total":-3,"relative":0,"quota":-3}')
  expect(json.headers.get('x-content-type-options')).toBe('nosniff')
  expect(json.headers.get('set-cookie')).toBeNull()
})

test('each kind of failure has its own envelope in both versions', async () => {
  const none = await call('/ocs/v2.php/cloud/user')
  expect([none.status, none.code, none.message]).toEqual([401, 997, 'Current user is not logged in'])
  for (const version of [1, 2]) {
    const wrong = await call(`/ocs/v${version}.php/cloud/user`, { as: basic('alice', 'wrong') })
    expect([wrong.status, wrong.code, wrong.message]).toEqual([401, 997, 'Unauthorised'])
    expect(wrong.headers.get('www-authenticate')).toBe('Basic realm="Authorisation Required"')
    const unknown = await call(`/ocs/v${version}.php/apps/terms_of_service/terms`, { as: 'alice' })
    expect([unknown.status, unknown.code, unknown.data]).toEqual([version === 1 ? 200 : 404, 998, []])
    const format = await ask(`/ocs/v${version}.php/cloud/user?format=yaml`, { as: 'alice' })
    expect(format.status).toBe(version === 1 ? 200 : 500)
    expect(format.text).toContain('<statuscode>996</statuscode>')
    const method = await ask(`/ocs/v${version}.php/cloud/user`, { as: 'alice', method: 'DELETE' })
    expect([method.status, method.text]).toEqual([405, ''])
  }
  const ajax = await ask('/ocs/v2.php/cloud/user', {
    as: basic('alice', 'wrong'),
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  })
  expect(ajax.headers.get('www-authenticate')).toBe('DummyBasic realm="Authorisation Required"')
  const french = await call('/ocs/v2.php/cloud/user', { headers: { 'accept-language': 'fr' } })
  expect(french.message).toBe('Personne n’est connecté')
})

test('without the header or a token nothing is answered, and a stale cookie spoils nothing', async () => {
  const bare = await fetch(`${base}/ocs/v2.php/cloud/user?format=json`, {
    headers: { authorization: basic('alice') },
  })
  expect(bare.status).toBe(412)
  expect(await bare.text()).toBe('{"message":"CSRF check failed"}')
  const stale = await call('/ocs/v2.php/cloud/user', {
    as: 'alice',
    headers: { cookie: 'nuage-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
  })
  expect(stale.code).toBe(200)
  const place = '127.0.0.1'
  const token = await openSession(domain, { state: 'signed-in', person: 'alice', place })
  const cookie = `a=b; nuage-session=${token}`
  const session = await findSession(domain, token, place)
  const plain = await fetch(`${base}/ocs/v2.php/cloud/user?format=json`, { headers: { cookie } })
  expect(plain.status).toBe(412)
  const proved = await fetch(`${base}/ocs/v2.php/cloud/user?format=json`, {
    headers: { cookie, requesttoken: csrfToken(domain, session!) },
  })
  expect(proved.status).toBe(200)
  const told = await fetch(`${base}/csrftoken`, { headers: { cookie } })
  expect(await told.json()).toEqual({ token: csrfToken(domain, session!) })
})

test('strangers see only the look; members what works, with an ETag that lasts', async () => {
  const anonymous = await call('/ocs/v2.php/cloud/capabilities')
  expect(anonymous.code).toBe(200)
  expect(Object.keys(anonymous.data.capabilities)).toEqual(['core', 'theming'])
  const member = await call('/ocs/v1.php/cloud/capabilities', { as: 'alice' })
  const { capabilities, version } = member.data
  expect(version).toMatchObject({ major: 32, minor: 0, micro: 1, string: '32.0.1', edition: '' })
  expect(capabilities.dav).toEqual({ chunking: '1.0', public_shares_chunking: false, bulkupload: '1.0' })
  expect(capabilities.files.locking).toBe('1.0')
  expect(capabilities.checksums.supportedTypes).toContain('SHA3-256')
  for (const required of [
    capabilities.core.pollinterval,
    capabilities.files.bigfilechunking,
    capabilities.files_sharing.resharing,
    capabilities.files_sharing.public.enabled,
    capabilities.files_sharing.public.password.enforced,
    capabilities.files_sharing.public.expire_date.enabled,
    capabilities.files_sharing.user.send_mail,
    capabilities.files_sharing.federation.outgoing,
    capabilities.theming.slogan,
  ])
    expect(required).toBeDefined()
  for (const [agent, bulk] of [
    ['Mozilla/5.0 (Linux) mirall/3.7.3git (Nextcloud)', undefined],
    ['Mozilla/5.0 (Linux) mirall/3.16.7git (Nextcloud)', '1.0'],
  ] as const) {
    const { data } = await call('/ocs/v1.php/cloud/capabilities', {
      as: 'alice',
      headers: { 'user-agent': agent },
    })
    expect(data.capabilities.dav.bulkupload).toBe(bulk)
  }
  const etag = member.headers.get('etag')!
  const same = await ask('/ocs/v2.php/cloud/capabilities?format=json', {
    as: 'alice',
    headers: { 'if-none-match': etag },
  })
  expect([same.status, same.text]).toEqual([304, ''])
})

test('an account password is traded for an app password, which rotates and ends itself', async () => {
  const got = await ask('/ocs/v2.php/core/getapppassword', {
    as: 'alice@example.org',
    headers: { 'user-agent': 'Example client' },
  })
  const token = /<data>\n {2}<apppassword>([A-Za-z0-9]{72})<\/apppassword>\n <\/data>/.exec(got.text)![1]!
  const held = basic('alice', token)
  const again = await call('/ocs/v2.php/core/getapppassword', { as: held })
  expect([again.status, again.message]).toEqual([
    403,
    'You cannot request an new apppassword with an apppassword',
  ])
  const rotated = await call('/ocs/v2.php/core/apppassword/rotate', { as: held, method: 'POST' })
  expect((await call('/ocs/v2.php/cloud/user', { as: held })).code).toBe(997)
  const renewed = basic('alice@example.org', rotated.data.apppassword)
  expect((await call('/ocs/v2.php/cloud/user', { as: `Bearer ${rotated.data.apppassword}` })).code).toBe(200)
  expect((await call('/ocs/v2.php/core/apppassword', { as: renewed, method: 'DELETE' })).code).toBe(200)
  expect((await call('/ocs/v2.php/cloud/user', { as: renewed })).code).toBe(997)
  const real = await call('/ocs/v2.php/core/apppassword', { as: 'alice', method: 'DELETE' })
  expect([real.status, real.message]).toEqual([403, 'no app password in use'])
  const confirm = (given: string) =>
    call('/ocs/v2.php/core/apppassword/confirm', { as: 'alice', method: 'PUT', json: { password: given } })
  expect((await confirm(password)).data.lastLogin).toBe(domain.now() / 1000)
  expect((await confirm('nope nope nope')).status).toBe(403)
})

test('a device is told to wipe only after somebody asked for it', async () => {
  const { token } = await issueAppPassword(domain, SYSTEM, { person: 'alice', name: 'Phone' })
  const wiping = (what: string, sent = token) =>
    ask(`/index.php/core/wipe/${what}`, { method: 'POST', form: { token: sent } })
  expect([(await wiping('check')).status, (await wiping('check')).text]).toEqual([404, '[]'])
  expect((await wiping('success')).status).toBe(404)
  expect((await call('/ocs/v2.php/cloud/users/alice/wipe', { as: 'root', method: 'POST' })).code).toBe(200)
  expect((await call('/ocs/v2.php/cloud/user', { as: basic('alice', token) })).status).toBe(401)
  const check = await wiping('check')
  expect([check.status, check.text]).toEqual([200, '{"wipe":true}'])
  expect((await wiping('success')).status).toBe(200)
  expect((await wiping('check')).status).toBe(404)
})

test('administrators’ tools manage people', async () => {
  const add = (form: Record<string, string>, as = 'root') =>
    call('/ocs/v2.php/cloud/users', { as, method: 'POST', form })
  const secret = 'a fine long secret'
  const dave = { userid: 'dave', password: secret, displayName: 'Dave', 'groups[]': 'team', quota: '5 GB' }
  expect((await add(dave)).data).toEqual({ id: 'dave' })
  const codes = async (form: Record<string, string>, as?: string) => {
    const { status, code } = await add(form, as)
    return [status, code]
  }
  expect(await codes(dave)).toEqual([400, 102])
  expect(await codes({ userid: 'a/b', password: secret })).toEqual([400, 101])
  expect(await codes({ userid: 'x1', password: secret, 'groups[]': 'none' })).toEqual([400, 104])
  expect(await codes({ userid: 'x1', password: secret, 'groups[]': 'admin' }, 'bob')).toEqual([400, 105])
  expect(await codes({ userid: 'x1', password: secret }, 'bob')).toEqual([400, 106])
  expect(await codes({ userid: 'x1', password: 'short' })).toEqual([400, 107])
  expect(await codes({ userid: 'x1' })).toEqual([400, 108])

  const shown = await call('/ocs/v1.php/cloud/users/dave', { as: 'bob' })
  expect(shown.data).toMatchObject({
    id: 'dave',
    displayname: 'Dave',
    groups: ['team'],
    quota: { quota: 5 * 1024 ** 3, relative: 0 },
  })
  expect(shown.data.emailScope).toBeUndefined()
  const missing = await call('/ocs/v2.php/cloud/users/nobody', { as: 'root' })
  expect([missing.status, missing.message]).toEqual([404, 'User does not exist'])
  for (const other of ['root', 'nobody']) {
    const hidden = await call(`/ocs/v2.php/cloud/users/${other}`, { as: 'alice' })
    expect([hidden.status, hidden.code, hidden.message]).toEqual([404, 998, ''])
  }

  expect((await call('/ocs/v2.php/cloud/users', { as: 'root' })).data).toEqual({
    users: ['alice', 'bob', 'dave', 'root'],
  })
  expect((await call('/ocs/v2.php/cloud/users?search=da&limit=1', { as: 'bob' })).data.users).toEqual([
    'dave',
  ])
  const plain = await call('/ocs/v2.php/cloud/users', { as: 'alice' })
  expect([plain.status, plain.message]).toEqual([403, 'Logged in account must be at least a sub admin'])
  const details = await call('/ocs/v2.php/cloud/users/details', { as: 'root' })
  expect(details.data.users.dave.displayname).toBe('Dave')

  const edit = async (id: string, key: string, value: string, as: string) => {
    const answer = await call(`/ocs/v2.php/cloud/users/${id}`, { as, method: 'PUT', json: { key, value } })
    return answer.code
  }
  expect(await edit('alice', 'phone', '+33 1 02 03 04 05', 'alice')).toBe(200)
  expect(await edit('alice', 'phone', 'bogus', 'alice')).toBe(101)
  expect(await edit('alice', 'quota', '9 GB', 'alice')).toBe(113)
  expect(await edit('alice', 'shoe', '42', 'alice')).toBe(113)
  expect(await edit('dave', 'email', 'x@example.org', 'alice')).toBe(998)
  expect(await edit('dave', 'quota', 'bogus', 'root')).toBe(101)
  expect(await edit('dave', 'quota', 'none', 'root')).toBe(200)
  expect(await edit('dave', 'password', '123', 'root')).toBe(107)
  expect((await call('/ocs/v2.php/cloud/users/alice', { as: 'alice' })).data.phone).toBe('+33 1 02 03 04 05')

  const put = async (path: string, as = 'root', method = 'PUT') =>
    (await call(`/ocs/v2.php/cloud/users/${path}`, { as, method })).code
  expect(await put('root/disable')).toBe(101)
  expect(await put('dave/disable')).toBe(200)
  const disabled = await call('/ocs/v2.php/cloud/user', { as: basic('dave', secret) })
  expect([disabled.status, disabled.code]).toEqual([401, 997])
  expect(Object.keys((await call('/ocs/v2.php/cloud/users/disabled', { as: 'root' })).data.users)).toEqual([
    'dave',
  ])
  expect(await put('dave/enable')).toBe(200)
  expect((await call('/ocs/v2.php/cloud/user', { as: basic('dave', secret) })).code).toBe(200)
  expect(await put('root', 'root', 'DELETE')).toBe(101)
  expect(await put('dave', 'root', 'DELETE')).toBe(200)
  expect(await put('dave', 'root', 'DELETE')).toBe(998)
})

test('administrators’ tools manage groups', async () => {
  const send = async (path: string, method: string, form: Record<string, string> = {}, as = 'root') =>
    (await call(`/ocs/v2.php/cloud/${path}`, { as, method, form })).code
  expect(await send('groups', 'POST', { groupid: 'maths', displayname: 'Maths' })).toBe(200)
  expect(await send('groups', 'POST', { groupid: 'maths' })).toBe(102)
  expect(await send('groups', 'POST', { groupid: '' })).toBe(101)
  expect(await send('users/alice/groups', 'POST', { groupid: 'maths' })).toBe(200)
  expect(await send('users/alice/groups', 'POST', { groupid: '' })).toBe(101)
  expect(await send('users/alice/groups', 'POST', { groupid: 'none' })).toBe(102)
  expect(await send('users/nobody/groups', 'POST', { groupid: 'maths' })).toBe(103)
  expect(await send('users/alice/groups', 'POST', { groupid: 'maths' }, 'bob')).toBe(104)
  expect(await send('users/root/groups', 'DELETE', { groupid: 'admin' })).toBe(105)
  expect(await send('users/alice/subadmins', 'POST', { groupid: 'maths' })).toBe(200)
  expect((await call('/ocs/v2.php/cloud/users/alice/subadmins', { as: 'root' })).data).toEqual(['maths'])
  expect((await call('/ocs/v2.php/cloud/users/alice/groups', { as: 'alice' })).data).toEqual({
    groups: ['maths', 'team'],
  })
  expect((await call('/ocs/v2.php/cloud/groups/maths', { as: 'alice' })).data).toEqual({ users: ['alice'] })
  expect((await call('/ocs/v2.php/cloud/groups/none', { as: 'root' })).status).toBe(404)
  expect((await call('/ocs/v2.php/cloud/groups/details?search=mat', { as: 'root' })).data.groups).toEqual([
    { id: 'maths', displayname: 'Maths', usercount: 1, disabled: 0, canAdd: true, canRemove: true },
  ])
  expect(await send('groups/maths', 'PUT', { key: 'displayname', value: 'M' })).toBe(200)
  expect(await send('groups/maths', 'DELETE')).toBe(200)
  expect(await send('groups/maths', 'DELETE')).toBe(101)
  expect((await call('/ocs/v2.php/cloud/groups', { as: 'root' })).data).toEqual({ groups: ['admin', 'team'] })
})

test('too many wrong passwords say so, and leave app passwords alone', async () => {
  const { token } = await issueAppPassword(domain, SYSTEM, { person: 'bob', name: 'Laptop' })
  rig.turn(120_000)
  for (let i = 0; i < 10; i++) await call('/ocs/v1.php/cloud/user', { as: basic('bob', `wrong ${i}`) })
  const delayed = await call('/ocs/v1.php/cloud/user', { as: basic('bob', 'wrong again') })
  expect([delayed.status, delayed.code, delayed.message]).toEqual([200, 429, 'Reached maximum delay'])
  expect((await call('/ocs/v2.php/cloud/user', { as: basic('bob', 'wrong again') })).status).toBe(429)
  expect((await call('/ocs/v2.php/cloud/user', { as: basic('bob', token) })).status).toBe(200)
})

test('bodies that cannot be read are refused in words', async () => {
  const odd = { as: 'root', method: 'POST', headers: { 'content-type': 'application/json' } }
  expect((await call('/ocs/v2.php/cloud/users', { ...odd, body: '{' })).status).toBe(400)
  expect((await call('/ocs/v2.php/cloud/users', { ...odd, json: { userid: {} } })).status).toBe(400)
  expect((await call('/ocs/v2.php/cloud/users?limit=many', { as: 'root' })).status).toBe(400)
})

test('clients find out what they talk to', async () => {
  const status = await fetch(`${base}/status.php`)
  expect(await status.text()).toBe(
    '{"installed":true,"maintenance":false,"needsDbUpgrade":false,"version":"32.0.1.2","versionstring":"32.0.1","edition":"","productname":"Nuage","extendedSupport":false}',
  )
  expect(status.headers.get('access-control-allow-origin')).toBe('*')
  expect(status.headers.get('content-type')).toBe('application/json')
  for (const path of ['/204', '/index.php/204']) {
    const response = await fetch(base + path)
    expect([response.status, await response.text()]).toEqual([204, ''])
  }
  const caldav = await ask('/.well-known/caldav')
  expect([caldav.status, caldav.headers.get('location')]).toEqual([301, '/remote.php/dav/'])
  const finger = await ask('/.well-known/webfinger')
  expect([finger.status, finger.text]).toEqual([404, '{"message":"webfinger not supported"}'])
  expect((await ask('/robots.txt')).text).toBe('User-agent: *\nDisallow: /\n')
  expect((await call('/ocs/v1.php/config')).data).toEqual({
    ...{ version: '1.7', website: 'Nuage', host: 'cloud.example.org', contact: '', ssl: 'true' },
  })
  expect((await ask('/csrftoken')).status).toBe(401)
})
