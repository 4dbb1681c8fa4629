import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readCode } from '../../rigs/read-code.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { faults, launch, PHONE, visitAsStranger } from '../browser.ts'
import { Desk } from './pages/desk.ts'
import { FileList } from './pages/file-list.ts'
import { type App, openApp } from './pages/open-app.ts'
import { CLIPBOARD, clipboard, makeLink, openLinkMenu, openSharing, sharing } from './pages/sharing.ts'

const DAY = 86_400

/** What the guides say of sharing by a link, in their own words. */
withTools('chromium', 'the guides on sharing by a link', () => {
  let browser: Browser
  let app: App
  let desk: Desk
  let lessons = 0

  beforeAll(async () => {
    browser = await launch()
    app = await openApp(browser)
    desk = new Desk(app, app.people.teacher.id)
  })
  afterAll(async () => {
    await app.close()
    await browser.close()
  })
  afterEach(() => expect(app.complaints()).toEqual([]))

  /** A folder with a file, and the panel of sharing beside it. */
  async function lesson(options: BrowserContextOptions = CLIPBOARD): Promise<{ name: string; page: Page }> {
    const name = `Exposés ${++lessons}`
    await desk.folder(name)
    await desk.file(`${name}/consigne.txt`, 'Lire le chapitre 2')
    return { name, page: await openSharing(app, name, options) }
  }

  /** Somebody without an account who was given the address. */
  async function visit(url: string): Promise<Page> {
    const page = await visitAsStranger(browser, app.school, {})
    await page.goto(url)
    return page
  }

  async function allow(
    page: Page,
    role: 'menuitemradio' | 'menuitemcheckbox',
    choice: string,
    sentence: RegExp | string,
  ): Promise<void> {
    const menu = await openLinkMenu(page)
    await menu.getByRole(role, { name: choice }).click()
    await sharing(page).getByText(sentence).waitFor()
    // Where several may be chosen the menu stays.
    if (role === 'menuitemcheckbox') await page.keyboard.press('Escape')
    await menu.waitFor({ state: 'detached' })
  }

  test('Le partage par un lien public génère l’URL qui donne accès à l’affichage et/ou au téléchargement du dossier ou du fichier.', async () => {
    const { page, name } = await lesson()
    const url = await makeLink(page)
    await sharing(page).getByText('Toute personne qui a ce lien peut lire et télécharger.').waitFor()
    const pupil = await visit(url)
    expect(await pupil.locator('h1').textContent()).toBe(name)
    await pupil.getByRole('link', { name: 'consigne.txt' }).first().click()
    await pupil.getByText('Lire le chapitre 2').waitFor()
    const [download] = await Promise.all([
      pupil.waitForEvent('download'),
      pupil
        .getByRole('link', { name: /Télécharger/ })
        .first()
        .click(),
    ])
    expect(await readFile(await download.path(), 'utf8')).toBe('Lire le chapitre 2')
  })

  test('Ce lien est automatiquement enregistré dans le « presse-papier » et peut être immédiatement copié dans un courriel, un document ou un générateur de QR-Code', async () => {
    const { page } = await lesson()
    const url = await makeLink(page)
    expect(url).toMatch(/\/s\/[A-Za-z0-9]{22}$/)
    await page.getByRole('combobox', { name: 'Nom, adresse e-mail ou identifiant' }).focus()
    await page.keyboard.press('Control+v')
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe(url)
  })

  test('where the browser refuses the clipboard, the link is shown, selected to be copied', async () => {
    const { page } = await lesson({})
    const line = await page.context().newCDPSession(page)
    const { targetInfo } = await line.send('Target.getTargetInfo')
    const { browserContextId } = targetInfo
    await line.send('Browser.setPermission', {
      ...{ permission: { name: 'clipboard-write' }, setting: 'denied', origin: app.school.url },
      ...(browserContextId === undefined ? {} : { browserContextId }),
    })
    await sharing(page).getByRole('button', { name: 'Créer un lien public' }).click()
    const address = sharing(page).getByRole('textbox', { name: 'Adresse du lien' })
    await address.waitFor()
    await page.getByText('Lien créé', { exact: true }).waitFor()
    const selected = await address.evaluate((field: HTMLInputElement) =>
      document.activeElement === field
        ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
        : '',
    )
    expect(selected).toMatch(/\/s\/[A-Za-z0-9]{22}$/)
    expect(await faults(page)).toEqual([])
  })

  test('Copier le lien public', async () => {
    const { name } = await lesson()
    const page = await app.open('/files?sort=name', CLIPBOARD)
    const list = new FileList(page)
    await list.choose(name, 'Copier le lien')
    await page.getByText('Lien créé et copié').waitFor()
    const url = await clipboard(page)
    expect((await fetch(url)).status).toBe(200)
    await list.row(name).getByText('Partagé', { exact: true }).waitFor()
    await page.evaluate(() => navigator.clipboard.writeText(''))
    await list.choose(name, 'Copier le lien')
    await page.getByText('Lien copié', { exact: true }).waitFor()
    expect(await clipboard(page)).toBe(url)
  })

  test('En cliquant sur les « 3 petits points » on accède à un menu', async () => {
    const { page } = await lesson()
    await makeLink(page)
    const menu = await openLinkMenu(page)
    const offered = (await menu.locator('[role^=menuitem]').allTextContents()).map((text) => text.trim())
    expect(offered).toEqual([
      ...['Lecture seule', 'Autoriser l’ajout et la modification', 'Autoriser le téléchargement'],
      ...['Mot de passe…', 'Date de fin…', 'Nom du lien…', 'Note…'],
      ...['Code QR…', 'Envoyer par e-mail…', 'Voir comme un visiteur', 'Supprimer'],
    ])
    expect(await faults(page)).toEqual([])
    const [visitor] = await Promise.all([
      page.waitForEvent('popup'),
      menu.getByRole('menuitem', { name: 'Voir comme un visiteur' }).click(),
    ])
    await visitor.getByText('consigne.txt').first().waitFor()
  })

  test('en lecture seule', async () => {
    const { page } = await lesson()
    const url = await makeLink(page)
    await allow(
      page,
      'menuitemradio',
      'Autoriser l’ajout et la modification',
      /peut lire, télécharger, ajouter et modifier\./,
    )
    await allow(
      page,
      'menuitemradio',
      'Lecture seule',
      'Toute personne qui a ce lien peut lire et télécharger.',
    )
    const pupil = await visit(url)
    expect(await pupil.locator('input[type=file]').count()).toBe(0)
  })

  test('d’autoriser l’ajout et la modification de fichiers', async () => {
    const { page, name } = await lesson()
    const url = await makeLink(page)
    await allow(
      page,
      'menuitemradio',
      'Autoriser l’ajout et la modification',
      /peut lire, télécharger, ajouter et modifier\./,
    )
    const pupil = await visit(url)
    await pupil.setInputFiles('input[type=file]', {
      ...{ name: 'réponse.txt', mimeType: 'text/plain', buffer: Buffer.from('Voici') },
    })
    await pupil.click('form button')
    await pupil
      .getByRole('link', { name: /réponse\.txt/ })
      .first()
      .waitFor()
    await page.goto(`${app.school.url}/files?sort=name`)
    await new FileList(page).row(name).getByRole('link').click()
    await new FileList(page).row('réponse.txt').waitFor()
  })

  test('d’autoriser ou non le téléchargement', async () => {
    const { page } = await lesson()
    const url = await makeLink(page)
    await allow(page, 'menuitemcheckbox', 'Autoriser le téléchargement', /peut lire, sans télécharger\./)
    await sharing(page)
      .getByText(/une capture d’écran reste possible/)
      .waitFor()
    const pupil = await visit(url)
    await pupil.getByText('consigne.txt').first().waitFor()
    expect(await pupil.getByRole('link', { name: /Télécharger/ }).count()).toBe(0)
    await allow(
      page,
      'menuitemcheckbox',
      'Autoriser le téléchargement',
      'Toute personne qui a ce lien peut lire et télécharger.',
    )
  })

  test('La protection par un mot de passe (qu’il faudra donc communiquer aux personnes à ainsi autoriser).', async () => {
    const { page, name } = await lesson()
    const url = await makeLink(page)
    await (await openLinkMenu(page)).getByRole('menuitem', { name: 'Mot de passe…' }).click()
    await sharing(page).getByRole('textbox', { name: 'Mot de passe' }).fill('quatre saisons du jardin')
    expect(await faults(page)).toEqual([])
    await sharing(page).getByRole('button', { name: 'Enregistrer' }).click()
    await sharing(page)
      .getByText(/^Toute personne qui a ce lien et son mot de passe/)
      .waitFor()
    const pupil = await visit(url)
    expect(await pupil.textContent('body')).not.toContain(name)
    await pupil.fill('input[type=password]', 'quatre saisons du désert')
    await pupil.locator('main button[type=submit]').click()
    await pupil.getByRole('alert').first().waitFor()
    await pupil.fill('input[type=password]', 'quatre saisons du jardin')
    await pupil.locator('main button[type=submit]').click()
    await pupil.getByText('consigne.txt').first().waitFor()
  })

  test('by keyboard alone: a link is made, a password is proposed, an end is given, it is removed, and the focus is never lost', async () => {
    const { page } = await lesson()
    const panel = sharing(page)
    const menu = panel.getByRole('button', { name: /^Réglages du lien/ })
    const focused = () => page.evaluate(() => document.activeElement !== document.body)
    const item = (text: string) =>
      page.waitForFunction((wanted) => document.activeElement?.textContent?.trim() === wanted, text)
    /** By typing the first letters, as in every menu. */
    const choose = async (letters: string, text: string): Promise<void> => {
      await menu.press('Enter')
      await page.waitForFunction(() => document.activeElement?.getAttribute('role')?.startsWith('menuitem'))
      await page.keyboard.type(letters)
      await item(text)
      await page.keyboard.press('Enter')
    }
    await panel.getByRole('button', { name: 'Créer un lien public' }).press('Enter')
    await panel.getByText('Toute personne qui a ce lien peut lire et télécharger.').waitFor()
    await expect.poll(focused, { timeout: 30_000 }).toBe(true)
    await choose('Mot', 'Mot de passe…')
    const password = panel.getByRole('textbox', { name: 'Mot de passe' })
    await password.waitFor()
    await panel.getByRole('button', { name: 'Proposer' }).press('Enter')
    await expect.poll(() => password.inputValue(), { timeout: 30_000 }).toMatch(/^[a-z]+(-[a-z]+){3}$/)
    await password.press('Enter')
    await panel.getByText(/Toute personne qui a ce lien et son mot de passe/).waitFor()
    await expect.poll(focused, { timeout: 30_000 }).toBe(true)
    await choose('Date', 'Date de fin…')
    await panel.getByRole('button', { name: 'Enregistrer' }).press('Enter')
    await panel.getByText(/jusqu’au 31 août/).waitFor()
    await expect.poll(focused, { timeout: 30_000 }).toBe(true)
    await choose('Supp', 'Supprimer')
    await page.getByText('Lien supprimé').waitFor()
    await menu.waitFor({ state: 'detached' })
    await expect.poll(focused, { timeout: 30_000 }).toBe(true)
  })

  test('Il peut être envoyé par courriel', async () => {
    const { page } = await lesson()
    const url = await makeLink(page)
    await (await openLinkMenu(page)).getByRole('menuitem', { name: 'Envoyer par e-mail…' }).click()
    await sharing(page).getByRole('textbox', { name: 'Adresse e-mail' }).fill('parents@ecole.example')
    await sharing(page).getByRole('button', { name: 'Envoyer' }).click()
    // Where no mail server is, the letter is shown to be copied into one’s own.
    const letter = sharing(page).getByRole('textbox', { name: 'Texte à copier dans votre message' })
    await letter.waitFor()
    expect(await letter.inputValue()).toContain(url)
    expect(await faults(page)).toEqual([])
    await sharing(page).getByRole('button', { name: 'Copier le texte' }).click()
    await page.getByText('Texte copié').waitFor()
    expect(await clipboard(page)).toBe(await letter.inputValue())
  })

  test('associé à un QR-Code', async () => {
    const { page } = await lesson()
    const url = await makeLink(page)
    await (await openLinkMenu(page)).getByRole('menuitem', { name: 'Code QR…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Code QR' })
    const image = dialog.getByRole('img', { name: 'Code QR du lien' })
    await expect
      .poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth), { timeout: 30_000 })
      .toBeGreaterThan(0)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Image PNG' }).click(),
    ])
    expect(await readCode(await readFile(await download.path()))).toBe(url)
    for (const name of ['Image SVG', 'Affiche à imprimer'])
      expect(await dialog.getByRole('link', { name }).getAttribute('href')).toMatch(/^\/s\//)
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await new FileList(page).focusIsSomewhere()
  })

  test('Il est fortement recommandé de diffuser le lien de partage via les canaux institutionnels et de proscrire la diffusion sur un site internet ou blog public.', async () => {
    const { page } = await lesson()
    await sharing(page)
      .getByText(
        'Diffusez ce lien par les canaux institutionnels (ENT, messagerie académique), jamais sur un site ou un blog public.',
      )
      .waitFor()
  })

  test.each([
    ['in the light', {}],
    ['in the dark', { colorScheme: 'dark' }],
    ['on a small phone', PHONE],
  ] as const)('nothing of a link is in anybody’s way, %s', async (_, options) => {
    const { page } = await lesson({ ...CLIPBOARD, ...options })
    await makeLink(page)
    await sharing(page)
      .getByText(/^Toute personne/)
      .waitFor()
    expect(await faults(page)).toEqual([])
  })

  // The last: it turns the clock of the whole school.
  test('Une date d’expiration à partir de laquelle l’accès ne sera plus possible.', async () => {
    const { page, name } = await lesson()
    const url = await makeLink(page)
    await (await openLinkMenu(page)).getByRole('menuitem', { name: 'Date de fin…' }).click()
    const end = new Date(Date.now() + 2 * DAY * 1000).toISOString().slice(0, 10)
    await sharing(page).getByLabel('Dernier jour').fill(end)
    await sharing(page).getByLabel('Heure').fill('17:00')
    await sharing(page).getByRole('button', { name: 'Enregistrer' }).click()
    await sharing(page)
      .getByText(/jusqu’au .+ à 17:00/)
      .waitFor()
    expect((await fetch(url)).status).toBe(200)
    app.school.later(4 * DAY)
    const gone = await fetch(url)
    expect(gone.status).toBeGreaterThanOrEqual(400)
    expect(await gone.text()).not.toContain('consigne.txt')
    const later = await openSharing(app, name)
    await sharing(later)
      .getByText(/^Ce lien a pris fin/)
      .waitFor()
    await (await openLinkMenu(later)).getByRole('menuitem', { name: 'Réactiver…' }).click()
    await sharing(later).getByRole('button', { name: 'Réactiver' }).click()
    await sharing(later)
      .getByText(/^Toute personne qui a ce lien peut/)
      .waitFor()
    expect((await fetch(url)).status).toBe(200)
  })
})
