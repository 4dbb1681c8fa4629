import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { withTools } from '../../rigs/with-tools.ts'
import { faults, launch, PHONE } from '../browser.ts'
import { type App, openApp } from './pages/open-app.ts'
import { openSharing, sharing } from './pages/sharing.ts'

withTools('chromium', 'the guide: sharing files', () => {
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

  const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
  const open = (name: string, options = {}) =>
    openSharing(app, name, { permissions: ['clipboard-read', 'clipboard-write'], ...options })

  test('Le partage avec le Nuage d’un tiers s’initie avec la saisie d’un nom', async () => {
    const page = await open('5e B')
    const field = page.getByRole('combobox', { name: 'Nom, adresse e-mail ou identifiant' })
    await field.fill('golo')
    const colleague = page.getByRole('option', { name: /N’Golo O’Connor/ })
    await colleague.waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await sharing(page).getByText('N’Golo O’Connor').waitFor()
    expect(await field.inputValue()).toBe('')
    await page.getByText('Partagé avec N’Golo O’Connor').waitFor()
  })

  test('Celle-ci retrouve ensuite dans son propre nuage le fichier ou le dossier ainsi partagé', async () => {
    const page = await app.open('/files', { person: app.people.colleague.id })
    await page.getByText('5e B').first().waitFor()
  })

  test('what a colleague may do is changed in plain words', async () => {
    const page = await open('5e B')
    const panel = sharing(page)
    await panel.getByRole('button', { name: 'Droits de N’Golo O’Connor' }).click()
    await page.getByRole('menuitemradio', { name: 'Peut consulter', exact: true }).click()
    await panel.getByText('Peut consulter, peut repartager').waitFor()
  })

  test('Ce lien est automatiquement enregistré dans le « presse-papier »', async () => {
    const page = await open('Photos')
    const panel = sharing(page)
    await panel.getByRole('button', { name: 'Créer un lien public' }).click()
    await page.getByText('Lien créé et copié').waitFor()
    const url = await clipboard(page)
    expect(url).toMatch(/\/s\/[A-Za-z0-9]{22}$/)
    expect((await fetch(url)).status).toBe(200)
    await panel.getByText('Toute personne qui a ce lien peut lire et télécharger.').waitFor()
    await panel.getByText(/Diffusez ce lien par les canaux institutionnels/).waitFor()
  })

  test('by keyboard alone: a password is proposed, an end is given, and the focus is never lost', async () => {
    const page = await open('Photos')
    const panel = sharing(page)
    const menu = panel.getByRole('button', { name: /^Réglages du lien/ })
    const focused = () => page.evaluate(() => document.activeElement !== document.body)
    await menu.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Mot de passe…' }).focus()
    await page.keyboard.press('Enter')
    const password = panel.getByRole('textbox', { name: 'Mot de passe' })
    await password.waitFor()
    await panel.getByRole('button', { name: 'Proposer' }).press('Enter')
    await expect.poll(() => password.inputValue(), { timeout: 30_000 }).toMatch(/^[a-z]+(-[a-z]+){3}$/)
    await password.press('Enter')
    await panel.getByText(/Toute personne qui a ce lien et son mot de passe/).waitFor()
    await expect.poll(focused, { timeout: 30_000 }).toBe(true)
    await menu.press('Enter')
    await page.getByRole('menuitem', { name: 'Date de fin…' }).focus()
    await page.keyboard.press('Enter')
    await panel.getByRole('button', { name: 'Enregistrer' }).press('Enter')
    await panel.getByText(/jusqu’au 31 août/).waitFor()
    await expect.poll(focused, { timeout: 30_000 }).toBe(true)
  })

  test('a link has a code to show, save and print', async () => {
    const page = await open('Photos')
    await sharing(page)
      .getByRole('button', { name: /^Réglages du lien/ })
      .click()
    await page.getByRole('menuitem', { name: 'Code QR…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Code QR' })
    const image = dialog.getByRole('img', { name: 'Code QR du lien' })
    await expect
      .poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth), { timeout: 30_000 })
      .toBeGreaterThan(0)
    for (const name of ['Image SVG', 'Image PNG', 'Affiche avec mot de passe…'])
      expect(await dialog.getByRole('link', { name }).getAttribute('href')).toMatch(/^\/s\//)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test.each([
    ['in the light', {}],
    ['in the dark', { colorScheme: 'dark' }],
    ['on a small phone', PHONE],
  ] as const)('nothing of the panel is in anybody’s way, %s', async (_, options) => {
    const page = await open('Photos', options)
    await sharing(page).getByText('Lien public').first().waitFor()
    expect(await faults(page)).toEqual([])
  })
})
