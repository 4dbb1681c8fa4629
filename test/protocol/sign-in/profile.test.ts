import { afterEach, beforeEach, expect, test } from 'vitest'
import { changeAcademy } from '../../../server/src/domain/academies/change.ts'
import { changeOwnProfile } from '../../../server/src/domain/accounts/people/own-profile.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { PlainBrowser } from '../../rigs/plain-browser.ts'
import { browserOf } from '../web/api.ts'
import { type Ground, openGround, whoIs, ZOE } from './ground.ts'

const ASKED = '/settings/devices/new'

let ground: Ground
let browser: PlainBrowser

beforeEach(async () => {
  ground = await openGround()
  browser = new PlainBrowser()
  const { domain } = ground.house
  await changeAcademy(domain, SYSTEM, 'dijon', { region: 'Bourgogne-Franche-Comté' })
  await changeAcademy(domain, SYSTEM, 'lyon', { region: 'Auvergne-Rhône-Alpes' })
})
afterEach(() => ground?.close())

const profile = async (id = 'zmartin') =>
  (await (await browserOf(ground.house, id)).call('GET', '/me/profile')).body
const fieldValue = (name: string): string | undefined =>
  new RegExp(`<input id="${name}" name="${name}" value="([^"]*)"`).exec(browser.page)?.[1]
const proposed = (name: string): string[] => {
  const [, list = ''] =
    new RegExp(`<datalist id="${name}-proposals">(.*?)</datalist>`).exec(browser.page) ?? []
  return [...list.matchAll(/<option value="([^"]*)">/g)].map(([, value = '']) => value)
}
async function colleague(id: string, organisation: string, academy = 'dijon'): Promise<void> {
  await ground.house.person({ id, academy })
  const member = { kind: 'member', person: id, admin: false } as const
  await changeOwnProfile(ground.house.domain, member, { organisation })
}

test('S2 6 and 7: the first sign-in asks for the profile, then leads to the page that was asked for', async () => {
  const at = await ground.comeBack(browser, '4711', { to: ASKED })
  expect(at).toBe(`${ground.house.url}/account/profile?redirect_url=${encodeURIComponent(ASKED)}`)
  expect(browser.page).toContain('zoe.martin@ac-dijon.fr · Académie de Dijon')
  expect(fieldValue('region')).toBe('Bourgogne-Franche-Comté')
  expect(browser.page).not.toContain(' checked')
  const filled = { organisation: ' Collège Jean-Moulin ', region: 'Bourgogne-Franche-Comté' }
  const to = await browser.submit({ ...filled, 'advanced-space': '1', publications: '1' })
  expect(to).toBe(`${ground.house.url}${ASKED}`)
  expect(await profile()).toEqual({
    ...{ organisation: 'Collège Jean-Moulin', region: 'Bourgogne-Franche-Comté' },
    ...{ advancedSpace: true, publications: true, academy: 'Académie de Dijon' },
  })
  expect(await ground.comeBack(new PlainBrowser(), '4711', { to: ASKED })).toBe(`${ground.house.url}${ASKED}`)
})

test('it may be passed by, and is not asked again', async () => {
  await ground.comeBack(browser, '4711', { to: ASKED })
  const form = { organisation: 'half a na', publications: '1', skip: '1' }
  expect(await browser.submit(form)).toBe(`${ground.house.url}${ASKED}`)
  expect(await profile()).toMatchObject({ organisation: '', publications: false })
  expect(await ground.comeBack(new PlainBrowser(), '4711', { to: ASKED })).toBe(`${ground.house.url}${ASKED}`)
})

test('it keeps nobody out who leaves it open, and comes back at the next sign-in', async () => {
  const step = await ground.comeBack(browser)
  expect(await whoIs(ground.house, browser)).toBe('Zoé Martin')
  const again = new PlainBrowser()
  expect(await ground.comeBack(again)).toBe(step)
})

