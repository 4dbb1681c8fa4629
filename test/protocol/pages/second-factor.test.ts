import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listAppPasswords } from '../../../server/src/domain/accounts/app-passwords/list.ts'
import { addPerson } from '../../../server/src/domain/accounts/people/add.ts'
import { resetSecondFactor } from '../../../server/src/domain/accounts/second-factor/remove.ts'
import { listSessions } from '../../../server/src/domain/accounts/sessions/list.ts'
import { setSetting } from '../../../server/src/domain/settings/set.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { testEngine } from '../../rigs/engine.ts'
import { BrowserLike } from './browser-like.ts'
import { type Host, openHost } from './host.ts'

const PASSWORD = 'nuage du matin calme'
const SECURITY = '/settings/security'
let host: Host
let browser: BrowserLike
let count = 0
let id: string

beforeAll(async () => {
  host = await openHost(await testEngine(), { throttle: false })
})
afterAll(async () => await host.close())
beforeEach(async () => {
  browser = new BrowserLike(host.server)
  id = `alice${++count}`
  await addPerson(host.domain, SYSTEM, { id, password: PASSWORD })
})

const secretIn = (page: string): string => /[?&]secret=([A-Z2-7]+)/.exec(page.replaceAll('&amp;', '&'))![1]!
const codesIn = (page: string): string[] =>
  [...page.matchAll(/<code>([^<]+)<\/code>/g)].map(([, code]) => code!)

/** An app that makes codes, each once. */
class CodeApp {
  readonly #totp: TOTP
  constructor(page: string) {
    this.#totp = new TOTP({ secret: secretIn(page) })
  }
  /** Of a step that was not shown yet. */
  code(): string {
    host.later(60)
    return this.#totp.generate({ timestamp: host.domain.now() })
  }
}

const send = (path: string, fields: Record<string, string> = {}) =>
  browser.post(path, { requesttoken: browser.field('requesttoken'), ...fields })

async function withApp(): Promise<{ app: CodeApp; codes: string[] }> {
  await browser.signIn(id, PASSWORD)
  const { body } = await browser.get(`${SECURITY}/totp`)
  const app = new CodeApp(body)
  const set = await send(`${SECURITY}/totp`, { sealed: browser.field('sealed'), code: app.code() })
  expect(set.statusCode).toBe(200)
  return { app, codes: codesIn(set.body) }
}

/** As far as the password goes. */
async function begin(to = '/'): Promise<BrowserLike> {
  browser = new BrowserLike(host.server)
  const answer = await browser.signIn(id, PASSWORD, to)
  expect(answer.headers.location).toBe(`/login/second?${new URLSearchParams({ redirect_url: to })}`)
  await browser.open(String(answer.headers.location))
  return browser
}

test('an app is set up without a script, wrong codes lose nothing, and ten recovery codes are shown once', async () => {
  await browser.signIn(id, PASSWORD)
  const first = await browser.get(`${SECURITY}/totp`)
  expect(first.body).toContain('<svg class="qr"')
  const app = new CodeApp(first.body)
  const wrong = await send(`${SECURITY}/totp`, { sealed: browser.field('sealed'), code: 'abc' })
  expect(wrong.statusCode).toBe(400)
  expect(wrong.body).toContain('Ce code n’est pas le bon')
  expect(secretIn(wrong.body)).toBe(secretIn(first.body))
  const set = await send(`${SECURITY}/totp`, { sealed: browser.field('sealed'), code: app.code() })
  expect(new Set(codesIn(set.body)).size).toBe(10)
  expect(set.headers['cache-control']).toBe('no-store')
  const page = await browser.get(`${SECURITY}?done=totp`)
  for (const text of ['L’application de codes est en place', 'Activée', 'Il en reste 10'])
    expect(page.body).toContain(text)
  expect(codesIn(page.body)).toEqual([])
})

