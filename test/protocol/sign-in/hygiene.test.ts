import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { newOidc, newSaml } from '../../../server/src/domain/providers/accept.ts'
import { addProvider } from '../../../server/src/domain/providers/change.ts'
import { openLog } from '../../../server/src/runtime/log.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { openTestHouse, type TestHouse } from '../../house.ts'
import { PlainBrowser } from '../../rigs/plain-browser.ts'
import { openGround } from './ground.ts'

const PASSWORD = 'un long mot de passe'
const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

function keep<T extends { close(): Promise<void> }>(one: T): T {
  opened.push(one)
  return one
}

async function signedIn(house: TestHouse, user: string): Promise<PlainBrowser> {
  const browser = new PlainBrowser()
  await browser.open(`${house.url}/login?local=1&redirect_url=%2Fportal`)
  await browser.submit({ user, password: PASSWORD })
  expect(browser.url).toBe(`${house.url}/portal`)
  return browser
}

const tokenOf = (browser: PlainBrowser): string =>
  /name="requesttoken" value="([^"]*)"/.exec(browser.page)![1]!

/** Doors that no session opens: they are opened by what is sent, which no other page knows. */
const UNBOUND = [
  /^\/(?:s|setup)\/:token/,
  /^\/(?:core|\.well-known)\//,
  /^\/login\/(?:v2$|v2\/poll|v2\/apptoken|oidc\/|saml\/)/,
  /^\/(?:signup|forgotten|email)\//,
]

/** Everything of people that a page can change, but when they were last seen. */
async function everything({ domain }: TestHouse): Promise<unknown> {
  const tables = {
    person: 'SELECT id, name, email, password, enabled, profile FROM person ORDER BY id',
    session: 'SELECT hash, state, factor FROM session ORDER BY hash',
    devices: 'SELECT id, name, wipe FROM app_password ORDER BY id',
    factors: 'SELECT id, kind FROM second_factor ORDER BY id',
    preferences: 'SELECT person, value FROM preference ORDER BY person',
    tickets: 'SELECT hash FROM ticket ORDER BY hash',
    letters: 'SELECT count(*) AS count FROM mail',
  }
  return await domain.records.read(async (reader) => {
    const found: Record<string, unknown> = {}
    for (const [name, sql] of Object.entries(tables)) found[name] = await reader.all(sql)
    return found
  })
}

test('CSRF: no form of any page counts that another page sent', async () => {
  const house = keep(await openTestHouse())
  for (const id of ['zoe', 'paul']) await house.person({ id, password: PASSWORD })
  const [zoe, paul] = [await signedIn(house, 'zoe'), await signedIn(house, 'paul')]
  const doors = [...house.routes]
    .filter(
      (route) =>
        route.startsWith('POST /') && !/ \/(?:index\.php|ocs|api|remote\.php|public\.php)\b/.test(route),
    )
    .map((route) => route.slice('POST '.length))
    .filter((path) => !UNBOUND.some((pattern) => pattern.test(path)))
  expect(doors.length).toBeGreaterThan(20)
  const wrong = [undefined, '', tokenOf(paul), `${tokenOf(zoe).slice(0, -1)}\u00e9`]
  const before = await everything(house)
  for (const door of doors)
    for (const requesttoken of wrong) {
      const fields = { user: 'zoe', password: PASSWORD, current: PASSWORD, name: 'x', email: 'x@example.org' }
      const form = new URLSearchParams({ ...fields, again: PASSWORD, tile: 'x', academie: 'x' })
      if (requesttoken !== undefined) form.set('requesttoken', requesttoken)
      await zoe.ask(`${house.url}${door.replace(/:\w+/, '1')}`, form)
      expect([door, zoe.status < 200 || zoe.status > 299], door).toEqual([door, true])
    }
  expect(await everything(house)).toEqual(before)
  // The comparison can fail: the same doors do open with what our own page sent.
  await zoe.ask(`${house.url}/portal`)
  const device = new URLSearchParams({ requesttoken: tokenOf(zoe), name: 'x' })
  await zoe.ask(`${house.url}/settings/devices/new`, device)
  expect(await everything(house)).not.toEqual(before)
})

