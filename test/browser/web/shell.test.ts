import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { withTools } from '../../rigs/with-tools.ts'
import { PASSWORD } from '../../school/inhabitant.ts'
import { faults, launch, PHONE } from '../browser.ts'
import { type App, openApp } from './pages/open-app.ts'

withTools('chromium', 'the shell of the app', () => {
  let browser: Browser
  let app: App

  beforeAll(async () => {
    browser = await launch()
    app = await openApp(browser)
  })
  afterAll(async () => {
    await app.close()
    await browser.close()
  })
  afterEach(() => expect(app.complaints()).toEqual([]))

  test('whoever asks for a place is signed in first, and comes back to it', async () => {
    const page = await app.open('/files?sort=size&desc=true', { signedIn: false })
    await page.fill('#user', app.people.teacher.id)
    await page.fill('#password', PASSWORD)
    await page.click('main button[type=submit]')
    await page.getByRole('heading', { level: 1, name: 'Tous les fichiers' }).waitFor()
    expect(page.url()).toBe(`${app.school.url}/files?sort=size&desc=true`)
  })

  test('a folder is gone into and out of again, and the window says where one is', async () => {
    const page = await app.open()
    await page.getByRole('link', { name: '5e B' }).click()
    await page.getByRole('heading', { level: 1, name: '5e B' }).waitFor()
    expect(await page.title()).toBe('5e B – Nuage')
    await page.getByRole('navigation', { name: 'Chemin' }).getByRole('link').click()
    await page.getByRole('heading', { level: 1, name: 'Tous les fichiers' }).waitFor()
    expect(page.url()).toBe(`${app.school.url}/files`)
  })

  test.each([
    ['on a desk', {}],
    ['on a small phone', PHONE],
  ] as const)('nothing is in anybody’s way, %s', async (_where, options) => {
    const page = await app.open('/files', options)
    await page.getByRole('heading', { level: 1, name: 'Tous les fichiers' }).waitFor()
    expect(await faults(page)).toEqual([])
  })
})
