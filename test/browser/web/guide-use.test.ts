import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { withTools } from '../../rigs/with-tools.ts'
import { launch } from '../browser.ts'
import { Deposits, textFile } from './pages/deposits.ts'
import { Desk } from './pages/desk.ts'
import { FileList } from './pages/file-list.ts'
import { type App, openApp } from './pages/open-app.ts'

withTools('chromium', 'Utiliser et gérer Nuage', () => {
  let browser: Browser
  let app: App
  let desk: Desk
  let lessons = 0
  const pages: Page[] = []

  beforeAll(async () => {
    browser = await launch()
    app = await openApp(browser)
    desk = new Desk(app, app.people.teacher.id)
  })
  afterAll(async () => {
    await app.close()
    await browser.close()
  })
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close()
    expect(app.complaints()).toEqual([])
  })

  async function look(path: string, options: BrowserContextOptions & { person?: string } = {}) {
    const page = await app.open(path, options)
    pages.push(page)
    return { page, list: new FileList(page) }
  }

  /** A folder of its own for one test. */
  async function lesson(): Promise<{ name: string; id: number }> {
    const name = `Classe ${++lessons}`
    return { name, id: await desk.folder(name) }
  }

  test('files of every kind and folders are told apart in words', async () => {
    const { name, id } = await lesson()
    await desk.folder(`${name}/Devoirs`)
    const kinds = {
      'cours.odt': 'document',
      'notes.ods': 'feuille de calcul',
      'film.mp4': 'vidéo',
      sans: 'fichier',
    }
    for (const file of Object.keys(kinds)) await desk.file(`${name}/${file}`)
    const { list } = await look(`/files/${id}?sort=name`)
    await list.row('Devoirs').and(list.page.locator('[aria-label*=", dossier,"]')).waitFor()
    for (const [file, kind] of Object.entries(kinds))
      await list
        .row(file)
        .and(list.page.locator(`[aria-label*=", ${kind},"]`))
        .waitFor()
  })

  test('Il suffit de cliquer sur le + pour créer des dossiers et télécharger les fichiers', async () => {
    const { id } = await lesson()
    const { page, list } = await look(`/files/${id}?sort=name`)
    await page.getByRole('button', { name: 'Ajouter' }).click()
    await page.getByRole('menuitem', { name: 'Nouveau dossier' }).click()
    await page.getByRole('dialog', { name: 'Nouveau dossier' }).getByRole('textbox').fill('Évaluations')
    await page.keyboard.press('Enter')
    await list.focused('Évaluations')
    await page.getByRole('button', { name: 'Ajouter' }).click()
    await page.getByRole('menuitem', { name: 'Nouveau document texte' }).click()
    await page.getByRole('dialog', { name: 'Nouveau document texte' }).getByRole('textbox').waitFor()
    await page.keyboard.press('Enter')
    await list.focused('Document.txt')
    await new Deposits(page).add([textFile('Leçon.txt')])
    await list.row('Leçon.txt').waitFor()
  })

  test('Chaque enseignant dispose d’un espace avec des dossiers qu’il organise.', async () => {
    const { name, id } = await lesson()
    for (const folder of ['Sixième', 'Cinquième']) await desk.folder(`${name}/${folder}`)
    for (const file of ['Dictée.txt', 'Poésie.txt']) await desk.file(`${name}/${file}`)
    const { page, list } = await look(`/files/${id}?sort=name`)
    await list.choose('Dictée.txt', 'Déplacer')
    const dialog = page.getByRole('dialog', { name: 'Déplacer « Dictée.txt »' })
    await dialog.getByRole('row', { name: 'Cinquième' }).click()
    await dialog.getByRole('button', { name: 'Déplacer' }).click()
    await page.getByText('« Dictée.txt » est maintenant dans « Cinquième ».').waitFor()
    await list.row('Poésie.txt').dragTo(list.row('Sixième'))
    await page.getByText('« Poésie.txt » est maintenant dans « Sixième ».').waitFor()
    await list.row('Cinquième').getByRole('link').click()
    await page.getByRole('heading', { level: 1, name: 'Cinquième' }).waitFor()
    await list.row('Dictée.txt').waitFor()
  })

  test('Les éléments qu’on a partagés sont marqués comme tel.', async () => {
    const { name, id } = await lesson()
    for (const file of ['à deux.odt', 'à tous.odt', 'à moi.odt']) await desk.file(`${name}/${file}`)
    await desk.shareWith(`${name}/à deux.odt`, app.people.colleague.id)
    await desk.link(`${name}/à tous.odt`)
    const { list } = await look(`/files/${id}?sort=name`)
    await list.row('à deux.odt').getByText('Partagé', { exact: true }).waitFor()
    await list
      .row('à deux.odt')
      .and(list.page.locator('[aria-label*="partagé avec N’Golo O’Connor"]'))
      .waitFor()
    await list.row('à tous.odt').and(list.page.locator('[aria-label*="partagé par lien public"]')).waitFor()
    expect(await list.row('à moi.odt').getByText('Partagé').count()).toBe(0)
  })

  test('Les éléments qui sont partagés avec soi par un tiers sont signalés ainsi (affichage des initiales du tiers ou de son avatar le cas échéant).', async () => {
    const { name } = await lesson()
    await desk.shareWith(name, app.people.colleague.id)
    const { page } = await look('/files?sort=name', { person: app.people.colleague.id })
    const received = page.getByRole('row', { name: new RegExp(`${name}, dossier, reçu de Claire Martin`) })
    await received.waitFor()
    const picture = received.locator('img').last()
    expect(await picture.getAttribute('src')).toContain(`/avatar/${app.people.teacher.id}/`)
    await page.waitForFunction(() =>
      [...document.images].filter(({ src }) => src.includes('/avatar/')).every((one) => one.naturalWidth > 0),
    )
  })

  test('Le menu des « 3 petits points » permet entre autres de renommer un élément, de le télécharger ou de le supprimer.', async () => {
    const { name, id } = await lesson()
    await desk.file(`${name}/Dictée.txt`, 'Il était une fois')
    const { page, list } = await look(`/files/${id}?sort=name`)
    await list.choose('Dictée.txt', 'Renommer')
    await page.getByRole('textbox', { name: 'Nouveau nom de « Dictée.txt »' }).fill('Dictée n° 1.txt')
    await page.keyboard.press('Enter')
    await list.focused('Dictée n° 1.txt')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      list.choose('Dictée n° 1.txt', 'Télécharger'),
    ])
    expect(download.suggestedFilename()).toBe('Dictée n° 1.txt')
    expect(await readFile(await download.path(), 'utf8')).toBe('Il était une fois')
    await list.choose('Dictée n° 1.txt', 'Supprimer')
    await page.getByText('« Dictée n° 1.txt » est dans la corbeille.').waitFor()
    await list.row('Dictée n° 1.txt').waitFor({ state: 'detached' })
    await list.focusIsSomewhere()
  })

  test('Plusieurs éléments se téléchargent en un seul zip.', async () => {
    const { name, id } = await lesson()
    for (const file of ['a.txt', 'b.txt', 'c.txt']) await desk.file(`${name}/${file}`, file)
    const { page, list } = await look(`/files/${id}?sort=name`)
    await list.enter('a.txt')
    await page.keyboard.press('Control+a')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Télécharger (zip)' }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`${name}.zip`)
    expect((await readFile(await download.path())).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
  })
})
