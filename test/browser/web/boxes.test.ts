import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { changeBox } from '../../../server/src/domain/boxes/change.ts'
import { tellDay } from '../../../server/src/domain/boxes/digest.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { faults, launch, PHONE } from '../browser.ts'
import { Desk } from './pages/desk.ts'
import { FileList } from './pages/file-list.ts'
import { type App, openApp } from './pages/open-app.ts'

withTools('chromium', 'collection boxes in the app', () => {
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

  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
  const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name })

  interface Moment {
    readonly day: string
    readonly hour: string
  }

  /** By **+**, with the title and at most when it opens. @returns the link, and the password that was proposed. */
  async function makeBox(
    page: Page,
    title: string,
    opens?: Moment,
  ): Promise<{ url: string; password: string }> {
    await page.getByRole('button', { name: 'Ajouter' }).click()
    await page.getByRole('menuitem', { name: 'Nouveau casier de collecte' }).click()
    const dialog = page.getByRole('dialog', { name: 'Nouveau casier de collecte' })
    const secret = dialog.getByLabel('Mot de passe', { exact: true })
    await expect.poll(() => secret.inputValue(), { timeout: 20_000 }).not.toBe('')
    const password = await secret.inputValue()
    await dialog.getByLabel('Titre').fill(title)
    await dialog.getByLabel('Consignes').fill('Un fichier PDF par élève.')
    if (opens !== undefined) {
      await dialog.getByLabel('Ouverture, jour').fill(opens.day)
      await dialog.getByLabel('Heure').first().fill(opens.hour)
    }
    await dialog.getByRole('button', { name: 'Créer le casier' }).click()
    const made = page.getByRole('dialog', {
      name: `Le casier est ${opens === undefined ? 'ouvert' : 'prêt'}`,
    })
    const url = await made.getByLabel('Lien du casier').inputValue()
    return { url, password }
  }

  /** As a pupil without an account does, with or without script. */
  async function handIn(url: string, password: string, name: string): Promise<void> {
    const context = await browser.newContext({ locale: 'fr-FR', javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(url)
    await page.locator('input[type=password]').fill(password)
    await page.locator('main button[type=submit]').first().click()
    await page.locator('input[name=name]').fill(name)
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: 'exposé.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 exposé') },
    })
    await page.locator('main button[type=submit]').first().click()
    await page
      .getByText(/re[çc]u/i)
      .first()
      .waitFor()
    await context.close()
  }

  test('« chaque élève peut rendre son travail en utilisant un lien unique, lié à un dossier »', async () => {
    const page = await app.open()
    await heading(page, 'Tous les fichiers').waitFor()
    const { url, password } = await makeBox(page, 'Exposés de 5e B')
    await page.getByRole('button', { name: 'Voir le casier' }).click()
    await heading(page, 'Exposés de 5e B').waitFor()
    await page.getByText('Rien n’a encore été déposé').waitFor()
    await handIn(url, password, 'Inès Dupont')
    await row(page, /Inès Dupont/).waitFor()
    await page.getByRole('link', { name: 'exposé.pdf' }).waitFor()
    expect(await faults(page)).toEqual([])
    await page.context().close()
  })

  test('« il est préconisé de la protéger par un mot de passe et/ou de définir une date d’expiration »', async () => {
    const page = await app.open()
    await heading(page, 'Tous les fichiers').waitFor()
    await page.getByRole('button', { name: 'Ajouter' }).click()
    await page.getByRole('menuitem', { name: 'Nouveau casier de collecte' }).click()
    const dialog = page.getByRole('dialog', { name: 'Nouveau casier de collecte' })
    await expect
      .poll(() => dialog.getByLabel('Mot de passe', { exact: true }).inputValue(), { timeout: 20_000 })
      .not.toBe('')
    expect(await dialog.getByLabel('Fermeture, jour').inputValue()).toMatch(/^\d{4}-\d\d-\d\d$/)
    await dialog.getByRole('button', { name: 'Créer le casier' }).click()
    await dialog.getByText('Donnez un titre au casier.').waitFor()
    expect(await faults(page)).toEqual([])
    await page.context().close()
  })

  test('a box is closed, opened again, and found among others', async () => {
    const page = await app.open()
    await heading(page, 'Tous les fichiers').waitFor()
    await makeBox(page, 'Dissertations')
    await page.getByRole('button', { name: 'Voir le casier' }).click()
    await heading(page, 'Dissertations').waitFor()
    await page.getByRole('main').getByRole('button', { name: 'Fermer', exact: true }).click()
    await page.getByText('Fermé', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Rouvrir' }).click()
    // As it was set, with its end.
    await page.getByText(/^Ouvert jusqu’au/).waitFor()
    await page.goto(`${app.school.url}/boxes`)
    await heading(page, 'Casiers de collecte').waitFor()
    await page.getByRole('link', { name: 'Dissertations' }).waitFor()
    expect(await faults(page)).toEqual([])
    await page.context().close()
  })

  test('a box is changed after it was made, at the same address', async () => {
    const page = await app.open()
    await heading(page, 'Tous les fichiers').waitFor()
    const { url, password } = await makeBox(page, 'Rédactions')
    await page.getByRole('button', { name: 'Voir le casier' }).click()
    await heading(page, 'Rédactions').waitFor()
    await page.getByRole('button', { name: 'Modifier' }).click()
    const dialog = page.getByRole('dialog', { name: 'Modifier le casier' })
    expect(await dialog.getByLabel('Consignes').inputValue()).toBe('Un fichier PDF par élève.')
    await dialog.getByLabel('Titre').fill('Rédactions de juin')
    await dialog.getByLabel('Consignes').fill('Deux pages au plus.')
    await dialog.getByText('Limites').click()
    await dialog.getByLabel('Rangement des fichiers').fill('{nom} - {fichier}')
    await dialog.getByRole('button', { name: /Me prévenir des dépôts/ }).click()
    await page.getByRole('option', { name: 'Une fois par jour, le soir' }).click()
    expect(await faults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Enregistrer' }).click()
    await dialog.waitFor({ state: 'detached' })
    await heading(page, 'Rédactions de juin').waitFor()
    await page.getByText('Deux pages au plus.').waitFor()
    // The link and its password are the same ones, and what comes is put away as it was wished.
    await handIn(url, password, 'Zoé Bernard')
    await row(page, /Zoé Bernard/).waitFor()
    await page.getByRole('link', { name: 'Ouvrir le dossier' }).click()
    await row(page, /^Zoé Bernard - exposé\.pdf,/).waitFor()
    // In the evening it is told.
    const evening = page.getByText('1 dépôt dans « Rédactions »')
    const tomorrow = (): number => app.school.now() + 24 * 3600 * 1000
    await tellDay({ ...app.school.domain, now: tomorrow })
    await page.getByRole('button', { name: /^Notifications/ }).click()
    await evening.click()
    await heading(page, 'Rédactions de juin').waitFor()
    await page.context().close()
  })

  test('what came in is told with who, when, late or not and its receipt, and downloaded in one go', async () => {
    const page = await app.open()
    await heading(page, 'Tous les fichiers').waitFor()
    const { url, password } = await makeBox(page, 'Comptes rendus')
    await page.getByRole('button', { name: 'Voir le casier' }).click()
    await heading(page, 'Comptes rendus').waitFor()
    await handIn(url, password, 'Inès Dupont')
    await row(page, /Inès Dupont/).waitFor()
    const id = Number(/\/boxes\/(\d+)/.exec(page.url())![1])
    const closes = Math.floor(app.school.now() / 1000) - 60
    await changeBox(app.school.domain, SYSTEM, id, { closes, late: 'mark' })
    await handIn(url, password, 'Noé Petit')
    const late = row(page, /Noé Petit/)
    await late.getByText('En retard').waitFor()
    expect(
      await row(page, /Inès Dupont/)
        .getByText('En retard')
        .count(),
    ).toBe(0)
    const sum = createHash('sha256').update('%PDF-1.4 exposé').digest('hex')
    expect(await late.locator('code').getAttribute('title')).toBe(`SHA-256 ${sum}`)
    expect(await late.locator('code').textContent()).toBe(sum.slice(0, 12))
    expect(await late.locator('time').getAttribute('datetime')).toMatch(/^20\d\d-/)
    await page.reload()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tout télécharger' }).click(),
    ])
    const archive = (await readFile(await download.path())).toString('utf8')
    for (const name of ['Inès Dupont/exposé.pdf', 'Noé Petit/exposé.pdf']) expect(archive).toContain(name)
    expect(await faults(page)).toEqual([])
    await page.context().close()
  })

  test('a box is opened on a folder that is there, from its menu or in the dialog', async () => {
    const teacher = new Desk(app, app.people.teacher.id)
    await teacher.folder('Copies blanches')
    await teacher.file('Copies blanches/Barème.txt')
    const page = await app.open()
    const list = new FileList(page)
    await list.choose('Copies blanches', 'Ouvrir un casier de collecte…')
    const dialog = page.getByRole('dialog', { name: 'Nouveau casier de collecte' })
    expect(await dialog.getByLabel('Titre').inputValue()).toBe('Copies blanches')
    await dialog.getByRole('radio', { name: 'Un dossier existant', checked: true }).waitFor()
    const chosen = dialog.getByRole('treegrid').getByRole('row', { name: 'Copies blanches', selected: true })
    await chosen.waitFor()
    expect(await faults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Créer le casier' }).click()
    await page.getByRole('button', { name: 'Voir le casier' }).click()
    await heading(page, 'Copies blanches').waitFor()
    await page.getByRole('link', { name: 'Ouvrir le dossier' }).click()
    await row(page, /^Barème\.txt,/).waitFor()

    await page.getByRole('button', { name: 'Ajouter' }).click()
    await page.getByRole('menuitem', { name: 'Nouveau casier de collecte' }).click()
    await dialog.getByRole('radio', { name: 'Un nouveau dossier du même nom', checked: true }).waitFor()
    await dialog.getByText('Un dossier existant').click()
    await chosen.waitFor()
    await expect.poll(() => dialog.getByLabel('Titre').inputValue()).toBe('Copies blanches')
    await page.context().close()
  })

  test('a box that opens later says when, and takes nothing until then', async () => {
    const page = await app.open()
    await heading(page, 'Tous les fichiers').waitFor()
    const tomorrow = new Date(app.school.now() + 24 * 3600 * 1000)
    const day = tomorrow.toLocaleDateString('sv-SE')
    const { url, password } = await makeBox(page, 'Oral blanc', { day, hour: '08:30' })
    await page
      .getByRole('dialog')
      .getByText(/^Ouvre le .*08:30$/)
      .waitFor()
    await page.getByRole('button', { name: 'Voir le casier' }).click()
    await heading(page, 'Oral blanc').waitFor()
    await page.getByText(/^Ouvre le .*08:30$/).waitFor()
    expect(await faults(page)).toEqual([])
    await page.context().close()

    const context = await browser.newContext({ locale: 'fr-FR', javaScriptEnabled: false })
    const pupil = await context.newPage()
    await pupil.goto(url)
    await pupil.locator('input[type=password]').fill(password)
    await pupil.locator('main button[type=submit]').first().click()
    await pupil.getByText(/^Ce casier ouvrira le .*8(?:h|:)30/).waitFor()
    expect(await pupil.locator('input[type=file]').count()).toBe(0)
    await context.close()

    const opening = new Date(`${day}T08:30`).getTime()
    app.school.later(Math.ceil((opening - app.school.now()) / 1000) + 1)
    await handIn(url, password, 'Inès Dupont')
    const later = await app.open('/boxes')
    await later.getByRole('link', { name: 'Oral blanc' }).click()
    await heading(later, 'Oral blanc').waitFor()
    await later.getByText(/^Ouvert jusqu’au/).waitFor()
    await row(later, /Inès Dupont/).waitFor()
    await later.context().close()
  })

  test('nothing of it is too wide for a small phone, and its dialog keeps title and buttons in sight', async () => {
    const page = await app.open('/boxes', PHONE)
    await heading(page, 'Casiers de collecte').waitFor()
    expect(await faults(page)).toEqual([])
    await page.getByRole('main').getByRole('button', { name: 'Nouveau casier' }).click()
    const dialog = page.getByRole('dialog', { name: 'Nouveau casier de collecte' })
    const seen = (part: Locator): Promise<boolean> =>
      part.evaluate((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect()
        const corners = [document.elementFromPoint(left + 4, top + 4)]
        corners.push(document.elementFromPoint(right - 4, bottom - 4))
        return corners.every((at) => at !== null && element.contains(at))
      })
    for (const field of ['Titre', 'Consignes', 'Mot de passe']) {
      await dialog.getByLabel(field, { exact: true }).focus()
      for (const part of [
        dialog.getByRole('heading'),
        dialog.getByRole('button', { name: 'Fermer' }),
        dialog.getByRole('button', { name: 'Annuler' }),
        dialog.getByRole('button', { name: 'Créer le casier' }),
        dialog.getByLabel(field, { exact: true }),
      ])
        await expect.poll(() => seen(part)).toBe(true)
    }
    await dialog.getByRole('button', { name: 'Annuler' }).click()
    await page
      .getByRole('link', { name: /Exposés|Dissertations/ })
      .first()
      .click()
    await heading(page, /Exposés|Dissertations/).waitFor()
    expect(await faults(page)).toEqual([])
    await page.context().close()
  })
})
