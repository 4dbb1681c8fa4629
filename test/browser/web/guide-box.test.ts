import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { withTools } from '../../rigs/with-tools.ts'
import { faults, launch, visitAsStranger } from '../browser.ts'
import { Desk } from './pages/desk.ts'
import { FileList } from './pages/file-list.ts'
import { type App, openApp } from './pages/open-app.ts'
import { CLIPBOARD, clipboard } from './pages/sharing.ts'

const DAY = 86_400

interface Made {
  readonly url: string
  readonly password: string
}

/** What the ministry’s guide says of collection boxes, in its own words. */
withTools('chromium', 'Créer une zone de dépôt', () => {
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

  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

  /** By **+**, up to the dialog with the password that is proposed. */
  async function openDialog(page: Page) {
    await page.getByRole('button', { name: 'Ajouter' }).click()
    await page.getByRole('menuitem', { name: 'Nouveau casier de collecte' }).click()
    const dialog = page.getByRole('dialog', { name: 'Nouveau casier de collecte' })
    const secret = dialog.getByLabel('Mot de passe', { exact: true })
    await expect.poll(() => secret.inputValue(), { timeout: 60_000 }).not.toBe('')
    return { dialog, secret }
  }

  async function makeBox(page: Page, title: string, fill?: (page: Page) => Promise<void>): Promise<Made> {
    const { dialog, secret } = await openDialog(page)
    await dialog.getByLabel('Titre').fill(title)
    await fill?.(page)
    const password = await secret.inputValue()
    await dialog.getByRole('button', { name: 'Créer le casier' }).click()
    const made = page.getByRole('dialog', { name: 'Le casier est ouvert' })
    const url = await made.getByLabel('Lien du casier').inputValue()
    return { url, password }
  }

  /** A pupil without an account, before the door. */
  async function visit(url: string): Promise<Page> {
    const page = await visitAsStranger(browser, app.school, {})
    await page.goto(url)
    return page
  }

  async function enter(page: Page, password: string): Promise<void> {
    await page.fill('input[type=password]', password)
    await page.locator('main button[type=submit]').first().click()
  }

  async function handIn(page: Page, name: string, file: string): Promise<void> {
    await page.locator('input[name=name]').fill(name)
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: file, mimeType: 'text/plain', buffer: Buffer.from(`${name} : ${file}`) },
    })
    await page.locator('main button[type=submit]').first().click()
    await page
      .getByText(/re[çc]u/i)
      .first()
      .waitFor()
  }

  test('Nextcloud permet de créer également une zone de dépôt de documents (type casier de collecte ou boîte aux lettres)', async () => {
    const page = await app.open('/files', CLIPBOARD)
    const { url, password } = await makeBox(page, 'Exposés de 5e B', async () => {
      expect(await faults(page)).toEqual([])
      await page.getByLabel('Consignes').fill('Un fichier par élève.')
      await page.getByText('Limites').click()
      await page.getByLabel('Fichiers par dépôt, au plus').fill('2')
    })
    const made = page.getByRole('dialog', { name: 'Le casier est ouvert' })
    await made.getByText('Le lien est copié').waitFor()
    expect(await clipboard(page)).toBe(url)
    await made.getByText(`Mot de passe : ${password}`).waitFor()
    await made.getByRole('button', { name: 'Code QR' }).click()
    const code = page.getByRole('dialog', { name: 'Code QR' }).getByRole('img', { name: 'Code QR du lien' })
    await expect
      .poll(() => code.evaluate((one: HTMLImageElement) => one.naturalWidth), { timeout: 60_000 })
      .toBeGreaterThan(0)
    await page.keyboard.press('Escape')
    await made.getByRole('button', { name: 'Terminer' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await new FileList(page).row('Exposés de 5e B').waitFor()
    const pupil = await visit(url)
    await enter(pupil, password)
    await pupil.getByText('Un fichier par élève.').waitFor()
  })

  test('Grâce à cette zone de dépôt, chaque élève peut rendre son travail en utilisant un lien unique, lié à un dossier de l’espace de l’enseignant.', async () => {
    const page = await app.open('/files')
    const { url, password } = await makeBox(page, 'Rédactions')
    await page.getByRole('button', { name: 'Voir le casier' }).click()
    await heading(page, 'Rédactions').waitFor()
    for (const [name, file] of [
      ['Inès Dupont', 'la mer.txt'],
      ['Noé Petit', 'la montagne.txt'],
    ] as const) {
      const pupil = await visit(url)
      await enter(pupil, password)
      // As into a letter box: what others put in is not to be seen.
      expect(await pupil.textContent('body')).not.toContain('la mer.txt')
      await handIn(pupil, name, file)
      await page.getByRole('row', { name: new RegExp(name) }).waitFor()
    }
    await page.getByRole('link', { name: 'Ouvrir le dossier' }).click()
    await heading(page, 'Rédactions').waitFor()
    const list = new FileList(page)
    await list.grid.getByRole('row').nth(1).waitFor()
    expect((await list.names()).join(' ')).toMatch(/Inès Dupont.*Noé Petit/s)
  })

  test('Pour sécuriser votre zone de dépôt, il est préconisé de la protéger par un mot de passe', async () => {
    const page = await app.open('/files')
    const { url, password } = await makeBox(page, 'Contrôles')
    expect(password).toMatch(/^[a-z]+(-[a-z]+){3}$/)
    const pupil = await visit(url)
    expect(await pupil.locator('input[type=file]').count()).toBe(0)
    await enter(pupil, `${password}-faux`)
    await pupil.getByRole('alert').first().waitFor()
    expect(await pupil.locator('input[type=file]').count()).toBe(0)
    await enter(pupil, password)
    await pupil.locator('input[type=file]').waitFor()
  })

  test('une zone de dépôt de fichiers collaborative entre enseignants', async () => {
    const page = await app.open('/files')
    const { url, password } = await makeBox(page, 'Devoirs communs')
    await new Desk(app, app.people.teacher.id).shareWith('Devoirs communs', app.people.colleague.id)
    const pupil = await visit(url)
    await enter(pupil, password)
    await handIn(pupil, 'Ada Roux', 'commun.txt')
    const colleague = await app.open('/files', { person: app.people.colleague.id })
    await new FileList(colleague).row('Devoirs communs').getByRole('link').click()
    await heading(colleague, 'Devoirs communs').waitFor()
    await colleague
      .getByRole('row', { name: /Ada Roux|commun/ })
      .first()
      .waitFor()
  })

  test('Il est fortement recommandé de diffuser le lien du casier via les canaux institutionnels', async () => {
    const page = await app.open('/files')
    await makeBox(page, 'Comptes rendus')
    await page
      .getByRole('dialog', { name: 'Le casier est ouvert' })
      .getByText(
        'Diffusez ce lien par les canaux institutionnels (ENT, messagerie académique), jamais sur un site ou un blog public.',
      )
      .waitFor()
    expect(await faults(page)).toEqual([])
  })

  test('by keyboard alone a box is opened, and the focus is never lost', async () => {
    const page = await app.open('/files')
    await heading(page, 'Tous les fichiers').waitFor()
    const { keyboard: keys } = page
    await page.getByRole('button', { name: 'Ajouter' }).press('Enter')
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'menuitem')
    await keys.type('Nouveau cas')
    await page.waitForFunction(
      () => document.activeElement?.textContent?.startsWith('Nouveau casier') === true,
    )
    await keys.press('Enter')
    await page.waitForFunction(() => document.activeElement?.closest('[role=dialog]') !== null)
    await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT')
    await keys.type('Clavier')
    await keys.press('Enter')
    const made = page.getByRole('dialog', { name: 'Le casier est ouvert' })
    await made.waitFor()
    await page.waitForFunction(() => document.activeElement?.textContent === 'Terminer')
    await keys.press('Enter')
    await made.waitFor({ state: 'detached' })
    await new FileList(page).focusIsSomewhere()
  })

  // The last: it turns the clock of the whole school.
  test('et/ou de définir une date d’expiration.', async () => {
    const page = await app.open('/files')
    const { url, password } = await makeBox(page, 'Dernier jour', async () => {
      const day = new Date(Date.now() + 2 * DAY * 1000).toISOString().slice(0, 10)
      await page.getByLabel('Fermeture, jour').fill(day)
      await page.getByText('Limites').click()
      await page.getByText('Accepter les retards, en les marquant').click()
    })
    const pupil = await visit(url)
    await enter(pupil, password)
    await pupil.locator('input[type=file]').waitFor()
    app.school.later(4 * DAY)
    const late = await visit(url)
    expect(await late.locator('input[type=file]').count()).toBe(0)
    const shown = await app.open('/boxes')
    await shown
      .getByRole('listitem')
      .filter({ hasText: 'Dernier jour' })
      .getByText('Fermé', { exact: true })
      .waitFor()
  })
})
