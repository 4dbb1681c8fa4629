import { afterEach, beforeEach, expect, test } from 'vitest'
import { issueAppPassword } from '../../../server/src/domain/accounts/app-passwords/issue.ts'
import { addPerson } from '../../../server/src/domain/accounts/people/add.ts'
import { disablePerson } from '../../../server/src/domain/accounts/people/enable.ts'
import { signIn } from '../../../server/src/domain/accounts/sign-in/sign-in.ts'
import { setupAddress } from '../../../server/src/domain/instance/setup.ts'
import { type Member, SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { testEngine } from '../../rigs/engine.ts'
import { BrowserLike } from './browser-like.ts'
import { type Host, openHost } from './host.ts'

const PASSWORD = 'nuage du matin calme'
const alice: Member = { kind: 'member', person: 'alice', admin: false }
let host: Host
let browser: BrowserLike

async function open(options?: Parameters<typeof openHost>[1]): Promise<void> {
  await host?.close()
  host = await openHost(await testEngine(), options)
  browser = new BrowserLike(host.server)
}

beforeEach(async () => await open())
afterEach(async () => {
  await host.close()
  host = undefined as never
})

const addAlice = () => addPerson(host.domain, SYSTEM, { id: 'alice', name: 'Alice', password: PASSWORD })

test('every page forbids what pages can be abused for, and asks nobody else for anything', async () => {
  await addAlice()
  const pages = [await browser.get('/login'), await browser.get('/nowhere')]
  await browser.signIn('alice', PASSWORD)
  pages.push(await browser.get('/'), await browser.get('/settings/devices/new'))
  for (const { headers, body } of pages) {
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-type': 'text/html; charset=utf-8',
    })
    expect(body).not.toMatch(/<style|style="|<script>|\son\w+="|(src|href|action)="(https?:)?\/\//)
  }
})

test('style, script and pictures come from here, and browsers keep what never changes', async () => {
  await browser.get('/login')
  const linked = [...browser.page.matchAll(/(?:href|src)="(\/pages\/[^"]+)"/g)].map((match) => match[1]!)
  expect(linked).toHaveLength(2)
  for (const url of linked) {
    const answer = await browser.get(url)
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ])
  }
  const logo = await browser.get('/img/logo.png')
  expect(logo.rawPayload.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
  expect((await browser.get('/favicon.svg')).body).toContain('<path')
})

test('whoever is not signed in is sent to sign in, without a challenge and without a cookie', async () => {
  for (const url of ['/', '/index.php']) {
    const answer = await browser.get(url)
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/login?redirect_url=%2F'])
    expect(answer.headers['www-authenticate']).toBeUndefined()
    expect(answer.headers['set-cookie']).toBeUndefined()
  }
})

