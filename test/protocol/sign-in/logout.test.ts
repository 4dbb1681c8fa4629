import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { issueAppPassword } from '../../../server/src/domain/accounts/app-passwords/issue.ts'
import { findPerson } from '../../../server/src/domain/accounts/people/find.ts'
import { signIn } from '../../../server/src/domain/accounts/sign-in/sign-in.ts'
import { newSaml } from '../../../server/src/domain/providers/accept.ts'
import { addProvider, changeProvider } from '../../../server/src/domain/providers/change.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { PlainBrowser } from '../../rigs/plain-browser.ts'
import { openPush, type PushClient } from '../../rigs/push-client.ts'
import { type Ground, openGround, whoIs, ZOE } from './ground.ts'

let ground: Ground
let browser: PlainBrowser

beforeEach(async () => {
  ground = await openGround()
  browser = new PlainBrowser()
})
afterEach(() => ground?.close())

const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout'
const now = (): number => Math.floor(Date.now() / 1000)

/** What the provider says when somebody signed out there. */
const message = (more: object = {}) => ({
  ...{ iss: ground.provider.issuer, aud: ground.provider.client, iat: now(), exp: now() + 120 },
  ...{ jti: randomUUID(), sub: '4711', events: { [LOGOUT]: {} } },
  ...more,
})

async function tell(token: string): Promise<number> {
  const answer = await fetch(`${ground.house.url}/login/oidc/aen/logout`, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: token }),
  })
  await answer.text()
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return answer.status
}

test('who signs out there is signed out here, in every browser, and devices go on', async () => {
  const { house, provider } = ground
  provider.people.set('4712', { ...ZOE, uid: 'paul', name: 'Paul' })
  const [second, paul] = [new PlainBrowser(), new PlainBrowser()]
  await ground.signIn(browser)
  await ground.signIn(second)
  await ground.signIn(paul, '4712')
  const zoe = { kind: 'member', person: 'zmartin', admin: false } as const
  const wanted = { person: 'zmartin', name: 'Portable', login: 'zmartin' }
  const { token } = await issueAppPassword(house.domain, zoe, wanted)
  expect(await tell(await provider.sign(message(), 'logout+jwt'))).toBe(200)
  expect(await whoIs(house, browser)).toBeUndefined()
  expect(await whoIs(house, second)).toBeUndefined()
  expect(await whoIs(house, paul)).toBe('Paul')
  const credentials = { login: 'zmartin', password: token, place: '127.0.0.1' }
  expect((await signIn(house.domain, credentials)).by).toBe('app-password')
})

test('what listens over a visit that ended there hears no more, and devices go on listening', async () => {
  const { house, provider } = ground
  provider.people.set('4712', { ...ZOE, uid: 'paul', name: 'Paul' })
  const listen = async (one: PlainBrowser): Promise<PushClient> => {
    const cookie = [...one.cookies(house.url)].map(([name, value]) => `${name}=${value}`).join('; ')
    const token = /name="requesttoken" value="([^"]*)"/.exec(one.page)![1]!
    const answer = await fetch(`${house.url}/index.php/apps/notify_push/pre_auth`, {
      method: 'POST',
      headers: { cookie, requesttoken: token },
    })
    expect(answer.status).toBe(200)
    const client = await openPush(house.url)
    client.say('')
    client.say(await answer.text())
    await client.heard('authenticated')
    return client
  }
  const paul = new PlainBrowser()
  await ground.signIn(browser, '4711', { to: '/portal' })
  await ground.signIn(paul, '4712', { to: '/portal' })
  const [hers, his] = [await listen(browser), await listen(paul)]
  const zoe = { kind: 'member', person: 'zmartin', admin: false } as const
  const { token } = await issueAppPassword(house.domain, zoe, {
    person: 'zmartin',
    name: 'Portable',
    login: 'zmartin',
  })
  const device = await openPush(house.url)
  device.say('zmartin')
  device.say(token)
  await device.heard('authenticated')
  expect(await tell(await provider.sign(message(), 'logout+jwt'))).toBe(200)
  expect(await hers.closed).toBeGreaterThan(0)
  // Whoever signed out here, too.
  const leave = new URLSearchParams({
    requesttoken: /name="requesttoken" value="([^"]*)"/.exec(paul.page)![1]!,
  })
  await paul.ask(`${house.url}/logout`, leave)
  expect(await his.closed).toBeGreaterThan(0)
  expect(device.socket.readyState).toBe(device.socket.OPEN)
  device.close()
})

