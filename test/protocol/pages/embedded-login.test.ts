import { afterEach, beforeEach, expect, test } from 'vitest'
import { listAppPasswords } from '../../../server/src/domain/accounts/app-passwords/list.ts'
import { addPerson } from '../../../server/src/domain/accounts/people/add.ts'
import { signIn } from '../../../server/src/domain/accounts/sign-in/sign-in.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { testEngine } from '../../rigs/engine.ts'
import { BrowserLike } from './browser-like.ts'
import { type Host, openHost } from './host.ts'

/** Login Flow v1 (ocs.md §5.4): the pages in a window of the client's own. */

const PASSWORD = 'nuage du matin calme'
const AGENT = 'Mozilla/5.0 (Android) Nextcloud-android/3.31.0'
const CLIENT = { 'ocs-apirequest': 'true', 'user-agent': AGENT, host: 'cloud.example.org' }
let host: Host

beforeEach(async () => {
  host = await openHost(await testEngine())
  await addPerson(host.domain, SYSTEM, { id: 'alice martin', name: 'Alice', password: PASSWORD })
})
afterEach(async () => await host.close())

const policy = (answer: { headers: Readonly<Record<string, unknown>> }) =>
  String(answer.headers['content-security-policy'])
const next = (page: string): string =>
  /href="(\/login\/flow\/grant[^"]*)"/.exec(page)![1]!.replaceAll('&amp;', '&')

/** From the client's first page to the one that asks, signed in on the way. */
async function toGrant(browser: BrowserLike, url = '/index.php/login/flow?user=alice+martin') {
  const started = await browser.get(url)
  expect(started.statusCode).toBe(200)
  const first = await browser.get(next(browser.page))
  expect(first.statusCode).toBe(303)
  await browser.get(String(first.headers.location))
  expect(browser.page).toContain('value="alice martin"')
  const to = browser.field('redirect_url')
  const back = await browser.signIn('alice martin', PASSWORD, to)
  expect(back.headers.location).toBe(to)
  const asked = await browser.get(to)
  expect(asked.statusCode).toBe(200)
  return { started, asked }
}

const answerOf = (browser: BrowserLike, more: Record<string, string> = {}) =>
  browser.post('/login/flow', {
    requesttoken: browser.field('requesttoken'),
    stateToken: browser.field('stateToken'),
    ...more,
  })

test('the pages lead to the client with a password of its own, and the browser is signed out', async () => {
  const browser = new BrowserLike(host.server, CLIENT)
  const { started, asked } = await toGrant(browser)
  for (const page of [started, asked]) {
    expect(policy(page)).toContain("form-action 'self' nc: nc://*;")
    expect(page.body).not.toContain('<script>')
  }
  expect(asked.body).toContain('Application Android')
  const granted = await answerOf(browser)
  expect(granted.statusCode).toBe(303)
  const location = String(granted.headers.location)
  const password =
    /^nc:\/\/login\/server:http:\/\/cloud\.example\.org&user:alice%20martin&password:(\w{72})$/.exec(
      location,
    )?.[1]
  expect(password).toBeDefined()
  const signedIn = await signIn(host.domain, { login: 'alice martin', password: password!, place: '::1' })
  expect(signedIn.by).toBe('app-password')
  const devices = await listAppPasswords(host.domain, 'alice martin')
  expect(devices.map(({ name }) => name)).toEqual([AGENT])
  expect([...browser.cookies.keys()].filter((name) => /session|flow/.test(name))).toEqual([])
  expect((await browser.get('/')).headers.location).toContain('/login')
})

test('without the client’s header, or for somebody else’s client, nothing begins', async () => {
  const { 'ocs-apirequest': _, ...bare } = CLIENT
  for (const [headers, url] of [
    [bare, '/login/flow'],
    [{ ...bare, 'ocs-apirequest': 'false' }, '/index.php/login/flow'],
    [CLIENT, '/login/flow?clientIdentifier=unknown'],
  ] as const) {
    const browser = new BrowserLike(host.server, { ...headers, 'accept-language': 'en' })
    const answer = await browser.get(url)
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([200, undefined])
    expect(answer.body).toContain('Access Forbidden')
    expect(answer.body).toContain('Invalid request')
    expect(answer.body).not.toContain('/login/flow/grant')
  }
})

test('nothing is granted but by the form of this browser’s own page', async () => {
  const browser = new BrowserLike(host.server, CLIENT)
  await toGrant(browser)
  const other = new BrowserLike(host.server, CLIENT)
  await toGrant(other)
  const stateToken = other.field('stateToken')
  for (const [fields, text] of [
    [{ stateToken }, 'Il faut recommencer'],
    [{ stateToken: '' }, 'Il faut recommencer'],
    [{ requesttoken: 'x' }, 'page'],
  ] as const) {
    const page = browser.page
    const refused = await answerOf(browser, fields)
    expect(refused.statusCode).toBe(403)
    expect(refused.headers.location).toBeUndefined()
    expect(refused.body).toContain(text)
    browser.page = page
  }
  expect((await answerOf(browser)).statusCode).toBe(303)
  expect((await browser.post('/login/flow', { stateToken })).headers.location).toContain('/login?')
})
