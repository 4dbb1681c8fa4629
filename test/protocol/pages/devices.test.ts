import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { issueAppPassword } from '../../../server/src/domain/accounts/app-passwords/issue.ts'
import { listAppPasswords } from '../../../server/src/domain/accounts/app-passwords/list.ts'
import { isToWipe } from '../../../server/src/domain/accounts/app-passwords/wipe.ts'
import { addPerson } from '../../../server/src/domain/accounts/people/add.ts'
import { signIn } from '../../../server/src/domain/accounts/sign-in/sign-in.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { testEngine } from '../../rigs/engine.ts'
import { BrowserLike } from './browser-like.ts'
import { type Host, openHost } from './host.ts'

const PASSWORD = 'nuage du matin calme'
let host: Host
let browser: BrowserLike
let device: { id: number; token: string }

beforeAll(async () => {
  host = await openHost(await testEngine())
  for (const id of ['alice', 'bob']) await addPerson(host.domain, SYSTEM, { id, password: PASSWORD })
})
afterAll(async () => await host.close())
beforeEach(async () => {
  browser = new BrowserLike(host.server)
  device = await issueAppPassword(host.domain, SYSTEM, { person: 'alice', name: 'SALLE-12' })
})

const page = (step = ''): string => `/settings/devices/${device.id}${step}`
const send = async (step: string, fields: Record<string, string> = {}) => {
  await browser.get(page(step))
  return await browser.post(page(step), { requesttoken: browser.field('requesttoken'), ...fields })
}
const found = async () => (await listAppPasswords(host.domain, 'alice')).find(({ id }) => id === device.id)

test('says when and from where a device was last used, and gives it another name', async () => {
  await signIn(host.domain, { login: 'alice', password: device.token, place: '192.0.2.77' })
  await expect.poll(async () => (await found())?.lastPlace, { timeout: 60_000 }).toBe('192.0.2.77')
  await browser.signIn('alice', PASSWORD)
  expect((await browser.get('/')).body).toContain('depuis 192.0.2.77')
  const { body } = await browser.get(page())
  for (const text of ['SALLE-12', '192.0.2.77', 'aujourd’hui']) expect(body).toContain(text)
  expect((await send('', { name: ' <b>Salle</b> 14 ' })).headers.location).toBe('/?done=renamed')
  expect((await found())?.name).toBe('<b>Salle</b> 14')
  expect((await browser.get('/')).body).toContain('&lt;b&gt;Salle&lt;/b&gt; 14')
  await send('', { name: '   ' })
  expect((await found())?.name).toBe('<b>Salle</b> 14')
})

test('is erased only after a page that says what is lost and what stays, and the device is told so', async () => {
  await browser.signIn('alice', PASSWORD)
  const asked = await browser.get(page('/wipe'))
  for (const text of ['Effacer cet appareil à distance', 'Les fichiers de votre Nuage restent tous'])
    expect(asked.body).toContain(text)
  expect(await isToWipe(host.domain, device.token)).toBe(false)
  expect((await browser.post(page('/wipe'), { requesttoken: 'forged' })).statusCode).toBe(403)
  expect(await isToWipe(host.domain, device.token)).toBe(false)
  expect((await send('/wipe')).headers.location).toBe('/?done=wiping')
  expect(await isToWipe(host.domain, device.token)).toBe(true)
  expect((await browser.get('/')).body).toContain('Effacement demandé')
  expect((await browser.get(page())).body).not.toContain(page('/wipe'))
})

test('a wipe is taken back by removing the device', async () => {
  await browser.signIn('alice', PASSWORD)
  await send('/wipe')
  expect((await browser.get(page('/remove'))).body).toContain('La demande d’effacement est annulée')
  await send('/remove')
  expect(await found()).toBeUndefined()
  expect(await isToWipe(host.domain, device.token)).toBe(false)
})

test('other people’s devices are not there, whatever is asked of them', async () => {
  for (const step of ['', '/wipe', '/remove']) {
    const stranger = new BrowserLike(host.server)
    expect((await stranger.get(page(step))).headers.location).toContain('/login?')
    await stranger.signIn('bob', PASSWORD)
    expect((await stranger.get(page(step))).statusCode).toBe(404)
    await stranger.get('/')
    const fields = { requesttoken: stranger.field('requesttoken'), name: 'mine' }
    expect((await stranger.post(page(step), fields)).statusCode).toBe(404)
  }
  expect(await found()).toMatchObject({ name: 'SALLE-12', wipe: false })
})

test('a code for a phone is shown only when it is asked for', async () => {
  expect((await browser.get('/settings/devices/phone')).headers.location).toContain('/login?')
  await browser.signIn('alice', PASSWORD)
  expect((await browser.get('/settings/devices/phone')).body).not.toContain('nc://')
  expect((await browser.post('/settings/devices/phone', { requesttoken: 'forged' })).statusCode).toBe(403)
  await browser.get('/settings/devices/phone')
  const shown = await browser.post('/settings/devices/phone', { requesttoken: browser.field('requesttoken') })
  expect(shown.body).toMatch(
    /href="nc:\/\/onetime-login\/user:alice&amp;password:[A-Za-z0-9]{48}&amp;server:http%3A%2F%2F/,
  )
  expect(shown.body).toMatch(/<svg class="qr"[^>]* role="img"/)
})