test('accounts that administrators made are not asked, and may say it all the same', async () => {
  const { house } = ground
  await house.person({ id: 'paul', password: 'un long mot de passe', academy: 'dijon' })
  await browser.open(`${house.url}/login?local=1&redirect_url=${encodeURIComponent(ASKED)}`)
  await browser.submit({ user: 'paul', password: 'un long mot de passe' })
  expect(browser.url).toBe(`${house.url}${ASKED}`)
  await browser.open(`${house.url}/account/profile`)
  expect(browser.page).toContain('<h1>Modifier mon profil</h1>')
  expect(await browser.submit({ organisation: 'GRETA' })).toBe(`${house.url}/?plain=1`)
  expect(await profile('paul')).toMatchObject({ organisation: 'GRETA' })
})

test('what several colleagues of the academy wrote is proposed, and what one alone did is not', async () => {
  for (const [id, where] of Object.entries({ a: 'Lycée <Carnot>', b: 'Lycée <Carnot>', c: 'Chez Zoé' }))
    await colleague(id, where)
  for (const id of ['d', 'e']) await colleague(id, 'Lycée du Parc', 'lyon')
  await ground.comeBack(browser)
  expect(proposed('organisation')).toEqual(['Lycée &lt;Carnot&gt;'])
  expect(proposed('region')).toEqual(['Auvergne-Rhône-Alpes', 'Bourgogne-Franche-Comté'])
  const api = await browserOf(ground.house, 'zmartin')
  expect((await api.call('GET', '/me/profile/proposals')).body).toEqual({
    organisations: ['Lycée <Carnot>'],
    regions: ['Auvergne-Rhône-Alpes', 'Bourgogne-Franche-Comté'],
  })
})

test('whoever moves to another academy keeps account and profile, and has the region of the new one', async () => {
  await ground.comeBack(browser)
  await browser.submit({ organisation: 'Lycée Carnot', region: 'Bourgogne-Franche-Comté', publications: '1' })
  await changeAcademy(ground.house.domain, SYSTEM, 'lyon', { providers: ['aen'] })
  const moved = { name: 'Zoé Durand', email: 'zoe.durand@ac-lyon.fr', academy: 'lyon' }
  ground.provider.people.set('4711', { ...ZOE, ...moved })
  const later = new PlainBrowser()
  expect(await ground.comeBack(later, '4711', { to: ASKED })).toBe(`${ground.house.url}${ASKED}`)
  expect(await whoIs(ground.house, later)).toBe('Zoé Durand')
  expect(await profile()).toEqual({
    ...{ organisation: 'Lycée Carnot', region: 'Auvergne-Rhône-Alpes', academy: 'Académie de Lyon' },
    ...{ advancedSpace: false, publications: true },
  })
})

test('what cannot be kept is told, and nothing of it is lost', async () => {
  const step = await ground.comeBack(browser, '4711', { to: ASKED })
  await browser.submit({ organisation: 'x'.repeat(256), region: 'Ici' })
  expect(browser.status).toBe(400)
  expect(browser.page).toContain('role="alert"')
  expect(fieldValue('region')).toBe('Ici')
  expect(await browser.submit({ organisation: 'Lycée' })).toBe(`${ground.house.url}${ASKED}`)
  const forged = await fetch(`${ground.house.url}/account/profile`, {
    ...{ method: 'POST', redirect: 'manual' },
    headers: { cookie: `nuage-session=${browser.cookies(ground.house.url).get('nuage-session')}` },
    body: new URLSearchParams({ organisation: 'Ailleurs' }),
  })
  expect([forged.status, await forged.text()]).toEqual([403, expect.anything()])
  expect(await profile()).toMatchObject({ organisation: 'Lycée' })
  const stranger = new PlainBrowser()
  await stranger.ask(step)
  expect(stranger.headers.get('location')).toContain('/login?redirect_url=')
})

test('nobody is led elsewhere from it', async () => {
  await ground.comeBack(browser)
  for (const away of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
    await browser.open(`${ground.house.url}/account/profile?${new URLSearchParams({ redirect_url: away })}`)
    await browser.submit({ organisation: '' })
    expect(new URL(browser.url).origin).toBe(ground.house.url)
  }
})
