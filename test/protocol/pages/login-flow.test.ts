import { afterEach, beforeEach, expect, test } from 'vitest'
import { issueAppPassword } from '../../../server/src/domain/accounts/app-passwords/issue.ts'
import { listAppPasswords } from '../../../server/src/domain/accounts/app-passwords/list.ts'
import { addPerson } from '../../../server/src/domain/accounts/people/add.ts'
import { signIn } from '../../../server/src/domain/accounts/sign-in/sign-in.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { testEngine } from '../../rigs/engine.ts'
import { BrowserLike } from './browser-like.ts'
import { type Host, openHost } from './host.ts'

const PASSWORD = 'nuage du matin calme'
let host: Host

beforeEach(async () => {
  host = await openHost(await testEngine())
  await addPerson(host.domain, SYSTEM, { id: 'alice', name: 'Alice', password: PASSWORD })
})

afterEach(async () => await host.close())

interface Begun {
  poll: { token: string; endpoint: string }
  login: string
}

async function begin(agent = 'DESKTOP-1 (Desktop Client - Linux)', url = '/index.php/login/v2') {
  const answer = await host.server.inject({
    method: 'POST',
    url,
    headers: { 'user-agent': agent, 'content-length': '0', host: 'cloud.example.org' },
  })
  return { answer, begun: answer.json<Begun>() }
}

const poll = (token: string, url = '/login/v2/poll') =>
  host.server.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'cloud.example.org' },
    payload: `token=${token}`,
  })

const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]+/, '')

async function grant(browser: BrowserLike, begun: Begun) {
  await browser.open(`${pathOf(begun.login)}?user=alice`)
  const next = /href="(\/login\/v2\/grant[^"]*)"/.exec(browser.page)![1]!.replaceAll('&amp;', '&')
  const first = await browser.get(next)
  if (first.statusCode === 303) {
    await browser.get(String(first.headers.location))
    const to = browser.field('redirect_url')
    const requesttoken = browser.field('requesttoken')
    const back = await browser.post('/login', {
      requesttoken,
      redirect_url: to,
      user: 'alice',
      password: PASSWORD,
    })
    expect(back.headers.location).toBe(to)
    await browser.get(String(back.headers.location))
  }
  const fields = { requesttoken: browser.field('requesttoken'), stateToken: browser.field('stateToken') }
  return { fields, answer: await browser.post('/login/v2/grant', fields) }
}

test('a client begins: the recorded shape, compact, without cookies', async () => {
  const { answer, begun } = await begin()
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(Object.keys(begun)).toEqual(['poll', 'login'])
  expect(begun.poll.token).toMatch(/^[A-Za-z0-9]{128}$/)
  expect(begun.poll.endpoint).toBe('http://cloud.example.org/login/v2/poll')
  expect(begun.login).toMatch(/^http:\/\/cloud\.example\.org\/login\/v2\/flow\/[A-Za-z0-9]{128}$/)
  expect(answer.body).not.toMatch(/\s/)
  expect((await begin('x', '/login/v2')).answer.statusCode).toBe(200)
})

test('from the beginning to an app password that signs in, once', async () => {
  const { begun } = await begin()
  const pending = await poll(begun.poll.token)
  expect([pending.statusCode, pending.body, pending.headers['content-length']]).toEqual([404, '', '0'])
  const browser = new BrowserLike(host.server)
  const { answer } = await grant(browser, begun)
  expect(answer.statusCode).toBe(200)
  expect(answer.body).toContain('Appareil connecté')
  const got = await poll(begun.poll.token)
  expect(got.statusCode).toBe(200)
  const { server, loginName, appPassword } = got.json()
  expect([server, loginName]).toEqual(['http://cloud.example.org', 'alice'])
  expect(appPassword).toMatch(/^[A-Za-z0-9]{72}$/)
  const signedIn = await signIn(host.domain, { login: loginName, password: appPassword, place: '::1' })
  expect(signedIn.by).toBe('app-password')
  expect((await poll(begun.poll.token)).statusCode).toBe(404)
})

test('polls that come together get the password once; the token may stand in the query', async () => {
  const { begun } = await begin('Marie’s iPhone (iOS 19)')
  await grant(new BrowserLike(host.server), begun)
  const url = `/index.php/login/v2/poll?token=${begun.poll.token}`
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => host.server.inject({ method: 'POST', url })),
  )
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, ...Array(11).fill(404)])
})

test('polls that make no sense are refused without a word', async () => {
  for (const payload of ['', 'token=', 'token=x', 'token[]=x', `token=${'a'.repeat(128)}`]) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await host.server.inject({ method: 'POST', url: '/login/v2/poll', headers, payload })
    expect([payload, answer.statusCode, answer.body]).toEqual([payload, 404, ''])
  }
  const json = { 'content-type': 'application/json' }
  const broken = await host.server.inject({
    method: 'POST',
    url: '/login/v2/poll',
    headers: json,
    payload: '{',
  })
  expect([broken.statusCode, broken.body]).toEqual([400, ''])
  const huge = await poll('a'.repeat(100_000))
  expect([huge.statusCode, huge.body]).toEqual([400, ''])
})

test.each(['/login/v2/poll', '/index.php/login/v2/poll', '/login/v2', '/index.php/login/v2'])(
  'GET %s is not how one asks',
  async (url) => {
    const answer = await host.server.inject({ method: 'GET', url })
    expect([answer.statusCode, answer.body, answer.headers.allow]).toEqual([405, '', 'POST'])
  },
)

