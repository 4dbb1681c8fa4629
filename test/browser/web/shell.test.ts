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
  ] as const)(
    'nothing is in anybody’s way, %s',
    async (_where, options) => {
      const page = await app.open('/files', options)
      for (const [path, title] of [
        ['/files', 'Tous les fichiers'],
        ['/account', 'Mon compte'],
        ['/account/look', 'Apparence et langue'],
        ['/account/devices', 'Mes appareils'],
        ['/help', 'Aide'],
        ['/help/partager', 'Partager'],
        ['/files/987654', 'Introuvable'],
      ] as const) {
        await page.goto(app.school.url + path)
        await page.getByRole('heading', { level: 1, name: title }).waitFor()
        expect([path, ...(await faults(page))]).toEqual([path])
      }
      // Seven screens in three looks: on a busy machine a minute and a half.
    },
    600_000,
  )

  test.each([
    ['fr', 'Aide'],
    ['en', 'Help'],
  ] as const)('every page of the help shows its pictures, told in words (%s)', async (language, title) => {
    const { colleague } = app.people
    await app.prefer(colleague.id, { language })
    const page = await app.open('/help', { person: colleague.id })
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    const links = page.getByRole('main').getByRole('listitem').getByRole('link')
    const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!))
    expect(paths.length).toBeGreaterThan(9)
    let pictures = 0
    for (const path of paths) {
      await page.goto(app.school.url + path)
      await page
        .getByRole('main')
        .getByRole('heading', { level: 2 })
        .first()
        .or(page.getByRole('main').getByRole('listitem').first())
        .first()
        .waitFor()
      pictures += await page
        .getByRole('main')
        .getByRole('img')
        .evaluateAll(async (all) => {
          for (const picture of all as HTMLImageElement[]) {
            picture.loading = 'eager'
            // It rejects what is not there, or is no picture.
            await picture.decode()
          }
          return all.length
        })
    }
    expect(pictures).toBe(20)
    expect(await faults(page)).toEqual([])
  })

  test('the keyboard alone reaches the content, a folder, the list of keys, and comes back', async () => {
    const page = await app.open()
    await page.getByRole('heading', { level: 1, name: 'Tous les fichiers' }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Touches du clavier' })
    await dialog.waitFor()
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    // It comes back a frame after the dialog is gone.
    await page.waitForFunction(() => document.activeElement !== document.body)
  })

  test('whoever is new is shown four screens, and then begins', async () => {
    const page = await app.open('/files', { newcomer: true })
    for (const title of ['Déposer', 'Retrouver', 'Partager', 'Collecter']) {
      await page.getByRole('dialog', { name: title }).waitFor()
      if (title === 'Déposer') expect(await faults(page)).toEqual([])
      if (title !== 'Collecter') await page.keyboard.press('Enter')
    }
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/me/preferences'))
    await page.getByRole('button', { name: 'Commencer à utiliser Nuage' }).click()
    expect((await kept).status()).toBe(200)
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Tous les fichiers' }).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('without a network the app opens all the same, and says so', async () => {
    const page = await app.open('/files', { serviceWorkers: 'allow' })
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
      if (navigator.serviceWorker.controller === null)
        await new Promise((resolve) => {
          navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true })
        })
    })
    await page.context().setOffline(true)
    await page.goto(`${app.school.url}/trash`)
    await page.getByRole('heading', { level: 1, name: 'Hors ligne' }).waitFor()
    expect(await page.textContent('body')).not.toContain('claire')
    await page.context().setOffline(false)
    await page.getByRole('link', { name: 'Réessayer' }).click()
    await page.getByRole('heading', { level: 1, name: 'Tous les fichiers' }).waitFor()
    app.complaints()
  })
})
