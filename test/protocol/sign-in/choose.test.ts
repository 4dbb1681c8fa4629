import { afterEach, beforeEach, expect, test } from 'vitest'
import { addAcademy, changeAcademy } from '../../../server/src/domain/academies/change.ts'
import { newOidc } from '../../../server/src/domain/providers/accept.ts'
import { addProvider, changeProvider } from '../../../server/src/domain/providers/change.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { openTestHouse, type TestHouse } from '../../house.ts'
import { PlainBrowser } from '../../rigs/plain-browser.ts'
import { type Ground, openGround, whoIs } from './ground.ts'

let ground: Ground
let house: TestHouse
let browser: PlainBrowser

beforeEach(async () => {
  ground = await openGround()
  house = ground.house
  browser = new PlainBrowser()
})
afterEach(() => ground?.close())

const PASSWORD = 'un long mot de passe'
const options = (): string[] => [...browser.page.matchAll(/<option value="([^"]*)"/g)].map(([, id]) => id!)
const there = (): string => new URL(browser.url).origin

test('without academies and providers, signing in is what it was', async () => {
  const plain = await openTestHouse()
  try {
    await browser.open(`${plain.url}/login?academie=dijon`)
    expect(browser.page).toContain('name="password"')
    expect(browser.page).not.toContain('academie')
  } finally {
    await plain.close()
  }
})

test('the academy is chosen once, and offered first from then on', async () => {
  await browser.open(`${house.url}/login`)
  expect(options()).toEqual(['', 'dijon', 'lyon'])
  expect(browser.page).not.toContain(' selected')
  expect(browser.cookies(house.url).has('nuage-academy')).toBe(false)
  await browser.submit({ academie: 'dijon' })
  expect(there()).toBe(ground.provider.issuer)
  const begun = browser.visited.find((url) => url.startsWith(`${ground.provider.issuer}/auth?`))!
  const { searchParams } = new URL(begun)
  expect(searchParams.get('redirect_uri')).toBe(`${house.url}/login/oidc/aen`)
  expect(Object.fromEntries(searchParams)).toMatchObject({
    ...{ client_id: 'nuage', response_type: 'code', code_challenge_method: 'S256', ui_locales: 'fr' },
    scope: 'openid profile email school',
  })
  for (const name of ['state', 'nonce', 'code_challenge'])
    expect(searchParams.get(name)!.length).toBeGreaterThanOrEqual(43)
  await browser.open(`${house.url}/login`)
  expect(browser.page).toContain('<option value="dijon" selected>Académie de Dijon</option>')
})

test('an entrance link goes on at once, without a page between', async () => {
  await browser.ask(`${house.url}/login?academie=dijon&redirect_url=%2Ff%2F12`)
  expect([browser.status, browser.headers.get('refresh')]).toEqual([303, null])
  expect(browser.headers.get('location')).toMatch(`${ground.provider.issuer}/auth?`)
  expect(browser.headers.get('set-cookie')).toMatch(
    /nuage-academy=dijon; Path=\/; HttpOnly; SameSite=Lax; Max-Age=31536000/,
  )
})

test('an academic address finds its academy, whether or not there is such an account', async () => {
  await house.person({ id: 'known', email: 'known@ac-dijon.fr', password: PASSWORD })
  const seen: string[] = []
  for (const address of ['known@ac-dijon.fr', 'nobody@AC-Dijon.fr']) {
    const one = new PlainBrowser()
    await one.open(`${house.url}/login`)
    await one.submit({ adresse: address, academie: 'lyon' })
    seen.push(new URL(one.url).origin)
    const begun = one.visited.find((url) => url.startsWith(`${ground.provider.issuer}/auth?`))!
    expect(new URL(begun).searchParams.get('login_hint')).toBe(address)
  }
  expect(seen).toEqual([ground.provider.issuer, ground.provider.issuer])
  await browser.open(`${house.url}/login`)
  await browser.submit({ adresse: 'x@elsewhere.example' })
  expect(browser.status).toBe(404)
  expect(browser.page).toContain('Aucune académie n’utilise ce genre d’adresse.')
})

