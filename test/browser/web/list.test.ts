import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { withTools } from '../../rigs/with-tools.ts'
import { faults, launch, PHONE } from '../browser.ts'
import { Desk } from './pages/desk.ts'
import { FileList } from './pages/file-list.ts'
import { type App, openApp } from './pages/open-app.ts'

withTools('chromium', 'files in a list', () => {
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

  /** A folder of its own for one test, open in a window; names with a slash at their end are folders. */
  async function lesson(members: readonly string[], options: BrowserContextOptions = {}) {
    const folder = `Leçon ${++lessons}`
    const id = await desk.folder(folder)
    for (const name of members)
      if (name.endsWith('/')) await desk.folder(`${folder}/${name}`)
      else await desk.file(`${folder}/${name}`, `${name} et du texte`)
    const page = await app.open(`/files/${id}?sort=name&view=list`, options)
    pages.push(page)
    const list = new FileList(page)
    await page.getByRole('heading', { level: 1, name: folder }).waitFor()
    return { list, page, folder, keys: page.keyboard }
  }

  test('the keyboard alone renames, and takes it back', async () => {
    const { list, page, keys } = await lesson(['Notes.txt', 'Plan.txt'])
    await list.enter('Notes.txt')
    await keys.press('F2')
    const field = page.getByRole('textbox', { name: 'Nouveau nom de « Notes.txt »' })
    await field.waitFor()
    // The ending is not selected: typing replaces the rest.
    await keys.type('Carnet')
    await keys.press('Enter')
    await list.focused('Carnet.txt')
    await page.getByText('« Notes.txt » s’appelle maintenant « Carnet.txt ».').waitFor()
    await keys.press('Control+z')
    await list.row('Notes.txt').waitFor()
    await list.focusIsSomewhere()
  })

  test('a name that is taken is refused in its place, with one that is free', async () => {
    const { list, page, keys } = await lesson(['Notes.txt', 'Plan.txt'])
    await list.enter('Plan.txt')
    await keys.press('F2')
    await page.getByRole('textbox').fill('Notes.txt')
    await keys.press('Enter')
    await page.getByRole('alert').getByText('« Notes.txt » existe déjà ici.').waitFor()
    await page.getByRole('button', { name: 'Prendre « Notes (2).txt »' }).click()
    await keys.press('Enter')
    await list.row('Notes (2).txt').waitFor()
    await keys.press('F2')
    await keys.press('Escape')
    await list.focused('Notes (2).txt')
  })

  test('the keyboard alone moves into another folder, and the dialog says what will happen', async () => {
    const { list, page, folder, keys } = await lesson(['Devoirs/', 'Notes.txt'])
    await list.enter('Notes.txt')
    await keys.press('Shift+F10')
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'menuitem')
    for (let step = 0; step < 20; step++) {
      if ((await page.evaluate(() => document.activeElement?.textContent))?.startsWith('Déplacer')) break
      await keys.press('ArrowDown')
    }
    await keys.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Déplacer « Notes.txt »' })
    await dialog.getByRole('row', { name: 'Devoirs' }).waitFor()
    await dialog.getByText(`Déjà dans « ${folder} »`).waitFor()
    for (let step = 0; step < 20; step++) {
      if ((await dialog.getByRole('status').textContent())?.includes('«\u00a0Devoirs\u00a0»')) break
      await keys.press('ArrowDown')
    }
    await dialog.getByText('« Notes.txt » ira dans « Devoirs ».').waitFor()
    for (let step = 0; step < 10; step++) {
      await keys.press('Tab')
      if ((await list.focus()) === 'Déplacer') break
    }
    await keys.press('Enter')
    await page.getByText('« Notes.txt » est maintenant dans « Devoirs ».').waitFor()
    await list.row('Notes.txt').waitFor({ state: 'detached' })
    await list.focused('Devoirs')
    await keys.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Devoirs' }).waitFor()
    await list.focused('Notes.txt')
    await keys.press('Alt+ArrowUp')
    await list.focused('Devoirs')
  })

  test('on retrouve un dossier en tapant son nom, on en crée un dans la fenêtre, et les dernières destinations reviennent', async () => {
    const { list, page, folder, keys } = await lesson(['Devoirs/', 'Notes.txt', 'Plan.txt', 'Carte.txt'])
    const ask = async (name: string): Promise<Locator> => {
      await list.enter(name)
      await list.choose(name, 'Déplacer')
      const dialog = page.getByRole('dialog', { name: `Déplacer « ${name} »` })
      await dialog.getByRole('treegrid').waitFor()
      return dialog
    }
    // By keyboard alone: words, an arrow, a new folder in what was found, Enter.
    const first = await ask('Notes.txt')
    const field = first.getByRole('searchbox', { name: 'Chercher un dossier' })
    await field.focus()
    await keys.type(folder.toLowerCase())
    await first.getByRole('option', { name: folder }).waitFor()
    await keys.press('ArrowDown')
    await first.getByText(`Déjà dans « ${folder} »`).waitFor()
    expect(await faults(page)).toEqual([])
    await first.getByRole('button', { name: 'Nouveau dossier' }).press('Enter')
    await keys.type('Rangés')
    await keys.press('Enter')
    await first.getByText('« Notes.txt » ira dans « Rangés ».').waitFor()
    await first.getByRole('button', { name: 'Déplacer' }).press('Enter')
    await page.getByText('« Notes.txt » est maintenant dans « Rangés ».').waitFor()
    await list.row('Rangés').waitFor()

    const second = await ask('Plan.txt')
    const recent = second.getByRole('listbox', { name: 'Destinations récentes' })
    await recent.getByRole('option', { name: 'Rangés' }).focus()
    await keys.press('Enter')
    await page.getByText('« Plan.txt » est maintenant dans « Rangés ».').waitFor()

    // Nothing goes into itself, nor where one may not write.
    const third = await ask('Rangés')
    expect(await third.getByRole('listbox').count()).toBe(0)
    await third.getByRole('searchbox').fill('rangés')
    await third.getByText('Aucun dossier où vous pouvez écrire ne porte « rangés » dans son nom.').waitFor()
    await keys.press('Escape')
    await third.getByRole('treegrid').waitFor()
    await keys.press('Escape')
    await third.waitFor({ state: 'detached' })
  })

  test('the keyboard alone deletes, takes it back, deletes again and restores from the trash', async () => {
    const { list, page, folder, keys } = await lesson(['Brouillon.txt', 'Plan.txt'])
    await list.enter('Brouillon.txt')
    await keys.press('Delete')
    await page.getByText('« Brouillon.txt » est dans la corbeille.').waitFor()
    await list.focused('Plan.txt')
    await keys.press('Control+z')
    await list.row('Brouillon.txt').waitFor()
    await list.focused('Brouillon.txt')
    await keys.press('Delete')
    await list.row('Brouillon.txt').waitFor({ state: 'detached' })
    await list.focused('Plan.txt')
    await page.getByRole('link', { name: 'Corbeille' }).focus()
    await keys.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Corbeille' }).waitFor()
    await list.enter('Brouillon.txt')
    await keys.press('Shift+F10')
    await page.getByRole('menuitem', { name: `Restaurer dans « ${folder} »` }).waitFor()
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'menuitem')
    await keys.press('Enter')
    await page.getByText(`« Brouillon.txt » est de nouveau dans « ${folder} ».`).waitFor()
    await list.row('Brouillon.txt').waitFor({ state: 'detached' })
    await list.focusIsSomewhere()
  })

  test('the last row that is deleted leaves the focus in the empty folder', async () => {
    const { list, page, keys } = await lesson(['Seul.txt'])
    await list.enter('Seul.txt')
    await keys.press('Delete')
    await page.getByText('Déposez ici vos fichiers').waitFor()
    await list.focusIsSomewhere()
  })

  test('a reader hears rows, marks and menus in order', async () => {
    const { list, page } = await lesson(['Devoirs/', 'Notes.txt'])
    await list.choose('Notes.txt', 'Ajouter aux favoris')
    await list.row('Notes.txt').and(page.locator('[aria-label*="favori"]')).waitFor()
    expect(await page.locator('[role=grid]').ariaSnapshot()).toMatch(
      /^- grid "Leçon \d+":\n {2}- row "Devoirs, dossier, [^"]+":[\s\S]+- row "Notes.txt, texte, favori, [^"]+, modifié aujourd’hui [^"]+":/,
    )
    expect((await list.grid.getAttribute('aria-rowcount')) ?? '').toBe('2')
    const menu = await list.openMenu('Notes.txt')
    expect(await menu.getByRole('menuitem').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('Ouvrir'), expect.stringContaining('Supprimer')]),
    )
    await page.keyboard.press('Escape')
    await list.focusIsSomewhere()
    await page.getByRole('button', { name: 'Modifié' }).click()
    await page.getByRole('status').getByText('Trié par date de modification, décroissant').waitFor()
  })

  test('keys act on the row to which a reader gave the focus by itself', async () => {
    const { list, page, keys } = await lesson(['1.txt', '2.txt', '3.txt', '4.txt'])
    const focus = (name: string) => list.row(name).evaluate((row: HTMLElement) => row.focus())
    await focus('3.txt')
    await keys.press('F2')
    await page.getByRole('textbox', { name: 'Nouveau nom de « 3.txt »' }).waitFor()
    await keys.press('Escape')
    await list.enter('1.txt')
    await keys.press('Escape')
    await focus('3.txt')
    await keys.press('Space')
    await list.row('3.txt').and(page.locator('[aria-selected=true]')).waitFor()
    await keys.press('ArrowDown')
    await list.focused('4.txt')
    await focus('2.txt')
    await keys.press('Shift+F10')
    await page.getByRole('menu', { name: 'Actions : 4.txt' }).waitFor()
    await keys.press('Escape')
    // From there a tabulator leaves the list instead of coming upon another of its rows.
    await focus('2.txt')
    await keys.press('Tab')
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') !== 'row')
    await focus('2.txt')
    await keys.press('Enter')
    await page.getByRole('heading', { name: '2.txt' }).waitFor()
  })

  test('click, Ctrl, Shift, everything and nothing are selected, and counted', async () => {
    const { list, page, keys } = await lesson(['1.txt', '2.txt', '3.txt', '10.txt'])
    const ground = { position: { x: 8, y: 20 } }
    expect(await list.names()).toEqual(['1.txt', '2.txt', '3.txt', '10.txt'])
    await list.row('1.txt').click(ground)
    await list.row('3.txt').click({ ...ground, modifiers: ['Shift'] })
    await page.getByText('3 éléments sélectionnés').waitFor()
    await list.row('2.txt').click({ ...ground, modifiers: ['Control'] })
    await page.getByText('2 éléments sélectionnés').waitFor()
    await keys.press('Control+a')
    await page.getByText('4 éléments sélectionnés').waitFor()
    await keys.press('Escape')
    await page.getByText('éléments sélectionnés').waitFor({ state: 'detached' })
    await keys.press('Space')
    await page.getByRole('button', { name: 'Tout sélectionner' }).click()
    await page.getByText('4 éléments sélectionnés').waitFor()
    await page.getByRole('button', { name: 'Tout désélectionner' }).click()
    await page.getByText('éléments sélectionnés').waitFor({ state: 'detached' })
    await keys.press('Home')
    await keys.press('Shift+ArrowDown')
    await page.getByText('2 éléments sélectionnés').waitFor()
    await keys.type('10')
    await list.focused('10.txt')
  })

  test('a band drawn from empty ground selects what it touches', async () => {
    const { list, page } = await lesson(['1.txt', '2.txt', '3.txt'])
    const first = (await list.row('1.txt').boundingBox())!
    const last = (await list.row('3.txt').boundingBox())!
    await page.mouse.move(last.x + 200, last.y + last.height + 60)
    await page.mouse.down()
    await page.mouse.move(last.x + 100, last.y + last.height - 5, { steps: 4 })
    await page.mouse.move(first.x + 80, first.y + first.height + 5, { steps: 4 })
    await page.mouse.up()
    await page.getByText('2 éléments sélectionnés').waitFor()
  })

  test('rows are dragged onto a folder', async () => {
    const { list, page } = await lesson(['Devoirs/', 'Notes.txt', 'Plan.txt'])
    await list.row('Notes.txt').click({ position: { x: 8, y: 20 } })
    await list.row('Plan.txt').click({ position: { x: 8, y: 20 }, modifiers: ['Control'] })
    await list.row('Plan.txt').dragTo(list.row('Devoirs'))
    await page.getByText('2 éléments sont maintenant dans « Devoirs ».').waitFor()
    await list.row('Plan.txt').waitFor({ state: 'detached' })
    await list.focusIsSomewhere()
  })

  test('a name that is taken where something goes is asked about once', async () => {
    const { list, page, folder, keys } = await lesson(['Devoirs/', 'Notes.txt'])
    await desk.file(`${folder}/Devoirs/Notes.txt`, 'un autre')
    await list.enter('Notes.txt')
    await keys.press('Control+x')
    await list.row('Devoirs').getByRole('link').click()
    await page.getByRole('heading', { level: 1, name: 'Devoirs' }).waitFor()
    await list.row('Notes.txt').waitFor()
    await list.enter('Notes.txt')
    await keys.press('Control+v')
    const dialog = page.getByRole('alertdialog', { name: '« Notes.txt » existe déjà dans « Devoirs »' })
    await dialog.waitFor()
    expect(await dialog.getByRole('radio', { name: /Garder les deux/ }).isChecked()).toBe(true)
    await dialog.getByRole('button', { name: 'Déplacer' }).click()
    await list.row('Notes (2).txt').waitFor()
    await list.focusIsSomewhere()
  })

  test('what somebody else moved meanwhile is told, and nothing happens to it', async () => {
    const { list, page, folder, keys } = await lesson(['Devoirs/', 'Notes.txt'])
    await list.enter('Notes.txt')
    await desk.move(`${folder}/Notes.txt`, `${folder}/Devoirs/Notes.txt`)
    await keys.press('Delete')
    await page.getByText('a été déplacé ou modifié entre-temps').waitFor()
    await list.row('Notes.txt').waitFor({ state: 'detached' })
    await list.row('Devoirs').getByRole('link').click()
    await list.row('Notes.txt').waitFor()
  })

  test('deux personnes déplacent le même dossier en même temps : il est à un seul endroit, et chacun le voit', async () => {
    const { colleague } = app.people
    const { page: mine, folder } = await lesson(['Commun/', 'Commun/Projet/', 'Commun/Projet/plan.txt'])
    for (const side of ['Gauche', 'Droite']) await desk.folder(`${folder}/Commun/${side}`)
    await desk.shareWith(`${folder}/Commun`, colleague.id)
    const theirs = await app.open('/files', { person: colleague.id })
    pages.push(theirs)
    /** Up to the last step, which both do at once. */
    const ready = async (page: Page, side: string) => {
      const list = new FileList(page)
      await list.row('Commun').getByRole('link').click()
      await list.choose('Projet', 'Déplacer')
      const dialog = page.getByRole('dialog', { name: 'Déplacer « Projet »' })
      await dialog.getByRole('row', { name: side }).click()
      await dialog.getByText(`« Projet » ira dans « ${side} ».`).waitFor()
      return dialog.getByRole('button', { name: 'Déplacer' })
    }
    const left = await ready(mine, 'Gauche')
    const right = await ready(theirs, 'Droite')
    await Promise.all([left.click(), right.click()])
    const moved = /«\sProjet\s» est maintenant dans «\s(?:Gauche|Droite)\s»/
    const refused = /a été déplacé ou modifié entre-temps/
    for (const page of [mine, theirs]) {
      await page.getByText(moved).or(page.getByText(refused)).first().waitFor()
      await new FileList(page).row('Projet').waitFor({ state: 'detached' })
    }
    const done = await Promise.all([mine, theirs].map((page) => page.getByText(moved).count()))
    expect(done.filter((count) => count > 0)).toHaveLength(1)
    const where = done[0]! > 0 ? 'Gauche' : 'Droite'
    for (const page of [mine, theirs]) {
      await new FileList(page).row(where).getByRole('link').click()
      await new FileList(page).row('Projet').waitFor()
    }
  })

  test('of a thousand rows only those in sight are in the page', async () => {
    const id = await desk.folder(`Leçon ${++lessons}`)
    await desk.folders(
      id,
      Array.from({ length: 1000 }, (_, n) => `Dossier ${n + 1}`),
    )
    const page = await app.open(`/files/${id}?sort=name`)
    pages.push(page)
    const list = new FileList(page)
    await list.row('Dossier 1').waitFor()
    expect(await list.grid.getAttribute('aria-rowcount')).toBe('1000')
    expect(await list.grid.getByRole('row').count()).toBeLessThan(60)
    await list.enter('Dossier 1')
    await page.keyboard.press('End')
    await list.focused('Dossier 1000')
    // What can be done stays in sight, however far one has gone down.
    expect((await page.getByRole('toolbar', { name: 'Sélection' }).boundingBox())!.y).toBeGreaterThan(0)
    expect(await list.row('Dossier 1000').getAttribute('aria-rowindex')).toBe('1000')
    await page.keyboard.press('F2')
    await page.locator('input:focus').waitFor()
    await page.keyboard.type('A tout début')
    await page.keyboard.press('Enter')
    await list.focused('A tout début')
    expect(await list.row('A tout début').getAttribute('aria-rowindex')).toBe('1')
    expect(await list.grid.getByRole('row').count()).toBeLessThan(60)
  })

  test('a finger opens, and selects when it rests', async () => {
    const { list, page } = await lesson(['Devoirs/', 'Notes.txt'], PHONE)
    await list.row('Notes.txt').dispatchEvent('pointerdown', { pointerType: 'touch', bubbles: true })
    await page.getByText('1 élément sélectionné').waitFor()
    await list.row('Notes.txt').dispatchEvent('pointerup', { pointerType: 'touch', bubbles: true })
    await page.getByRole('button', { name: 'Ne plus rien sélectionner' }).tap()
    await page.getByText('1 élément sélectionné').waitFor({ state: 'detached' })
    await list.row('Devoirs').tap()
    await page.getByRole('heading', { level: 1, name: 'Devoirs' }).waitFor()
  })

  test.each([
    ['on a desk', {}],
    ['on a small phone', PHONE],
  ] as const)('lists, tiles, menus and dialogs are in nobody’s way, %s', async (_where, options) => {
    const { list, page } = await lesson(
      ['Devoirs/', 'Notes.txt', 'Un nom vraiment très long pour un fichier.txt'],
      options,
    )
    await list.enter('Notes.txt')
    await page.keyboard.press('ArrowDown')
    expect(await faults(page)).toEqual([])
    await list.openMenu('Notes.txt')
    expect(await faults(page)).toEqual([])
    await page.getByRole('menuitem', { name: 'Déplacer…' }).click()
    await page.getByRole('dialog').getByRole('row', { name: 'Devoirs' }).waitFor()
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Afficher en vignettes' }).click()
    await page.locator('[data-view=grid]').waitFor()
    expect(await faults(page)).toEqual([])
    await page.goto(`${app.school.url}/trash`)
    await page.getByRole('grid', { name: 'Corbeille' }).or(page.locator('[data-empty]')).first().waitFor()
    expect(await faults(page)).toEqual([])
  })
})