const EVIL = [
  ...[
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
  ],
  ...[
    '/.//evil.example',
    '/%2e//evil.example',
    'https:evil.example',
    '\\\\evil.example',
    '/login?redirect_url=//evil.example',
  ],
]

test('open redirects: whatever a link asks for, nobody is led elsewhere', async () => {
  const house = keep(await openTestHouse())
  await house.person({ id: 'zoe', password: PASSWORD })
  const stays = (browser: PlainBrowser, asked: string): void => {
    const location = browser.headers.get('location')
    if (location === null) return
    const led = new URL(location, house.url)
    expect([asked, led.origin]).toEqual([asked, house.url])
    const next = led.searchParams.get('redirect_url')
    if (next !== null) expect([asked, new URL(next, house.url).origin]).toEqual([asked, house.url])
  }
  const zoe = await signedIn(house, 'zoe')
  for (const evil of EVIL) {
    const query = new URLSearchParams({ redirect_url: evil })
    for (const door of [
      '/login',
      '/login/go',
      '/login/out',
      '/login/second',
      '/start',
      '/signup',
      '/forgotten',
    ]) {
      await zoe.ask(`${house.url}${door}?${query}`)
      stays(zoe, `${door} ${evil}`)
    }
    const nobody = new PlainBrowser()
    await nobody.ask(`${house.url}/login?local=1&${query}`)
    expect(nobody.page).not.toMatch(/(?:href|action|value)="[^"]*evil\.example/)
    const form = { requesttoken: tokenOf(nobody), user: 'zoe', password: PASSWORD, redirect_url: evil }
    await nobody.ask(`${house.url}/login`, new URLSearchParams(form))
    expect([nobody.status, evil]).toEqual([303, evil])
    stays(nobody, `POST /login ${evil}`)
    await nobody.ask(`${house.url}/portal`)
    const leave = new URLSearchParams({ requesttoken: tokenOf(nobody), redirect_url: evil })
    await nobody.ask(`${house.url}/logout`, leave)
    expect([nobody.status, evil]).toEqual([303, evil])
    stays(nobody, `POST /logout ${evil}`)
  }
})

test('cookies: over https every one of them is for this host, this site and no script', async () => {
  const house = keep(await openTestHouse({ settings: { NUAGE_TRUSTED_PROXIES: '127.0.0.1' } }))
  await house.person({ id: 'zoe', password: PASSWORD })
  const jar = new Map<string, string>()
  const seen = new Set<string>()
  const ask = async (path: string, form?: Record<string, string>): Promise<string> => {
    const answer = await fetch(`${house.url}${path}`, {
      redirect: 'manual',
      headers: {
        ...{ accept: 'text/html', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'nuage.example.org' },
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      expect(line).toMatch(
        /^__Host-nuage-[a-z-]+=[^;]*; Path=\/; HttpOnly; SameSite=Lax; Secure(?:; Max-Age=\d+)?$/,
      )
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line)!
      seen.add(name)
      jar.set(name, value)
    }
    return await answer.text()
  }
  const page = await ask('/login?local=1&lang=en')
  const [, requesttoken = ''] = /name="requesttoken" value="([^"]*)"/.exec(page)!
  await ask('/login', { requesttoken, user: 'zoe', password: PASSWORD, remember: '1' })
  const first = jar.get('__Host-nuage-session')
  expect(await ask('/portal')).toContain('<h1>My applications</h1>')
  expect([...seen].sort()).toEqual(['__Host-nuage-browser', '__Host-nuage-language', '__Host-nuage-session'])
  // Rotation: a browser that signs in again is given another token, and the one it came with opens nothing.
  const again = await ask('/portal')
  await ask('/logout', { requesttoken: /name="requesttoken" value="([^"]*)"/.exec(again)![1]! })
  jar.set('__Host-nuage-session', first!)
  expect(await ask('/portal')).toBe('')
})