test('signing in gives a cookie that scripts and other sites cannot use, and a home page', async () => {
  await addAlice()
  const answer = await browser.signIn('ALICE ', PASSWORD)
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/'])
  const cookie = [answer.headers['set-cookie']].flat().find((one) => one?.startsWith('nuage-session='))
  expect(cookie).toMatch(/^nuage-session=[A-Za-z0-9]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  const home = await browser.get('/')
  expect(home.body).toContain('Bonjour Alice')
  expect(home.body).toContain('0\u202fo sur 100\u202fGo')
  expect(home.body).toContain('value="http://localhost:80"')
})

test.each([
  [{ publicUrl: 'https://nuage.example' }, '__Host-nuage-session=', 'Path=/;', '; Secure', '/'],
  [{ publicUrl: 'https://nuage.example/box/' }, 'nuage-session=', 'Path=/box/;', '; Secure', '/box/'],
])('behind %j the cookie is bound as tightly as it can be', async (options, name, path, secure, to) => {
  await open(options)
  await addAlice()
  const answer = await browser.signIn('alice', PASSWORD)
  expect(answer.headers.location).toBe(to)
  const cookie = [answer.headers['set-cookie']].flat().find((one) => one?.startsWith(name))
  expect(cookie).toContain(path)
  expect(cookie).toContain(secure)
  const begun = await host.server.inject({ method: 'POST', url: '/login/v2' })
  expect(begun.json().poll.endpoint).toBe(`${options.publicUrl.replace(/\/$/, '')}/login/v2/poll`)
})

test('forwarded hosts and schemes count only from proxies that are trusted', async () => {
  const headers = { host: 'inner:8080', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'nuage.example' }
  const begin = async () => (await host.server.inject({ method: 'POST', url: '/login/v2', headers })).json()
  expect((await begin()).poll.endpoint).toBe('http://inner:8080/login/v2/poll')
  await open({ trustProxy: true })
  expect((await begin()).poll.endpoint).toBe('https://nuage.example/login/v2/poll')
})

test('a wrong password, an unknown name and a device password get the same page', async () => {
  await addAlice()
  const device = await issueAppPassword(host.domain, alice, { person: 'alice', name: 'x' })
  const answers = []
  for (const [user, password] of [
    ['alice', 'wrong'],
    ['nobody', 'wrong'],
    ['alice', device.token],
    ['alice', ''],
  ] as const) {
    const answer = await browser.signIn(user, password)
    answers.push([
      answer.statusCode,
      answer.body
        .replaceAll(user, 'NAME')
        .replaceAll(/name="requesttoken" value="\w+"|challenge&quot;:&quot;[\w-]+/g, ''),
    ])
  }
  expect(answers[0]![0]).toBe(403)
  expect(answers[0]![1]).toContain('ne vont pas ensemble')
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

test('too many guesses are told to wait; the right password of a disabled account says what is wrong', async () => {
  await addAlice()
  await disablePerson(host.domain, SYSTEM, 'alice')
  expect((await browser.signIn('alice', PASSWORD)).body).toContain('n’est plus actif')
  for (let count = 0; count < 10; count++) await browser.signIn('alice', `wrong ${count}`)
  const answer = await browser.signIn('alice', 'wrong')
  expect(answer.statusCode).toBe(429)
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect(answer.body).toContain('trop d’essais')
})

test.each([
  '//evil.example',
  '/\\evil.example',
  '%2F%2Fevil.example',
  'https://evil.example',
  '/..//evil.example',
])('signing in never leads to %s', async (to) => {
  await addAlice()
  const answer = await browser.signIn('alice', PASSWORD, to)
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/'])
  const again = await browser.get(`/login?redirect_url=${encodeURIComponent(to)}`)
  expect(again.headers.location).toBe('/')
})

test('a form that no page of ours sent changes nothing', async () => {
  await addAlice()
  const foreign = await browser.post('/login', { user: 'alice', password: PASSWORD })
  expect(foreign.statusCode).toBe(403)
  await browser.get('/login')
  const stolen = browser.field('requesttoken')
  const other = new BrowserLike(host.server)
  await other.get('/login')
  const fields = { requesttoken: stolen, user: 'alice', password: PASSWORD }
  expect((await other.post('/login', fields)).statusCode).toBe(403)

  await browser.signIn('alice', PASSWORD)
  const { id } = await issueAppPassword(host.domain, alice, { person: 'alice', name: 'x' })
  for (const url of ['/logout', '/settings/devices/new', `/settings/devices/${id}/remove`])
    expect((await browser.post(url, { requesttoken: stolen, name: 'y' })).statusCode).toBe(403)
  const home = await browser.get('/')
  expect(home.body).toContain(`/settings/devices/${id}"`)
  expect(home.body.match(/devices\/\d+"/g)).toHaveLength(1)
})

test('signing in replaces whatever session cookie the browser came with; signing out ends it', async () => {
  await addAlice()
  await browser.signIn('alice', PASSWORD)
  const first = browser.cookies.get('nuage-session')
  await browser.get('/')
  const requesttoken = browser.field('requesttoken')
  expect((await browser.post('/logout', { requesttoken })).headers.location).toBe('/login')
  expect(browser.cookies.get('nuage-session')).toBeUndefined()
  const old = await host.server.inject({ url: '/', headers: { cookie: `nuage-session=${first}` } })
  expect(old.statusCode).toBe(302)
  await browser.signIn('alice', PASSWORD)
  expect(browser.cookies.get('nuage-session')).not.toBe(first)
})

test('a device is added by hand, shown once, and removed; other people’s are not there', async () => {
  await addAlice()
  await addPerson(host.domain, SYSTEM, { id: 'bob' })
  const bob = { kind: 'member', person: 'bob', admin: false } as const
  const theirs = await issueAppPassword(host.domain, bob, { person: 'bob', name: 'x' })
  await browser.signIn('alice', PASSWORD)
  await browser.get('/settings/devices/new')
  const requesttoken = browser.field('requesttoken')
  expect((await browser.post('/settings/devices/new', { requesttoken, name: '  ' })).statusCode).toBe(400)
  const made = await browser.post('/settings/devices/new', { requesttoken, name: 'Copieur' })
  expect(made.body).toMatch(/>[A-Za-z0-9]{72}<\/textarea>/)
  const token = />([A-Za-z0-9]{72})</.exec(made.body)![1]!
  const home = await browser.get('/')
  expect(home.body).toContain('Copieur')
  expect(home.body).not.toContain(token)
  const path = `${/href="(\/settings\/devices\/\d+)"/.exec(home.body)![1]!}/remove`
  expect((await browser.get(path)).body).toContain('Retirer cet appareil')
  expect((await browser.post(path, { requesttoken })).headers.location).toBe('/?done=removed')
  expect((await browser.get('/')).body).not.toContain('Copieur')
  for (const id of [theirs.id, 'x', '99999999999999999999']) {
    expect((await browser.get(`/settings/devices/${id}/remove`)).statusCode).toBe(404)
    expect((await browser.post(`/settings/devices/${id}/remove`, { requesttoken })).statusCode).toBe(404)
  }
})

test('the password is changed by whoever knows it; other browsers are signed out, devices are not', async () => {
  await addAlice()
  const { token } = await issueAppPassword(host.domain, alice, { person: 'alice', name: 'x' })
  const other = new BrowserLike(host.server)
  await other.signIn('alice', PASSWORD)
  const stranger = await browser.get('/account/password')
  expect(stranger.headers.location).toBe('/login?redirect_url=%2Faccount%2Fpassword')
  await browser.signIn('alice', PASSWORD)
  await browser.get('/account/password')
  const fresh = 'une autre phrase tranquille'
  const form = {
    requesttoken: browser.field('requesttoken'),
    current: PASSWORD,
    password: fresh,
    again: fresh,
  }
  const refusals: [Record<string, string>, number, string][] = [
    [{ current: 'wrong' }, 403, 'Rien n’a été changé'],
    [{ current: token }, 403, 'Rien n’a été changé'],
    [{ again: 'other' }, 400, 'ne sont pas les mêmes'],
    [{ password: 'court', again: 'court' }, 400, 'au moins 10 caractères'],
    [{ requesttoken: 'x' }, 403, 'Rien n’a été changé'],
  ]
  for (const [change, status, text] of refusals) {
    const answer = await browser.post('/account/password', { ...form, ...change })
    expect([answer.statusCode, answer.body.includes(text)]).toEqual([status, true])
  }
  expect((await other.get('/')).statusCode).toBe(200)
  expect((await browser.post('/account/password', form)).headers.location).toBe('/?done=password')
  expect((await browser.get('/?done=password')).body).toContain('Votre mot de passe a été changé')
  expect((await other.get('/')).statusCode).toBe(302)
  expect((await other.signIn('alice', PASSWORD)).statusCode).toBe(403)
  expect((await other.signIn('alice', fresh)).statusCode).toBe(303)
  const device = await signIn(host.domain, { login: 'alice', password: token, place: '::1' })
  expect(device.by).toBe('app-password')
})

test('pages speak French, or what the browser prefers, or what was chosen', async () => {
  const language = async (headers: Record<string, string>, url = '/login') => {
    browser = new BrowserLike(host.server, headers)
    return /<html lang="(\w+)">/.exec((await browser.get(url)).body)![1]
  }
  expect(await language({})).toBe('fr')
  expect(await language({ 'accept-language': 'de' })).toBe('fr')
  expect(await language({ 'accept-language': 'de, en-GB;q=0.8, fr;q=0.3' })).toBe('en')
  expect(await language({ 'accept-language': 'en' }, '/login?lang=fr')).toBe('fr')
  expect((await browser.get('/login')).body).toContain('Se connecter')
  expect(await language({}, '/login?lang=%22%3E')).toBe('fr')
})

test('the first administrator is made once, at an address nobody can guess', async () => {
  const path = (await setupAddress(host.domain))!
  expect(path).toMatch(/^\/setup\/[\w-]{43}$/)
  expect((await browser.get(`/setup/${'a'.repeat(43)}`)).statusCode).toBe(404)
  await browser.get(path)
  const requesttoken = browser.field('requesttoken')
  const form = { requesttoken, name: 'Marie', user: 'm.durand', password: PASSWORD, again: PASSWORD }
  const refusals: [Record<string, string>, number, string][] = [
    [{ again: 'other' }, 400, 'ne sont pas les mêmes'],
    [{ password: 'court', again: 'court' }, 400, 'au moins 10 caractères'],
    [{ user: 'élève 1' }, 400, 'Un identifiant se compose'],
    [{ requesttoken: 'x' }, 403, 'Rien n’a été créé'],
  ]
  for (const [change, status, text] of refusals) {
    const answer = await browser.post(path, { ...form, ...change })
    expect([answer.statusCode, answer.body.includes(text)]).toEqual([status, true])
  }
  const rivals = await Promise.all(
    ['m.durand', 'intruder', 'm.durand'].map((user) => browser.post(path, { ...form, user })),
  )
  expect(rivals.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1)
  expect((await browser.get('/')).body).toContain('Bonjour Marie')
  expect((await new BrowserLike(host.server).get(path)).statusCode).toBe(404)
  expect((await new BrowserLike(host.server).post(path, form)).statusCode).toBe(404)
  expect(await setupAddress(host.domain)).toBeUndefined()
})

test('what nobody answers is a page for people and a status for programs', async () => {
  const page = await browser.get('/index.php/nowhere')
  expect([page.statusCode, page.body.includes('Cette page n’existe pas')]).toEqual([404, true])
  const bare = await host.server.inject({ url: '/nowhere' })
  expect([bare.statusCode, bare.body]).toEqual([404, ''])
})

test('a fault of ours is said calmly, and tells nothing of the inside', async () => {
  await addAlice()
  await browser.signIn('alice', PASSWORD)
  const { read, get } = host.domain.records
  const fail = async (): Promise<never> => {
    throw new Error('the secret inside')
  }
  Object.assign(host.domain.records, { read: fail, get: fail })
  const answer = await browser.get('/login/v2/flow')
  Object.assign(host.domain.records, { read, get })
  expect(answer.statusCode).toBe(500)
  expect(answer.body).toContain('Ce n’est pas de votre faute')
  expect(answer.body).not.toContain('secret inside')
})
