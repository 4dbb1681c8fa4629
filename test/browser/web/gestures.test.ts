import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { READ } from '../../../server/src/vocabulary/permissions.ts'
import { giveShare } from '../../rigs/shares.ts'
import { faults } from '../browser.ts'
import { Depositor, MB, SLOW, slow } from './pages/depositor.ts'
import { Deposits } from './pages/deposits.ts'
import { Desk } from './pages/desk.ts'
import { FileList } from './pages/file-list.ts'
import { withApp } from './pages/with-app.ts'

const YEAR = 365 * 24 * 3600

withApp('gestures', (app) => {
  let depositor: Depositor
  let desk: Desk
  beforeAll(async () => {
    depositor = await Depositor.at(app)
    desk = new Desk(app, app.people.teacher.id)
  })
  afterAll(() => depositor?.close())
  const list = (page: Page): FileList => new FileList(page)
  const at = (folder: number): string => `/files/${folder}?sort=name&view=list`

  test('a file of the desktop is dropped onto a folder of the list, which is told before', async () => {
    const folder = await desk.folder('Rendus')
    await desk.folder('Rendus/Devoirs')
    const file = join(depositor.desk, 'copie.txt')
    await writeFile(file, 'la copie')
    const page = await app.open(at(folder))
    await list(page).row('Devoirs').waitFor()
    const deposits = new Deposits(page)
    await deposits.drop([file], list(page).row('Devoirs'), page.getByText('Déposer dans « Devoirs »'))
    await deposits.says('1 fichier déposé')
    expect(await depositor.textOf('Rendus', 'Devoirs', 'copie.txt')).toBe('la copie')
    expect(await depositor.namesIn('Rendus')).toEqual(['Devoirs'])
  })

  test('of a queue the whole and each file tell how far they are, how fast, and are held one by one', async () => {
    const { page, deposits, name } = await depositor.inFolder()
    await slow(page, SLOW)
    await deposits.add([
      await depositor.onDesk('film.mp4', 16 * MB),
      await depositor.onDesk('chant.mp3', 12 * MB),
    ])
    const { panel } = deposits
    await panel.getByText('0 sur 2 fichiers').waitFor()
    await panel
      .getByText(/\d.(?:ko|Mo)\/s/)
      .first()
      .waitFor({ timeout: 90_000 })
    await panel
      .getByText(/moins d’une minute|environ \d+ min/)
      .first()
      .waitFor({ timeout: 90_000 })
    const reached = async (bar: Locator): Promise<number> => Number(await bar.getAttribute('aria-valuenow'))
    const whole = panel.getByRole('progressbar', { name: 'Progression des dépôts' })
    const one = panel.getByRole('progressbar', { name: 'Progression de film.mp4' })
    for (const bar of [whole, one])
      await expect.poll(() => reached(bar), { timeout: 90_000 }).toBeGreaterThan(0)
    await panel.getByRole('button', { name: 'Mettre en pause : film.mp4' }).click()
    await deposits.line('film.mp4').getByText('En pause').waitFor()
    await panel.getByRole('button', { name: 'Reprendre : film.mp4' }).click()
    await slow(page, 0)
    await deposits.says('2 fichiers déposés')
    expect(await depositor.namesIn(name)).toEqual(['chant.mp3', 'film.mp4'])
  })

  test('where one may only read, nothing is sent, and it is said why', async () => {
    const { colleague, teacher } = app.people
    const node = await new Desk(app, colleague.id).folder('À lire')
    await giveShare(app.school.domain, {
      ...{ node, sharer: colleague.id, recipient: teacher.id, permissions: READ },
    })
    const page = await app.open('/files')
    await list(page).row('À lire').getByRole('link').click()
    await page.getByRole('heading', { level: 1, name: 'À lire' }).waitFor()
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'PUT' || request.url().includes('/bulk')) sent.push(request.url())
    })
    const file = join(depositor.desk, 'refusé.txt')
    await writeFile(file, 'non')
    const deposits = new Deposits(page)
    await deposits.drop([file], page.getByRole('main'))
    await deposits.line('refusé.txt').getByText('Vous ne pouvez pas déposer de fichiers ici.').waitFor()
    expect(sent).toEqual([])
    expect(await faults(page)).toEqual([])
  })

  test('three dots, right click and keyboard offer the same acts', async () => {
    const folder = await desk.folder('Actes')
    await desk.file('Actes/Dictée.txt')
    const page = await app.open(at(folder))
    const menu = page.getByRole('menu')
    const offered = async (): Promise<string[]> => {
      await menu.getByRole('menuitem').first().waitFor()
      const texts = await menu.locator('[role^=menuitem]').allInnerTexts()
      await page.keyboard.press('Escape')
      await menu.waitFor({ state: 'detached' })
      return texts.map((text) => text.split('\n')[0]!.trim())
    }
    await list(page).openMenu('Dictée.txt')
    const dots = await offered()
    for (const act of ['Ouvrir', 'Détails', 'Partager', 'Copier le lien', 'Renommer', 'Déplacer…', 'Copier…'])
      expect(dots).toContain(act)
    for (const act of ['Télécharger', 'Ajouter aux favoris', 'Étiquettes…', 'Supprimer'])
      expect(dots).toContain(act)
    await list(page)
      .row('Dictée.txt')
      .click({ button: 'right', position: { x: 160, y: 16 } })
    expect(await offered()).toEqual(dots)
    await list(page).enter('Dictée.txt')
    await page.keyboard.press('Shift+F10')
    expect(await offered()).toEqual(dots)
    await list(page).focused('Dictée.txt')
  })

  test('a copy is put where the dialog says, and the first stays where it is', async () => {
    const folder = await desk.folder('Copies')
    await desk.folder('Copies/Archives')
    await desk.file('Copies/Barème.txt', 'sur vingt')
    const page = await app.open(at(folder))
    await list(page).choose('Barème.txt', 'Copier…')
    const dialog = page.getByRole('dialog', { name: 'Copier « Barème.txt »' })
    await dialog.getByRole('row', { name: 'Archives' }).click()
    await dialog.getByText('« Barème.txt » sera copié dans « Archives ».').waitFor()
    await dialog.getByRole('button', { name: 'Copier', exact: true }).click()
    await page.getByText('« Barème.txt » est copié dans « Archives ».').waitFor()
    expect(await depositor.textOf('Copies', 'Archives', 'Barème.txt')).toBe('sur vingt')
    await list(page).row('Barème.txt').waitFor()
  })

  test('a folder is filtered while one types in it', async () => {
    const folder = await desk.folder('Filtre')
    for (const name of ['Élèves.txt', 'Notes.txt', 'Plan.txt']) await desk.file(`Filtre/${name}`)
    const page = await app.open(at(folder))
    await list(page).row('Notes.txt').waitFor()
    await page.getByRole('button', { name: /^Filtrer/ }).click()
    const field = page.getByRole('searchbox', { name: /^Filtrer/ })
    await field.fill('eleve')
    await list(page).row('Notes.txt').waitFor({ state: 'detached' })
    expect(await list(page).names()).toEqual(['Élèves.txt'])
    await field.press('Escape')
    await list(page).row('Plan.txt').waitFor()
  })

  test('a favourite is found among favourites, what was changed last among what is recent', async () => {
    const folder = await desk.folder('Choisis')
    await desk.file('Choisis/Préféré.txt')
    const page = await app.open(at(folder))
    await list(page).choose('Préféré.txt', 'Ajouter aux favoris')
    await page.getByRole('row', { name: /^Préféré\.txt,.*favori/ }).waitFor()
    await page.getByRole('link', { name: 'Favoris' }).click()
    await page.getByRole('heading', { level: 1, name: 'Favoris' }).waitFor()
    await list(page).row('Préféré.txt').waitFor()
    await page.getByRole('link', { name: 'Récents' }).click()
    await page.getByRole('heading', { level: 1, name: 'Récents' }).waitFor()
    await list(page).row('Préféré.txt').waitFor()
  })

  test('a star stays though an answer from before it comes after it', async () => {
    const folder = await desk.folder('Étoilés')
    await desk.file('Étoilés/Brillant.txt')
    const page = await app.open(at(folder))
    await list(page).row('Brillant.txt').waitFor()
    await page.waitForLoadState('networkidle')
    const late = Promise.withResolvers<void>()
    const taken = Promise.withResolvers<void>()
    await page.route(/\/api\/v1\/folders\/\d+$/, async (route) => {
      const response = await route.fetch()
      taken.resolve()
      await late.promise
      // Whoever asked may not want it any more.
      await route.fulfill({ response }).catch(() => {})
    })
    await desk.file('Étoilés/Autre.txt')
    await taken.promise
    const marked = page.waitForResponse(/\/favourite$/)
    await list(page).choose('Brillant.txt', 'Ajouter aux favoris')
    await marked
    late.resolve()
    await list(page).row('Autre.txt').waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.getByRole('row', { name: /^Brillant\.txt,.*favori/ }).count()).toBe(1)
  })

  test('the trash tells where things were and how long they stay, and is emptied after a question', async () => {
    const folder = await desk.folder('Vieilleries')
    await desk.file('Vieilleries/Brouillon.txt')
    const page = await app.open(at(folder))
    await list(page).choose('Brouillon.txt', 'Supprimer')
    await page.getByText('« Brouillon.txt » est dans la corbeille.').waitFor()
    await page.getByRole('link', { name: 'Corbeille' }).click()
    await page.getByRole('row', { name: /^Brouillon\.txt,.*supprimé .*, était dans .*Vieilleries/ }).waitFor()
    await page.getByText(/^Gardé \d+\sjours après la suppression\.$/).waitFor()
    await page.getByRole('button', { name: 'Vider la corbeille' }).click()
    const asked = page.getByRole('alertdialog', { name: 'Vider la corbeille ?' })
    await asked.getByText('Tout ce qu’elle contient sera effacé pour toujours.').waitFor()
    expect(await faults(page)).toEqual([])
    await asked.getByRole('button', { name: 'Vider la corbeille' }).click()
    await page.getByText('Ce que vous supprimez attend ici').waitFor()
    await list(page).focusIsSomewhere()
  })

  test('of one file it is told in sentences who did what', async () => {
    const { colleague } = app.people
    await desk.folder('Journal')
    await desk.file('Journal/Brève.txt')
    await desk.shareWith('Journal', colleague.id)
    const theirs = new Desk(app, colleague.id)
    await theirs.file('Journal/Brève.txt', 'autrement')
    const page = await app.open('/files')
    await list(page).row('Journal').getByRole('link').click()
    await page.getByRole('heading', { level: 1, name: 'Journal' }).waitFor()
    await list(page).choose('Brève.txt', 'Détails')
    await page.getByRole('tab', { name: 'Activité' }).click()
    const told = page.getByRole('tabpanel', { name: 'Activité' })
    await told.getByText('Vous avez ajouté « Brève.txt »').waitFor()
    await told.getByText('N’Golo O’Connor a modifié « Brève.txt »').waitFor()
    expect(await faults(page)).toEqual([])
  })

  test('what was found is narrowed to what was changed lately', async () => {
    await depositor.ask('MKCOL', 'Bulletins')
    const { client } = app.people.teacher
    const old = String(Math.floor(Date.now() / 1000) - YEAR / 2)
    for (const [name, headers] of [
      ['bulletin ancien.txt', { 'X-OC-Mtime': old }],
      ['bulletin récent.txt', {}],
    ] as const)
      await client.send({ method: 'PUT', path: depositor.path(['Bulletins', name]), body: name, headers })
    const page = await app.open('/search?q=bulletin')
    await list(page).row('bulletin ancien.txt').waitFor()
    await page.getByRole('button', { name: /À tout moment/ }).click()
    await page.getByRole('option', { name: 'Ces 7 derniers jours' }).click()
    await list(page).row('bulletin ancien.txt').waitFor({ state: 'detached' })
    await list(page).row('bulletin récent.txt').waitFor()
    expect(new URL(page.url()).searchParams.get('since')).toBe('week')
  })
})
