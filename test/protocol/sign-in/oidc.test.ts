import { afterEach, beforeEach, expect, test } from 'vitest'
import { personDetails } from '../../../server/src/domain/accounts/people/details.ts'
import { disablePerson } from '../../../server/src/domain/accounts/people/enable.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { PlainBrowser } from '../../rigs/plain-browser.ts'
import { type Ground, openGround, whoIs, ZOE } from './ground.ts'

let ground: Ground
let browser: PlainBrowser

beforeEach(async () => {
  ground = await openGround()
  browser = new PlainBrowser()
})
afterEach(() => ground?.close())

const heading = (): string | undefined => /<h1>([^<]*)<\/h1>/.exec(browser.page)?.[1]
const person = (id: string) => personDetails(ground.house.domain, id)

test('from the academy over its provider to the very page that was asked for', async () => {
  const { house } = ground
  expect(await ground.signIn(browser, '4711', { to: '/settings/devices/new' })).toBe(
    `${house.url}/settings/devices/new`,
  )
  expect(await whoIs(house, browser)).toBe('Zoé Martin')
  expect(await person('zmartin')).toMatchObject({
    ...{ name: 'Zoé Martin', email: 'zoe.martin@ac-dijon.fr', academy: 'dijon', hasPassword: false },
    groups: ['aen:0210001A'],
  })
  expect(browser.cookies(house.url).get('nuage-academy')).toBe('dijon')
  expect(browser.cookies(house.url).has('nuage-sign-in')).toBe(false)
})

test('the second time it is the same account, whatever the person is called now', async () => {
  await ground.signIn(browser)
  ground.provider.people.set('4711', {
    ...ZOE,
    uid: 'x',
    name: 'Zoé Durand',
    email: 'zd@ac-lyon.fr',
    etab: ['9'],
  })
  const again = new PlainBrowser()
  await ground.signIn(again)
  expect(await whoIs(ground.house, again)).toBe('Zoé Durand')
  expect(await person('zmartin')).toMatchObject({ email: 'zd@ac-lyon.fr', groups: ['aen:9'] })
})

test('“Rester connecté(e)” rides along', async () => {
  const of = async (remember: boolean): Promise<string[]> => {
    const one = new PlainBrowser()
    const answer = await (async () => {
      await one.open(`${ground.house.url}/login`)
      await one.submit({ academie: 'dijon', ...(remember && { remember: '1' }) })
      return await one.submit({ login: '4711', yes: '1' }, (url) => url.includes('/login/oidc/aen?'))
    })()
    await one.ask(answer)
    return one.headers.getSetCookie().filter((line) => line.startsWith('nuage-session='))
  }
  expect(await of(true)).toEqual([expect.stringMatching(/; HttpOnly; SameSite=Lax; Max-Age=5184000$/)])
  expect(await of(false)).toEqual([expect.not.stringContaining('Max-Age')])
})

test('nobody else’s browser can go on with an answer, and none goes on twice', async () => {
  const answer = await ground.answerOf(browser)
  const victim = new PlainBrowser()
  await victim.ask(answer)
  expect(victim.status).toBe(403)
  expect(await whoIs(ground.house, victim)).toBeUndefined()
  const kept = browser.cookies(ground.house.url).get('nuage-sign-in')!
  await browser.ask(answer)
  expect(browser.status).toBe(303)
  // The cookie put back, as a thief with a copy of both would.
  const thief = new PlainBrowser()
  thief.cookies(ground.house.url).set('nuage-sign-in', kept)
  await thief.ask(answer)
  expect(thief.status).toBe(403)
  expect(await whoIs(ground.house, thief)).toBeUndefined()
})

test('a state that was made up, changed or is of another provider opens nothing', async () => {
  const answer = new URL(await ground.answerOf(browser))
  const kept = browser.cookies(ground.house.url).get('nuage-sign-in')!
  const code = answer.searchParams.get('code')!
  for (const path of [
    `/login/oidc/aen?code=${code}`,
    `/login/oidc/aen?code=${code}&state=`,
    `/login/oidc/aen?code=${code}&state=${'x'.repeat(43)}`,
    `/login/oidc/other${answer.search}`,
  ]) {
    browser.cookies(ground.house.url).set('nuage-sign-in', kept)
    await browser.ask(`${ground.house.url}${path}`)
    expect(browser.status, path).toBe(403)
    expect(await whoIs(ground.house, browser)).toBeUndefined()
  }
  browser.cookies(ground.house.url).set('nuage-sign-in', `${kept.slice(0, -2)}AA`)
  await browser.ask(answer.href)
  expect(browser.status).toBe(403)
})

