import { Buffer } from 'node:buffer'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { withTools } from '../../rigs/with-tools.ts'
import { faults, launch, PHONE } from '../browser.ts'
import { Desk } from './pages/desk.ts'
import { FileList } from './pages/file-list.ts'
import { type App, openApp } from './pages/open-app.ts'

const THEIR_NAME = 'N’Golo O’Connor'

withTools('chromium', 'finding, and freeing space', () => {
  let browser: Browser
  let app: App

  beforeAll(async () => {
    browser = await launch()
    app = await openApp(browser)
    const { account, id } = app.people.teacher
    const authorization = `Basic ${Buffer.from(`${account.user}:${account.password}`).toString('base64')}`
    const at = (name: string): string =>
      `${app.school.url}/remote.php/dav/files/${id}/${encodeURIComponent(name)}`
    await fetch(at('Double un.txt'), { method: 'PUT', body: 'trois fois', headers: { authorization } })
    for (const name of ['Double deux.txt', 'Double trois.txt'])
      await fetch(at('Double un.txt'), { method: 'COPY', headers: { authorization, destination: at(name) } })
  })
  afterAll(async () => {
    await app.close()
    await browser.close()
  })
  afterEach(() => expect(app.complaints()).toEqual([]))

  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent)
  const field = (page: Page) => page.getByRole('combobox', { name: 'Rechercher' })

  test('while one types a name without its accents, it is proposed, and Enter on it opens it', async () => {
    const page = await app.open()
    await field(page).fill('redac')
    await page.getByRole('option', { name: /Rédaction n° 1/ }).waitFor()
    expect(await faults(page)).toEqual([])
    await field(page).fill('devoirs')
    await page.getByRole('option', { name: /^Devoirs/ }).waitFor()
    await field(page).press('ArrowDown')
    await field(page).press('Enter')
    await heading(page, 'Devoirs').waitFor()
    await page.context().close()
  })

  test('Enter shows all that was found, which filters narrow and an address keeps', async () => {
    const page = await app.open()
    await field(page).fill('le')
    await field(page).press('Enter')
    await heading(page, 'Résultats pour « le »').waitFor()
    await page.getByRole('row', { name: /Le jardin\.jpg/ }).waitFor()
    const all = await page.getByRole('row').count()
    await page.getByRole('button', { name: /Tous les types/ }).click()
    await page.getByRole('option', { name: 'Images' }).click()
    await expect.poll(() => page.getByRole('row').count(), { timeout: 20_000 }).toBeLessThan(all)
    await page.getByRole('row', { name: /Le jardin\.jpg/ }).waitFor()
    expect(new URL(page.url()).searchParams.get('type')).toBe('image')
    expect(await faults(page)).toEqual([])
    await page.reload()
    await page.getByRole('row', { name: /Le jardin\.jpg/ }).waitFor()
    await page.getByRole('button', { name: 'Retirer le filtre : Images' }).press('Enter')
    await expect.poll(() => page.getByRole('row').count(), { timeout: 20_000 }).toBe(all)
    await expect.poll(() => focused(page), { timeout: 20_000 }).toMatch(/Tous les types/)
    await page.goto(`${app.school.url}/search?q=introuvable`)
    await page.getByText('Aucun élément ne porte « introuvable » dans son nom.').waitFor()
    await page.context().close()
  })

  test('on retrouve ce qu’une personne possède ou a donné, en la choisissant parmi celles dont on a reçu quelque chose', async () => {
    const { colleague } = app.people
    const theirs = new Desk(app, colleague.id)
    await theirs.folder('/Projet commun')
    await theirs.file('/Projet commun/le compte rendu.txt')
    await theirs.shareWith('/Projet commun', app.people.teacher.id)
    const page = await app.open('/search?q=le')
    await page.getByRole('row', { name: /Le jardin\.jpg/ }).waitFor()
    await page.getByRole('button', { name: /De tout le monde/ }).click()
    await page.getByRole('option', { name: THEIR_NAME }).click()
    await page.getByRole('row', { name: /Le jardin\.jpg/ }).waitFor({ state: 'detached' })
    await page.getByRole('row', { name: /^le compte rendu\.txt/ }).waitFor()
    expect(new URL(page.url()).searchParams.get('by')).toBe(colleague.id)
    await page.getByRole('button', { name: `Retirer le filtre : De ${THEIR_NAME}` }).waitFor()
    expect(await faults(page)).toEqual([])
    await page
      .getByRole('button', { name: new RegExp(THEIR_NAME) })
      .first()
      .click()
    await page.getByRole('option', { name: 'De moi' }).click()
    await page.getByRole('row', { name: /Le jardin\.jpg/ }).waitFor()
    await page.getByRole('row', { name: /^le compte rendu\.txt/ }).waitFor({ state: 'detached' })
    await page.context().close()
  })

  test('un dossier se filtre par type, ce qui est filtré est dit et se retire par les touches', async () => {
    const page = await app.open()
    await page.getByRole('row', { name: /^Double un\.txt/ }).waitFor()
    await page.getByRole('row', { name: /^5e B/ }).waitFor()
    await page.getByRole('button', { name: 'Trier et choisir les types' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Textes' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('row', { name: /^5e B/ }).waitFor({ state: 'detached' })
    await page.getByRole('row', { name: /^Double un\.txt/ }).waitFor()
    const chip = page.getByRole('button', { name: 'Retirer le filtre : Textes' })
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await page.mouse.move(1, 1)
    await chip.focus()
    await page.getByRole('tooltip').waitFor({ state: 'hidden' })
    expect(await faults(page)).toEqual([])
    await chip.press('Enter')
    await page.getByRole('row', { name: /^5e B/ }).waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')), { timeout: 20_000 })
      .toBe('row')
    await page.context().close()
  })

  test('what takes space is told, and doubles are freed in two clicks, with a way back', async () => {
    const page = await app.open('/space')
    await heading(page, 'Ce qui prend de la place').waitFor()
    await page.getByRole('row', { name: /Le jardin\.jpg/ }).waitFor()
    expect(await faults(page)).toEqual([])
    await page.getByRole('tab', { name: 'En double' }).click()
    await page.getByText(/^3 fois/).waitFor()
    expect(await faults(page)).toEqual([])
    await page.getByRole('button', { name: /^Libérer .* : Double/ }).click()
    await page.getByText('Aucun fichier en double.').waitFor()
    await new FileList(page).focusIsSomewhere()
    await page.getByRole('button', { name: 'Annuler' }).click()
    await page.getByText(/^3 fois/).waitFor()
    await page.context().close()
  })

  test('the largest and the oldest are listed, and deleted there like anywhere else', async () => {
    const desk = new Desk(app, app.people.teacher.id)
    await desk.file('Film de la chorale.mp4', Buffer.alloc(3_000_000, 'film'))
    const page = await app.open('/space')
    const list = new FileList(page)
    await list.row('Film de la chorale.mp4').waitFor()
    expect((await list.names())[0]).toBe('Film de la chorale.mp4')
    await page.getByRole('tab', { name: 'Les plus anciens' }).click()
    await page.getByRole('grid', { name: 'Les plus anciens' }).getByRole('row').first().waitFor()
    expect((await list.names()).at(-1)).toBe('Film de la chorale.mp4')
    expect(await faults(page)).toEqual([])
    await page.getByRole('tab', { name: 'Les plus gros' }).click()
    await list.choose('Film de la chorale.mp4', 'Supprimer')
    await list.row('Film de la chorale.mp4').waitFor({ state: 'detached' })
    await page.context().close()
  })

  test('the trash and what files held before are emptied in two clicks each', async () => {
    const desk = new Desk(app, app.people.teacher.id)
    for (const text of ['un', 'deux', 'trois']) await desk.file('Brouillon.txt', text)
    await desk.file('Jeté.txt', 'à la corbeille')
    const page = await app.open('/space')
    await new FileList(page).choose('Jeté.txt', 'Supprimer')
    await new FileList(page).row('Jeté.txt').waitFor({ state: 'detached' })
    const confirm = (name: string) => page.getByRole('alertdialog').getByRole('button', { name })
    await page.getByRole('tab', { name: 'Corbeille' }).click()
    await page.getByRole('button', { name: 'Vider la corbeille' }).click()
    expect(await faults(page)).toEqual([])
    await confirm('Vider la corbeille').click()
    await page.getByText('La corbeille occupe 0 o.').waitFor()
    await page.getByRole('tab', { name: 'Versions précédentes' }).click()
    await page.getByRole('button', { name: 'Effacer les versions précédentes' }).click()
    expect(await faults(page)).toEqual([])
    await confirm('Effacer').click()
    await page.getByText('Les versions précédentes occupent 0 o.').waitFor()
    await new FileList(page).focusIsSomewhere()
    await page.goto(`${app.school.url}/trash`)
    await page.getByText('La corbeille est vide').first().waitFor()
    await page.context().close()
  })

  test('nothing of it is too wide for a small phone', async () => {
    const page = await app.open('/search?q=le', PHONE)
    await page.getByRole('row', { name: /Le jardin\.jpg/ }).waitFor()
    expect(await faults(page)).toEqual([])
    await page.goto(`${app.school.url}/space`)
    await page.getByRole('row', { name: /Le jardin\.jpg/ }).waitFor()
    expect(await faults(page)).toEqual([])
    await page.context().close()
  })
})
