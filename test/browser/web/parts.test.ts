import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { faults, PHONE } from '../browser.ts'
import { withApp } from './pages/with-app.ts'

/** The line goes as soon as the page asks for such a file. @returns brings it back. */
async function loseLineAt(page: Page, file: RegExp): Promise<() => Promise<void>> {
  const context = page.context()
  await page.route(
    (url) => file.test(url.pathname),
    async (route) => {
      await context.setOffline(true)
      await route.abort()
    },
  )
  return async () => {
    await page.unrouteAll()
    await context.setOffline(false)
  }
}

const FILES = /\/assets\//
const LINE = 'La connexion est interrompue. Rien n’est perdu : réessayez dès le retour du réseau.'
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

withApp(
  'parts of the app that did not come',
  (app) => {
    /** Whatever is open is the page that was opened: nothing loaded it again. */
    const keep = (page: Page) =>
      page.evaluate(() => {
        Object.assign(window, { kept: true })
      })
    const isKept = (page: Page) => page.evaluate(() => 'kept' in window)

    const styleSheets = (page: Page) =>
      page.evaluate(() =>
        [...document.styleSheets].map(({ href }) => new URL(href ?? '', location.href).pathname).sort(),
      )

    test('what stands around the list is said once to be missing, and comes by itself when the line is back', async () => {
      const page = await app.open('/status.php')
      const comeBack = await loseLineAt(page, /\/(?:live|gauge|field|button)-[\w-]+\.(?:js|css)$/)
      await page.goto(`${app.school.url}/files`)
      await page.getByRole('row').first().waitFor()
      const told = page.getByRole('status').filter({ hasText: 'La connexion est interrompue' })
      await told.waitFor()
      await keep(page)
      await told.getByRole('button', { name: 'Réessayer' }).focus()
      await page.keyboard.press('Enter')
      expect(await told.getByRole('button').count()).toBe(1)
      expect(await page.getByRole('alert').count()).toBe(0)
      expect(await faults(page)).toEqual([])
      await comeBack()
      await told.waitFor({ state: 'detached' })
      await page.waitForFunction(() => document.activeElement !== document.body)
      await page.getByRole('combobox').first().waitFor()
      await page.getByRole('button', { name: /^Notifications/ }).waitFor()
      await page
        .getByRole('navigation')
        .getByRole('progressbar')
        .or(page.getByRole('meter'))
        .first()
        .waitFor()
      expect(await isKept(page)).toBe(true)
      expect(await faults(page)).toEqual([])
      const usual = await app.open()
      await usual.getByRole('button', { name: /^Notifications/ }).waitFor()
      await expect
        .poll(async () => (await styleSheets(usual)).join(' '))
        .toBe((await styleSheets(page)).join(' '))
    })

    test('a tab whose file is lost says so, is tried again by a key, and the focus stays in the page', async () => {
      const page = await app.open()
      await page.getByRole('button', { name: /^Notifications/ }).waitFor()
      const row = page.getByRole('row').first()
      await row.click({ position: { x: 8, y: 12 } })
      await page.keyboard.press('i')
      const panel = page.getByRole('complementary', { name: 'Détails' })
      await panel.getByRole('tab', { name: 'Commentaires' }).waitFor()
      const comeBack = await loseLineAt(page, FILES)
      await panel.getByRole('tab', { name: 'Commentaires' }).click()
      const alert = panel.getByRole('alert')
      await alert.waitFor()
      expect(await faults(page)).toEqual([])
      await alert.getByRole('button', { name: 'Réessayer' }).focus()
      await page.keyboard.press('Enter')
      await comeBack()
      await alert.waitFor({ state: 'detached' })
      await panel.getByRole('textbox').waitFor()
      await page.waitForFunction(() => document.activeElement !== document.body)
    })

    test('a panel whose file is lost does not keep a phone from the list', async () => {
      const page = await app.open('/files', PHONE)
      await page.getByRole('button', { name: /^Notifications/ }).waitFor()
      const comeBack = await loseLineAt(page, FILES)
      await page.getByRole('button', { name: /^Actions.: 5e B$/ }).tap()
      await page.getByRole('menuitem', { name: 'Détails' }).tap()
      const panel = page.getByRole('complementary', { name: 'Détails' })
      await panel.getByRole('alert').waitFor()
      expect(await faults(page)).toEqual([])
      await panel.getByRole('button', { name: 'Fermer' }).tap()
      await panel.waitFor({ state: 'detached' })
      await comeBack()
      await page.getByRole('row').first().waitFor()
    })

    test('a place whose screen is lost says so without loading the page again', async () => {
      const page = await app.open()
      await page.getByRole('button', { name: /^Notifications/ }).waitFor()
      await keep(page)
      const comeBack = await loseLineAt(page, FILES)
      await page.getByRole('link', { name: 'Corbeille' }).click()
      const alert = page.getByRole('main').getByRole('alert')
      await alert.waitFor()
      expect(await faults(page)).toEqual([])
      await comeBack()
      await page.getByRole('heading', { level: 1, name: 'Corbeille' }).waitFor()
      await alert.waitFor({ state: 'detached' })
      expect(await isKept(page)).toBe(true)
    })

    test('a dialog whose file is lost is told of, and opens the next time', async () => {
      const page = await app.open()
      await page.getByRole('button', { name: /^Notifications/ }).waitFor()
      await keep(page)
      const comeBack = await loseLineAt(page, FILES)
      const ask = async (act: string): Promise<void> => {
        await page.getByRole('row').first().click({ button: 'right' })
        await page.getByRole('menuitem', { name: act }).click()
      }
      for (const act of ['Déplacer…', 'Étiquettes…']) {
        await ask(act)
        await expect
          .poll(async () => (await page.getByRole('alertdialog').allTextContents()).map(plain).join(' '))
          .toContain(LINE)
      }
      await comeBack()
      for (const act of ['Déplacer…', 'Étiquettes…']) {
        await ask(act)
        await page.getByRole('dialog').waitFor()
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').waitFor({ state: 'detached' })
      }
      expect(await isKept(page)).toBe(true)
    })

    test('the menu + whose lines are lost says so, and has them the next time', async () => {
      const page = await app.open('/status.php')
      const comeBack = await loseLineAt(page, /\/create-[\w-]+\.js$/)
      await page.goto(`${app.school.url}/files`)
      await page.getByRole('row').first().waitFor()
      const plus = page.getByRole('button', { name: 'Ajouter', exact: true })
      await plus.click()
      await expect
        .poll(async () => (await page.getByRole('alertdialog').allTextContents()).map(plain).join(' '))
        .toContain(LINE)
      await comeBack()
      await plus.click()
      await page.getByRole('menuitem', { name: 'Nouveau dossier' }).waitFor()
    })

    test('what does not come although the server answers is said to need the page as a whole', async () => {
      const page = await app.open()
      await page.getByRole('button', { name: /^Notifications/ }).waitFor()
      await keep(page)
      await page.route('**/assets/**', (route) => route.abort())
      await page.getByRole('link', { name: 'Corbeille' }).click()
      await page.getByRole('main').getByRole('alert').getByRole('button', { name: 'Réessayer' }).click()
      const reload = page.getByRole('main').getByRole('alert').getByRole('button', { name: 'Recharger' })
      await reload.waitFor()
      await page.unrouteAll()
      await reload.click()
      await page.getByRole('heading', { level: 1, name: 'Corbeille' }).waitFor()
      expect(await isKept(page)).toBe(false)
    })
  },
  { expected: /ERR_FAILED|dynamically imported module|preload CSS|LineLost|PartLost|ERR_INTERNET/ },
)