test('the login token leaves the address at once, and unknown ones open nothing', async () => {
  const { begun } = await begin()
  const browser = new BrowserLike(host.server)
  const entered = await browser.get(`${pathOf(begun.login)}?user=alice&direct=1`)
  expect(entered.statusCode).toBe(303)
  expect(entered.headers.location).toBe('/login/v2/flow?user=alice&direct=1')
  expect(entered.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' })
  const strange = await new BrowserLike(host.server).get(`/login/v2/flow/${'a'.repeat(128)}`)
  expect(strange.statusCode).toBe(403)
  expect(strange.body).toContain('n’est plus valable')
  expect((await new BrowserLike(host.server).get('/login/v2/flow')).statusCode).toBe(403)
  host.later(20 * 60)
  expect((await browser.get('/login/v2/flow')).statusCode).toBe(403)
})

test('the grant page asks programs and people in their own way to sign in', async () => {
  const program = await host.server.inject({
    method: 'GET',
    url: '/login/v2/grant',
    headers: { accept: '*/*' },
  })
  expect([program.statusCode, program.body]).toEqual([401, '{"message":"Current user is not logged in"}'])
  const person = await new BrowserLike(host.server).get('/login/v2/grant?stateToken=x')
  expect(person.statusCode).toBe(303)
  expect(person.headers.location).toMatch(/^\/login\?redirect_url=%2Flogin%2Fv2%2Fgrant/)
})

test('neither page can be skipped, nor a form sent from elsewhere', async () => {
  const { begun } = await begin()
  const browser = new BrowserLike(host.server)
  await browser.signIn('alice', PASSWORD)
  await browser.get(pathOf(begun.login))
  expect((await browser.get('/login/v2/grant')).statusCode).toBe(403)
  expect((await browser.get(`/login/v2/grant?stateToken=${'a'.repeat(64)}`)).statusCode).toBe(403)
  await browser.get('/login/v2/flow')
  const state = /stateToken=([0-9a-f]{64})/.exec(browser.page)![1]!
  for (const fields of [
    {},
    { stateToken: state },
    { stateToken: state, requesttoken: 'x' },
    { requesttoken: browser.field('requesttoken') },
  ])
    expect((await browser.post('/login/v2/grant', fields as Record<string, string>)).statusCode).toBe(403)
  expect(await listAppPasswords(host.domain, 'alice')).toEqual([])
  expect((await poll(begun.poll.token)).statusCode).toBe(404)
})

test('the state of one browser is worth nothing in another that was sent to the same flow', async () => {
  const { begun } = await begin()
  const attacker = new BrowserLike(host.server)
  await attacker.open(pathOf(begun.login))
  const state = /stateToken=([0-9a-f]{64})/.exec(attacker.page)![1]!
  const victim = new BrowserLike(host.server)
  await victim.signIn('alice', PASSWORD)
  await victim.get(pathOf(begun.login))
  expect((await victim.get(`/login/v2/grant?stateToken=${state}`)).statusCode).toBe(403)
})

test('saying yes twice makes one device, and says so', async () => {
  const { begun } = await begin()
  const browser = new BrowserLike(host.server)
  await browser.signIn('alice', PASSWORD)
  await browser.open(pathOf(begun.login))
  const next = /href="(\/login\/v2\/grant[^"]*)"/.exec(browser.page)![1]!.replaceAll('&amp;', '&')
  await browser.get(next)
  const fields = { requesttoken: browser.field('requesttoken'), stateToken: browser.field('stateToken') }
  const answers = await Promise.all([
    browser.post('/login/v2/grant', fields),
    browser.post('/login/v2/grant', fields),
  ])
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 403])
  expect(answers.map(({ body }) => body).join()).toContain('L’accès a déjà été autorisé')
  expect(await listAppPasswords(host.domain, 'alice')).toHaveLength(1)
})

test.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '</strong><form action=//evil>'])(
  'a client called %s is shown, not obeyed',
  async (agent) => {
    const { begun } = await begin(agent)
    const browser = new BrowserLike(host.server)
    const first = await browser.open(pathOf(begun.login))
    await grant(browser, begun)
    const home = await browser.get('/')
    for (const page of [first.body, home.body]) {
      expect(page).not.toContain(agent)
      expect(page).toContain(agent.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'))
    }
    expect(await listAppPasswords(host.domain, 'alice')).toMatchObject([{ name: agent }])
  },
)

test('a device password one already has can be handed over without signing in', async () => {
  const alice = { kind: 'member', person: 'alice', admin: false } as const
  const issued = await issueAppPassword(host.domain, alice, { person: 'alice', name: 'old' })
  const { begun } = await begin()
  const browser = new BrowserLike(host.server)
  await browser.open(pathOf(begun.login))
  const stateToken = browser.field('stateToken')
  for (const password of [PASSWORD, 'x', issued.token.replace(/^./, '_')]) {
    const refused = await browser.post('/login/v2/apptoken', { stateToken, user: 'alice', password })
    expect(refused.statusCode).toBe(403)
  }
  const foreign = await browser.post('/login/v2/apptoken', { user: 'alice', password: issued.token })
  expect(foreign.statusCode).toBe(403)
  const done = await browser.post('/index.php/login/v2/apptoken', {
    stateToken,
    user: 'alice',
    password: issued.token,
  })
  expect(done.statusCode).toBe(200)
  expect((await poll(begun.poll.token)).json()).toMatchObject({
    loginName: 'alice',
    appPassword: issued.token,
  })
  host.later(3600)
  await begin()
  expect(await listAppPasswords(host.domain, 'alice')).toHaveLength(1)
})

test('a network that begins without end is told to wait, in a page or in a status', async () => {
  for (let count = 0; count < 200; count++) await begin()
  const program = await host.server.inject({ method: 'POST', url: '/login/v2' })
  expect([program.statusCode, program.body]).toEqual([429, ''])
  const person = await new BrowserLike(host.server).post('/login/v2', {})
  expect(person.statusCode).toBe(429)
  expect(person.body).toContain('Attendez quelques minutes')
})