test('an academy without a provider leads to the accounts of this Nuage; others always can, too', async () => {
  await house.person({ id: 'paul', password: PASSWORD })
  await browser.open(`${house.url}/login?redirect_url=%2Fsettings%2Fdevices%2Fnew`)
  await browser.submit({ academie: 'lyon' })
  await browser.submit({ user: 'paul', password: PASSWORD })
  expect(browser.url).toBe(`${house.url}/settings/devices/new`)
  const other = new PlainBrowser()
  await other.open(`${house.url}/login`)
  expect(other.page).toContain('/login?local=1&amp;redirect_url=%2Fstart&amp;user=')
  await other.open(`${house.url}/login?local=1`)
  await other.submit({ user: 'paul', password: 'wrong' })
  expect(other.status).toBe(403)
  await other.submit({ user: 'paul', password: PASSWORD })
  expect(await whoIs(house, other)).toBe('paul')
})

test('several providers are buttons; one that is off is none', async () => {
  await addProvider(house.domain, SYSTEM, {
    ...{ id: 'second', name: 'ÉduConnect' },
    settings: newOidc({ issuer: 'https://second.example.org', client: 'nuage' }),
  })
  await changeAcademy(house.domain, SYSTEM, 'dijon', {
    ...{
      providers: ['aen', 'second'],
      brand: { line: 'Le Nuage de Dijon', help: 'https://aide.example.org/' },
    },
  })
  await browser.open(`${house.url}/login`)
  await browser.submit({ academie: 'dijon', remember: '1' })
  expect(browser.page).toContain('S’identifier avec Authentification Éducation Nationale</button>')
  expect(browser.page).toContain('S’identifier avec ÉduConnect</button>')
  for (const shown of ['Le Nuage de Dijon', 'https://aide.example.org/', 'name="remember" value="1" checked'])
    expect(browser.page).toContain(shown)
  await browser.submit({ provider: 'aen', remember: '1' })
  expect(there()).toBe(ground.provider.issuer)
  await browser.submit({ login: '4711', yes: '1' })
  expect(await whoIs(house, browser)).toBe('Zoé Martin')
  await changeProvider(house.domain, SYSTEM, 'second', { enabled: false })
  const later = new PlainBrowser()
  await later.open(`${house.url}/login?academie=dijon`)
  expect(new URL(later.url).origin).toBe(ground.provider.issuer)
  await later.open(`${house.url}/login/go?provider=second`)
  expect(later.status).toBe(404)
})

test('an academy that is switched off cannot be chosen, and what is in the page is text', async () => {
  await addAcademy(house.domain, SYSTEM, 'x', { name: '<script>"&' })
  await changeAcademy(house.domain, SYSTEM, 'lyon', { enabled: false })
  await browser.open(`${house.url}/login?academie=lyon&user=%22%3E%3Cb%3E`)
  expect(options()).toEqual(['', 'x', 'dijon'])
  expect(browser.page).toContain('&lt;script&gt;&quot;&amp;')
  expect(browser.page).not.toContain('<b>')
})

test('a client’s sign-in goes over academy and provider and back to its question', async () => {
  const agent = { 'user-agent': 'SALLE-12 (Desktop Client - Linux)' }
  const begun = (await (
    await fetch(`${house.url}/index.php/login/v2`, { method: 'POST', headers: agent })
  ).json()) as { poll: { token: string; endpoint: string }; login: string }
  await browser.open(`${begun.login}?user=zmartin`)
  const next = /href="([^"]*\/login\/v2\/grant[^"]*)"/.exec(browser.page)![1]!.replaceAll('&amp;', '&')
  await browser.open(next)
  expect(browser.page).toContain('Identifiez-vous pour connecter votre appareil.')
  await browser.submit({ academie: 'dijon' })
  await browser.submit({ login: '4711', yes: '1' })
  expect(new URL(browser.url).pathname).toBe('/account/profile')
  await browser.submit({ organisation: 'Lycée Carnot' })
  expect(new URL(browser.url).pathname).toBe('/login/v2/grant')
  await browser.submit({ stateToken: /name="stateToken" value="([^"]*)"/.exec(browser.page)![1]! })
  const poll = await fetch(begun.poll.endpoint, {
    method: 'POST',
    body: new URLSearchParams({ token: begun.poll.token }),
  })
  const granted = (await poll.json()) as { loginName: string; appPassword: string; server: string }
  expect(granted).toMatchObject({ loginName: 'zmartin', server: house.url })
  const listing = await fetch(`${house.url}/remote.php/dav/files/zmartin/`, {
    method: 'PROPFIND',
    headers: { depth: '0', authorization: `Basic ${btoa(`zmartin:${granted.appPassword}`)}` },
  })
  expect(await listing.text()).toContain('/remote.php/dav/files/zmartin/')
  expect(listing.status).toBe(207)
})
