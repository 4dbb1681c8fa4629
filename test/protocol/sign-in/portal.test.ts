import { afterEach, beforeEach, expect, test } from 'vitest'
import { changeAcademy } from '../../../server/src/domain/academies/change.ts'
import { findPerson } from '../../../server/src/domain/accounts/people/find.ts'
import { readPreferences } from '../../../server/src/domain/accounts/preferences/preferences.ts'
import { addTile } from '../../../server/src/domain/portal/change.ts'
import { setSetting } from '../../../server/src/domain/settings/set.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { PlainBrowser } from '../../rigs/plain-browser.ts'
import type { Inhabitant } from '../../school/inhabitant.ts'
import { ocsCall } from '../ocs-call.ts'
import { type Ground, openGround } from './ground.ts'

let ground: Ground
let browser: PlainBrowser
const PASSWORD = 'un long mot de passe'
/** One transparent pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

beforeEach(async () => {
  ground = await openGround()
  browser = new PlainBrowser()
  const { domain } = ground.house
  const add = (id: string, more: object = {}) =>
    addTile(domain, SYSTEM, 'dijon', { id, address: `https://${id}.example.org/`, ...more })
  await add('evento', {
    name: 'Evento',
    line: 'Trouver une date',
    picture: { mime: 'image/png', bytes: PNG },
  })
  await add('filesender', { name: 'FileSender <b>&' })
  await add('visio', { name: 'Visio' })
  await changeAcademy(domain, SYSTEM, 'dijon', { brand: { accent: '#7a1f5c', line: 'Le Nuage de Dijon' } })
})
afterEach(() => ground?.close())

const at = (path: string): string => `${ground.house.url}${path}`
const tiles = (): string[] => [...browser.page.matchAll(/<h3>([^<]*)<\/h3>/g)].map(([, name]) => name!)
const token = (): string => /name="requesttoken" value="([^"]*)"/.exec(browser.page)![1]!
const mark = (fields: Record<string, string>) =>
  browser.open(at('/portal'), new URLSearchParams({ requesttoken: token(), ...fields }))

test('Nuage stands first, then what was marked, then the academy’s order', async () => {
  await ground.signIn(browser, '4711', { to: '/portal' })
  expect([browser.url, browser.status]).toEqual([at('/portal'), 200])
  expect(tiles()).toEqual(['Nuage', 'Evento', 'FileSender &lt;b&gt;&amp;', 'Visio'])
  expect(browser.page).toContain(
    'href="https://evento.example.org/">Ouvrir l’application<span class="unseen"> Evento</span>',
  )
  await mark({ tile: 'visio', favourite: '1' })
  expect(browser.url).toBe(at('/portal?marked=visio'))
  expect(tiles()).toEqual(['Nuage', 'Visio', 'Evento', 'FileSender &lt;b&gt;&amp;'])
  expect(browser.page).toContain('«\u00a0Visio\u00a0» est maintenant dans vos favoris.')
  expect(browser.page).toMatch(/aria-label="Retirer «\u00a0Visio\u00a0» des favoris"[^>]* autofocus/)
  expect((await readPreferences(ground.house.domain, 'zmartin')).tiles).toEqual(['visio'])
  await mark({ tile: 'visio', favourite: '' })
  expect(tiles()).toEqual(['Nuage', 'Evento', 'FileSender &lt;b&gt;&amp;', 'Visio'])
  await browser.open(at('/portal?lang=en'))
  expect(browser.page).toContain('<h1>My applications</h1>')
})

test('a star is pressed by a page of ours alone, on a tile that is there, by somebody signed in', async () => {
  await browser.open(at('/portal'))
  expect(new URL(browser.url).pathname + new URL(browser.url).search).toBe('/login?redirect_url=%2Fportal')
  await browser.open(at('/portal'), new URLSearchParams({ tile: 'visio', favourite: '1' }))
  expect(new URL(browser.url).pathname).toBe('/login')
  await ground.signIn(browser, '4711', { to: '/portal' })
  const right = token()
  for (const requesttoken of ['', 'x', `${right}x`]) {
    await browser.ask(at('/portal'), new URLSearchParams({ requesttoken, tile: 'visio', favourite: '1' }))
    expect(browser.status).toBe(403)
  }
  for (const tile of ['', 'none', '../x']) {
    await browser.ask(at('/portal'), new URLSearchParams({ requesttoken: right, tile, favourite: '1' }))
    expect(browser.status).toBe(404)
  }
  expect(await readPreferences(ground.house.domain, 'zmartin')).toEqual({})
})

test('after signing in, the asked page; the portal only where none was asked and the academy wants it', async () => {
  const { house } = ground
  const arrive = async (to?: string): Promise<string> => {
    const one = new PlainBrowser()
    await ground.signIn(one, '4711', to === undefined ? {} : { to })
    return new URL(one.visited.findLast((url) => !url.includes('/login'))!).pathname
  }
  expect(await arrive()).toBe('/')
  const place = { scope: 'academy', subject: 'dijon' } as const
  await setSetting(house.domain, SYSTEM, place, 'portal.first', 'yes')
  expect(await arrive()).toBe('/portal')
  expect(await arrive('/settings/devices/new')).toBe('/settings/devices/new')
  const bookmarked = new PlainBrowser()
  await bookmarked.open(at('/'))
  await bookmarked.submit({ academie: 'dijon' })
  await bookmarked.submit({ login: '4711', yes: '1' })
  expect(bookmarked.url).toBe(at('/'))
  await house.person({ id: 'paul', password: PASSWORD })
  const local = new PlainBrowser()
  await local.open(at('/login?local=1'))
  await local.submit({ user: 'paul', password: PASSWORD })
  expect(local.url).toBe(at('/'))
})

test('nothing of the portal comes from elsewhere, and pictures are ours and only pictures', async () => {
  await ground.signIn(browser, '4711', { to: '/portal' })
  expect(browser.headers.get('content-security-policy')).toContain("img-src 'self'")
  for (const [, source] of browser.page.matchAll(/<(?:img|script|link)[^>]* (?:src|href)="([^"]*)"/g))
    expect(source).toMatch(/^\/[a-z]/)
  const [, path = ''] = /src="(\/pages\/picture\/[0-9a-f]{32})"/.exec(browser.page)!
  const answer = await fetch(at(path))
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    ...{ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' },
    ...{
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'",
    },
  })
  expect(answer.headers.getSetCookie()).toEqual([])
  for (const wrong of [
    `/pages/picture/${'0'.repeat(32)}`,
    '/pages/picture/x',
    '/pages/accent/red.css',
    '/pages/accent/7A1F5C.css',
  ])
    expect((await fetch(at(wrong))).status, wrong).toBe(404)
})

test('pages wear the academy’s name and colour once it is known, and nobody else’s', async () => {
  const sheet = '<link rel="stylesheet" href="/pages/accent/7a1f5c.css">'
  await browser.open(at('/login'))
  expect(browser.page).not.toContain(sheet)
  await browser.open(at('/login?academie=lyon'))
  expect(browser.page).toContain('<span>Académie de Lyon</span>')
  expect(browser.page).not.toContain(sheet)
  await browser.ask(at('/login?academie=dijon'))
  await browser.open(at('/login'))
  expect(browser.page).toContain('<span>Académie de Dijon</span>')
  expect(browser.page).toContain(sheet)
  const css = await fetch(at('/pages/accent/7a1f5c.css'))
  expect([css.status, css.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
  expect(await css.text()).toContain('--colour-accent:#7a1f5c;')
  await ground.house.person({ id: 'paul', password: PASSWORD })
  await browser.open(at('/login?local=1'))
  await browser.submit({ user: 'paul', password: PASSWORD })
  await browser.open(at('/?plain=1'))
  // Whoever belongs to no academy sees Nuage's own look, whatever this browser chose.
  expect((await findPerson(ground.house.domain, 'paul'))?.academy).toBe('')
  expect(browser.page).not.toContain(sheet)
})

test('apps paint with the academy’s colour, name and logo, and with ours where there is none', async () => {
  const { house } = ground
  await changeAcademy(house.domain, SYSTEM, 'dijon', {
    logo: { mime: 'image/png', bytes: PNG },
    brand: { accent: '#ffd100' },
  })
  const [zoe, paul] = [
    await house.person({ id: 'zoe', academy: 'dijon' }),
    await house.person({ id: 'paul' }),
  ]
  const theming = async ({ client }: Inhabitant) =>
    (await ocsCall(client, 'GET', '/cloud/capabilities')).data.capabilities.theming
  const [hers, his] = [await theming(zoe), await theming(paul)]
  expect(hers).toMatchObject({ name: 'Nuage', slogan: 'Le Nuage de Dijon', 'color-text': '#ffffff' })
  expect(hers.color).not.toBe(his.color)
  expect([hers['color-element'], hers.background]).toEqual([hers.color, hers.color])
  // White on what was chosen could not be read.
  expect(hers.color).not.toBe('#ffd100')
  expect(hers['color-element-dark']).toBe('#ffd100')
  expect(Buffer.from(await (await fetch(hers.logo)).arrayBuffer())).toEqual(PNG)
  expect(his).toMatchObject({ slogan: '', color: '#1d5bbf', 'color-element-dark': '#1d5bbf' })
  expect(Object.keys(his)).not.toContain('logo')
})

test('the app is told whose it is, and whether there is a portal', async () => {
  const { house } = ground
  const [zoe, paul] = [
    await house.person({ id: 'zoe', academy: 'dijon' }),
    await house.person({ id: 'paul' }),
  ]
  const session = async ({ client }: Inhabitant) =>
    (await client.send({ method: 'GET', path: '/api/v1/session' })).json()
  expect(await session(zoe)).toMatchObject({
    academy: { name: 'Académie de Dijon', accent: '#7a1f5c', logo: null },
    portal: true,
  })
  expect(await session(paul)).toMatchObject({ academy: null, portal: false })
})