test('the password leads to the second step and no further, with a new session after it, to what was asked for', async () => {
  const { app } = await withApp()
  await begin('/settings/devices/phone')
  const pending = browser.cookies.get('nuage-session')
  for (const path of ['/', '/settings/devices/new', SECURITY, '/account/password', '/login'])
    expect(String((await browser.get(path)).headers.location)).toContain('/login')
  await browser.open('/login/second?redirect_url=/settings/devices/phone')
  const code = app.code()
  const wrong = await send('/login/second', { code: 'zzzzzz', redirect_url: '/settings/devices/phone' })
  expect(wrong.statusCode).toBe(403)
  const right = await send('/login/second', { code, redirect_url: '/settings/devices/phone' })
  expect(right.headers.location).toBe('/settings/devices/phone')
  expect(browser.cookies.get('nuage-session')).not.toBe(pending)
  expect((await browser.get('/settings/devices/phone')).statusCode).toBe(200)
  await begin()
  const replayed = await send('/login/second', { code, redirect_url: '/' })
  expect(replayed.statusCode).toBe(403)
})

test('forms of others are not believed, and nobody is led elsewhere', async () => {
  const { app } = await withApp()
  await begin()
  const forged = await browser.post('/login/second', { requesttoken: 'forged', code: app.code() })
  expect(forged.statusCode).toBe(403)
  await browser.open('/login/second?redirect_url=//evil.example')
  const led = await send('/login/second', { code: app.code(), redirect_url: '//evil.example' })
  expect(led.headers.location).toBe('/')
})

test('a recovery code opens once', async () => {
  const { codes } = await withApp()
  await begin()
  expect((await send('/login/second', { code: codes[3]! })).headers.location).toBe('/')
  await begin()
  expect((await send('/login/second', { code: codes[3]! })).statusCode).toBe(403)
})

test('a browser that is remembered is not asked for thirty days, but before it makes a device', async () => {
  const { app } = await withApp()
  await begin()
  await send('/login/second', { code: app.code(), remember: '1' })
  await browser.get(SECURITY)
  await send('/logout')
  expect((await browser.signIn(id, PASSWORD)).headers.location).toBe('/')
  expect((await browser.get('/?plain')).statusCode).toBe(200)
  const asked = await browser.open('/settings/devices/new')
  expect(asked.body).toContain('C’est bien vous\u00a0?')
  const to = '/settings/devices/new'
  expect((await send('/login/second', { code: app.code(), redirect_url: to })).headers.location).toBe(to)
  await browser.get(to)
  expect((await send(to, { name: 'SALLE-12' })).statusCode).toBe(200)
  expect(await listAppPasswords(host.domain, id)).toHaveLength(1)
})

test('a device is connected through the second step, by the client’s own way', async () => {
  const { app } = await withApp()
  const begun = await host.server.inject({
    method: 'POST',
    url: '/login/v2',
    headers: { 'user-agent': 'SALLE-12' },
  })
  const { poll, login } = begun.json() as { poll: { token: string }; login: string }
  browser = new BrowserLike(host.server)
  await browser.open(new URL(login).pathname)
  const grant = /href="([^"]*\/login\/v2\/grant[^"]*)"/.exec(browser.page)![1]!.replaceAll('&amp;', '&')
  const first = await browser.get(grant)
  await browser.get(String(first.headers.location))
  const to = browser.field('redirect_url')
  const signed = await send('/login', { user: id, password: PASSWORD, redirect_url: to })
  await browser.get(String(signed.headers.location))
  await send('/login/second', { code: app.code(), redirect_url: to })
  await browser.get(to)
  await send('/login/v2/grant', { stateToken: browser.field('stateToken') })
  const collected = await host.server.inject({
    method: 'POST',
    url: '/login/v2/poll',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ token: poll.token }).toString(),
  })
  expect(collected.json()).toMatchObject({ loginName: id })
})