test('SSRF: addresses of providers that lie inside are not even connected to', async () => {
  const house = keep(await openTestHouse())
  let calls = 0
  const inside = createServer((socket) => {
    calls++
    socket.destroy()
  })
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
  keep({ close: () => new Promise<void>((resolve) => inside.close(() => resolve())) })
  const { port } = inside.address() as { port: number }
  const hosts = [
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    `2130706433:${port}`,
    `0x7f.1:${port}`,
    `[::1]:${port}`,
  ]
  hosts.push(`[::ffff:127.0.0.1]:${port}`, `0.0.0.0:${port}`, '169.254.169.254', '10.0.0.1', '[fe80::1]')
  for (const [at, host] of hosts.entries()) {
    const add = (id: string, settings: Parameters<typeof addProvider>[2]['settings']) =>
      addProvider(house.domain, SYSTEM, { id, name: id, settings })
    await add(`oidc-${at}`, newOidc({ issuer: `https://${host}/realm`, client: 'nuage' }))
    await add(`saml-${at}`, { ...newSaml(), metadata: `https://${host}/latest/meta-data` })
    for (const id of [`oidc-${at}`, `saml-${at}`]) {
      const answer = await fetch(`${house.url}/login/go?provider=${id}`, { redirect: 'manual' })
      await answer.text()
      expect([host, id, answer.status]).toEqual([host, id, 503])
    }
  }
  expect(calls).toBe(0)
  // The counting can fail.
  await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)
  expect(calls).toBe(1)
})

test('secrets: a whole sign-in, and what goes wrong in one, leave none of them in the log', async () => {
  const lines: string[] = []
  const log = openLog('debug', { write: (line: string) => lines.push(line) })
  const ground = keep(await openGround({}, { log }))
  const { house, provider } = ground
  const browser = new PlainBrowser()
  await ground.signIn(browser, '4711', { to: '/portal' })
  const secrets = new Set([provider.secret, PASSWORD, 'wrong-password-1', tokenOf(browser)])
  for (const value of browser.cookies(house.url).values()) if (value.length > 12) secrets.add(value)
  for (const address of browser.visited)
    for (const [name, value] of new URL(address).searchParams)
      if (['code', 'state', 'nonce', 'code_challenge', 'answer'].includes(name)) secrets.add(value)
  expect(secrets.size).toBeGreaterThan(7)
  await house.person({ id: 'paul', password: PASSWORD })
  const local = new PlainBrowser()
  for (const password of ['wrong-password-1', PASSWORD]) {
    await local.open(`${house.url}/login?local=1`)
    await local.submit({ user: 'paul', password })
  }
  const replayed = browser.visited.find((url) => url.includes('code='))!
  const stranger = new PlainBrowser()
  for (const address of [replayed, `${house.url}/login/finish?answer=an-answer-of-somebody`])
    await stranger.open(address)
  secrets.add('an-answer-of-somebody')
  await fetch(`${house.url}/login/oidc/aen/logout`, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: 'a-logout-token.of.somebody' }),
  })
  secrets.add('a-logout-token.of.somebody')
  await provider.stop()
  await stranger.ask(`${house.url}/login/go?provider=aen`)
  await provider.start()
  const written = lines.join('')
  expect(written).toContain('a sign-in at a provider was refused')
  for (const secret of secrets) expect(written.includes(secret), secret.slice(0, 6)).toBe(false)
})

/** What is compared here is no secret of ours, or stands on both sides of one form. */
const HARMLESS = [
  "if (password !== fields.get('again'))",
  '=== manifest.secretMark',
  '!== manifest.secretMark',
  'party.view.mark !== marks.get(party)',
  'password === passwordMark(known.id)',
]

test('constant time: no secret is compared sign by sign', async () => {
  const root = join(import.meta.dirname, '../../../server/src')
  const files = (await readdir(root, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !/\.(?:test|suite)\.ts$/.test(file),
  )
  const comparison =
    /(?:oken|ecret|assword|ignature|[hH]mac|igest|onfirmation|[mM]ark)\b\)* (?:===|!==) (?!undefined|null|''|\d|'|")/
  const found: string[] = []
  let lines = 0
  for (const file of files)
    for (const line of (await readFile(join(root, file), 'utf8')).split('\n')) {
      lines++
      if (comparison.test(line) && !HARMLESS.some((known) => line.includes(known)))
        found.push(`${file}: ${line.trim()}`)
    }
  expect(lines).toBeGreaterThan(10_000)
  expect(comparison.test('if (token === sentToken)')).toBe(true)
  expect(found).toEqual([])
})