test('what is forged, foreign, old or said before ends nothing', async () => {
  const { house, provider } = ground
  await ground.signIn(browser)
  const right = await provider.sign(message(), 'logout+jwt')
  const [head = '', body = '', mark = ''] = right.split('.')
  const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
  const forged = [
    '',
    'x',
    `${head}.${body}.`,
    `${none}.${body}.`,
    `${head}.${Buffer.from(JSON.stringify(message())).toString('base64url')}.${mark}`,
    await provider.sign(message({ aud: 'somebody-else' })),
    await provider.sign(message({ iss: 'https://evil.example' })),
    await provider.sign(message({ exp: now() - 3600 })),
    await provider.sign(message({ iat: now() - 7200, exp: now() + 3600 })),
    await provider.sign(message({ iat: undefined })),
    await provider.sign(message({ jti: undefined })),
    await provider.sign(message({ nonce: 'n' })),
    await provider.sign(message({ events: {} })),
    await provider.sign(message({ events: undefined })),
    await provider.sign(message({ sub: undefined })),
  ]
  for (const [at, token] of forged.entries()) expect(await tell(token), String(at)).toBe(400)
  expect(await whoIs(house, browser)).toBe('Zoé Martin')
  expect(await tell(right)).toBe(200)
  await ground.signIn(browser)
  expect(await whoIs(house, browser)).toBe('Zoé Martin')
  expect(await tell(right)).toBe(400)
  expect(await whoIs(house, browser)).toBe('Zoé Martin')
})

test('a visit that ended there ends here alone', async () => {
  const { house, provider } = ground
  await ground.signIn(browser)
  const second = new PlainBrowser()
  await ground.signIn(second)
  const rows = await house.domain.records.read((reader) =>
    reader.all<{ sid: string | null }>("SELECT sid FROM session WHERE provider = 'aen' ORDER BY created"),
  )
  expect(rows).toHaveLength(2)
  expect(new Set(rows.map(({ sid }) => sid)).size).toBe(2)
  expect(await tell(await provider.sign(message({ sid: 'of-nobody', sub: undefined })))).toBe(200)
  expect(await tell(await provider.sign(message({ sid: rows[0]!.sid, sub: 'of-somebody-else' })))).toBe(200)
  expect(await whoIs(house, browser)).toBe('Zoé Martin')
  for (const { sid } of rows) {
    const before = [await whoIs(house, browser), await whoIs(house, second)].filter(Boolean).length
    expect(await tell(await provider.sign(message({ sid, sub: undefined })))).toBe(200)
    const after = [await whoIs(house, browser), await whoIs(house, second)].filter(Boolean).length
    expect(after).toBe(before - 1)
  }
})

test('after signing out here, one may sign out there, and the provider then tells of the others', async () => {
  const { house, provider } = ground
  await ground.signIn(browser)
  // A second window of the same visit there.
  const second = new PlainBrowser()
  for (const [name, value] of browser.cookies(provider.issuer))
    second.cookies(provider.issuer).set(name, value)
  await ground.signIn(second)
  expect(second.visited.some((url) => url.includes('/interaction/'))).toBe(false)
  await browser.open(`${house.url}/settings/devices/new`)
  await browser.submit({ requesttoken: /name="requesttoken" value="([^"]*)"/.exec(browser.page)![1]! })
  expect(browser.url).toBe(`${house.url}/login/out?provider=aen&redirect_url=%2F`)
  expect(await whoIs(house, browser)).toBeUndefined()
  expect(await whoIs(house, second)).toBe('Zoé Martin')
  expect(browser.page).toContain('Se déconnecter aussi de Authentification Éducation Nationale')
  await browser.open(`${house.url}/login/oidc/aen/out`)
  expect(new URL(browser.url).origin).toBe(provider.issuer)
  const xsrf = /name="xsrf" value="([^"]*)"/.exec(browser.page)![1]!
  await browser.submit({ xsrf, logout: 'yes' })
  expect(browser.url).toBe(`${house.url}/login`)
  await expect.poll(() => whoIs(house, second), { timeout: 15_000 }).toBeUndefined()
})

test('a provider that is not there, is off or speaks something else is told so', async () => {
  const answer = await fetch(`${ground.house.url}/login/oidc/none/logout`, { method: 'POST' })
  expect([answer.status, await answer.text()]).toEqual([404, '{"error":"invalid_request"}'])
  expect(await findPerson(ground.house.domain, 'zmartin')).toBeUndefined()
})

test('a SAML provider is left by the address that administrators gave, and by none where they gave none', async () => {
  const { domain, url } = ground.house
  const settings = { ...newSaml(), metadata: 'https://idp.example.org/metadata' }
  await addProvider(domain, SYSTEM, { id: 'ent', name: 'ENT', settings })
  await browser.open(`${url}/login/out?provider=ent`)
  expect(browser.page).toContain('Vous restez identifié(e) auprès de «\u00a0ENT\u00a0».')
  expect(browser.page).not.toContain('Se déconnecter aussi de ENT')
  const signOut = 'https://idp.example.org/out?to=a&b'
  await changeProvider(domain, SYSTEM, 'ent', { settings: (was) => ({ ...was, signOut }) })
  await browser.open(`${url}/login/out?provider=ent`)
  expect(browser.page).toContain(
    '<a class="button second" href="https://idp.example.org/out?to=a&amp;b" rel="noreferrer">Se déconnecter aussi de ENT</a>',
  )
})