test('what protects the account is changed only after password or code were given again', async () => {
  const { app } = await withApp()
  host.later(20 * 60)
  const asked = await browser.open(`${SECURITY}/totp/remove`)
  expect(asked.body).toContain('Confirmez que c’est vous')
  const to = `${SECURITY}/totp/remove`
  expect((await send(`${SECURITY}/confirm`, { password: 'wrong', redirect_url: to })).statusCode).toBe(403)
  expect((await send(`${SECURITY}/confirm`, { password: PASSWORD, redirect_url: to })).headers.location).toBe(
    to,
  )
  await browser.get(to)
  host.later(20 * 60)
  expect(String((await send(to)).headers.location)).toContain('/confirm')
  await browser.open(to)
  await send(`${SECURITY}/confirm`, { code: app.code(), redirect_url: to })
  expect((await browser.get(to)).body).toContain('Votre mot de passe suffira de nouveau')
  expect((await send(to)).headers.location).toBe(`${SECURITY}?done=removed`)
  expect((await browser.signIn(id, PASSWORD)).headers.location).toBe('/')
})

test('a rule leads to setting it up before anything else, and out again', async () => {
  await setSetting(
    host.domain,
    SYSTEM,
    { scope: 'person', subject: id },
    'security.second-factor',
    'required',
  )
  await begin('/settings/devices/phone')
  expect(browser.page).toContain('Protégez votre compte')
  const app = new CodeApp(browser.page)
  const fields = { sealed: browser.field('sealed'), redirect_url: '/settings/devices/phone' }
  expect((await send('/login/second/set-up', { ...fields, code: 'nope' })).statusCode).toBe(400)
  const set = await send('/login/second/set-up', { ...fields, code: app.code() })
  expect(codesIn(set.body)).toHaveLength(10)
  const next = await browser.get('/login/second?redirect_url=/settings/devices/phone')
  expect(next.headers.location).toBe('/settings/devices/phone')
  expect((await browser.get('/settings/devices/phone')).statusCode).toBe(200)
})

test('whoever is signed in when the rule comes signs in again first', async () => {
  await browser.signIn(id, PASSWORD)
  host.later(20 * 60)
  await setSetting(
    host.domain,
    SYSTEM,
    { scope: 'person', subject: id },
    'security.second-factor',
    'required',
  )
  const page = await browser.open('/')
  expect(page.body).toContain('Reconnectez-vous')
  const out = await send('/logout', { redirect_url: '/' })
  await browser.open(String(out.headers.location))
  await send('/login', { user: id, password: PASSWORD, redirect_url: '/' })
  expect((await browser.open('/')).body).toContain('Protégez votre compte')
})

test('browsers are listed with their last use and signed out one by one or all', async () => {
  await browser.signIn(id, PASSWORD)
  const [first, second] = [new BrowserLike(host.server), new BrowserLike(host.server)]
  for (const other of [first, second]) await other.signIn(id, PASSWORD)
  const { body } = await browser.get(SECURITY)
  for (const text of ['Ce navigateur', 'Firefox', 'Utilisé aujourd’hui', 'depuis 127.0.0.1'])
    expect(body).toContain(text)
  const [one] = /\/settings\/security\/sessions\/\w+/.exec(body)!
  expect((await send(one)).headers.location).toBe(`${SECURITY}?done=ended`)
  expect(await listSessions(host.domain, id)).toHaveLength(2)
  await browser.get(SECURITY)
  await send(`${SECURITY}/sessions`)
  expect(await listSessions(host.domain, id)).toHaveLength(1)
  expect((await browser.get(SECURITY)).statusCode).toBe(200)
  expect((await first.get('/?plain')).headers.location).toContain('/login')
})

test('an administrator helps out whoever lost everything', async () => {
  await withApp()
  await resetSecondFactor(host.domain, SYSTEM, id)
  browser = new BrowserLike(host.server)
  expect((await browser.signIn(id, PASSWORD)).headers.location).toBe('/')
})

test('a changed password keeps what was passed, and forgets the others', async () => {
  await withApp()
  await browser.get('/account/password')
  const next = 'cinq petits nuages gris'
  const changed = await send('/account/password', { current: PASSWORD, password: next, again: next })
  expect(changed.headers.location).toBe('/?done=password')
  expect((await browser.get('/settings/devices/new')).statusCode).toBe(200)
})