test('a code of somebody else’s sign-in is not taken in one’s own', async () => {
  const other = new PlainBrowser()
  const theirs = new URL(await ground.answerOf(other))
  const mine = new URL(await ground.answerOf(browser))
  mine.searchParams.set('code', theirs.searchParams.get('code')!)
  await browser.ask(mine.href)
  expect([browser.status, heading()]).toEqual([403, 'La connexion n’a pas abouti'])
  expect(await whoIs(ground.house, browser)).toBeUndefined()
})

test.each([
  ['another nonce', (claims: object) => ({ ...claims, nonce: 'other' })],
  ['no nonce', (claims: object) => ({ ...claims, nonce: undefined })],
  ['another audience', (claims: object) => ({ ...claims, aud: 'somebody-else' })],
  ['another issuer', (claims: object) => ({ ...claims, iss: 'https://evil.example' })],
  ['a time that is over', (claims: object) => ({ ...claims, iat: 1_000, exp: 2_000 })],
  ['nobody', (claims: object) => ({ ...claims, sub: undefined })],
])('a token with %s proves nothing', async (_what, twist) => {
  ground.provider.twist = twist as never
  await ground.signIn(browser)
  expect([browser.status, heading()]).toEqual([403, 'La connexion n’a pas abouti'])
  expect(await whoIs(ground.house, browser)).toBeUndefined()
  expect(await person('zmartin')).toBeUndefined()
})

test('who gives up there is told so, and can begin again', async () => {
  await browser.open(`${ground.house.url}/login?academie=dijon&redirect_url=%2Fsettings%2Fdevices%2Fnew`)
  await browser.submit({ no: '1' })
  expect([browser.status, heading()]).toEqual([403, 'Votre académie a refusé la connexion'])
  expect(browser.page).toContain('/login?redirect_url=%2Fsettings%2Fdevices%2Fnew')
})

test('a provider that is down gives a clear page and keeps no administrator out', async () => {
  const { house } = ground
  await house.person({ id: 'root', admin: true, password: 'un long mot de passe' })
  await ground.provider.stop()
  await ground.signIn(browser)
  expect([browser.status, heading()]).toEqual([503, 'Votre académie ne répond pas'])
  expect(browser.page).toContain('/login?local=1')
  await browser.open(`${house.url}/login?local=1`)
  await browser.submit({ user: 'root', password: 'un long mot de passe' })
  expect(await whoIs(house, browser)).toBe('root')
  await ground.provider.start()
  const later = new PlainBrowser()
  await ground.signIn(later)
  expect(await whoIs(house, later)).toBe('Zoé Martin')
})

test('who is disabled here is refused whatever the provider says, also with an open window', async () => {
  await ground.signIn(browser)
  await disablePerson(ground.house.domain, SYSTEM, 'zmartin')
  expect(await whoIs(ground.house, browser)).toBeUndefined()
  await ground.signIn(browser)
  expect([browser.status, heading()]).toEqual([403, 'Ce compte n’est plus actif'])
})

test('nobody is led elsewhere after signing in', async () => {
  for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example', '/.//evil.example']) {
    const one = new PlainBrowser()
    expect(new URL(await ground.signIn(one, '4711', { to })).origin).toBe(ground.house.url)
  }
})

test('signing in gives another session, and what was planted before is worth nothing', async () => {
  const { house } = ground
  const planted = 'planted'.repeat(7)
  browser.cookies(house.url).set('nuage-session', planted)
  await ground.signIn(browser)
  expect(browser.cookies(house.url).get('nuage-session')).toMatch(/^[A-Za-z0-9]{43}$/)
  const thief = new PlainBrowser()
  thief.cookies(house.url).set('nuage-session', planted)
  expect(await whoIs(house, thief)).toBeUndefined()
})

test('a browser somebody else is signed in with becomes that of whoever signs in', async () => {
  const { house } = ground
  ground.provider.people.set('4712', { ...ZOE, uid: 'paul', name: 'Paul' })
  const answer = await ground.answerOf(browser)
  const other = new PlainBrowser()
  await ground.signIn(other, '4712')
  const before = other.cookies(house.url).get('nuage-session')!
  other.cookies(house.url).set('nuage-sign-in', browser.cookies(house.url).get('nuage-sign-in')!)
  await other.ask(answer)
  expect(await whoIs(house, other)).toBe('Zoé Martin')
  const old = new PlainBrowser()
  old.cookies(house.url).set('nuage-session', before)
  expect(await whoIs(house, old)).toBeUndefined()
})
