import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { faults } from '../browser.ts'
import { Desk } from './pages/desk.ts'
import { FileList } from './pages/file-list.ts'
import { withApp } from './pages/with-app.ts'

withApp('rows dropped around their list', (app) => {
  const desk = new Desk(app)
  let lessons = 0

  async function lesson(members: readonly string[]): Promise<{ page: Page; list: FileList; folder: string }> {
    const folder = `Séance ${++lessons}`
    const id = await desk.folder(folder)
    for (const name of members) await desk.file(`${folder}/${name}`)
    const page = await app.open(`/files/${id}?sort=name&view=list`)
    await page.getByRole('heading', { level: 1, name: folder }).waitFor()
    const list = new FileList(page)
    await list.row(members[0]!).waitFor()
    return { page, list, folder }
  }

  const place = (page: Page, name: string): Locator =>
    page.getByRole('navigation', { name: 'Rubriques' }).getByRole('link', { name, exact: true })

  /** Holds what is dragged above something, and lets go once it is seen to take it. */
  async function drag(page: Page, from: Locator, onto: Locator): Promise<void> {
    const [start, end] = [(await from.boundingBox())!, (await onto.boundingBox())!]
    const [x, y] = [end.x + end.width / 2, end.y + end.height / 2]
    await page.mouse.move(start.x + 60, start.y + start.height / 2)
    await page.mouse.down()
    await page.mouse.move(start.x + 80, start.y + start.height / 2, { steps: 3 })
    await page.mouse.move(x, y, { steps: 4 })
    await page.mouse.move(x + 1, y)
    await expect.poll(() => onto.getAttribute('data-takes'), { timeout: 20_000 }).toBe('true')
    await page.mouse.up()
  }

  test('onto « Tous les fichiers » they move to the root, and come back by one click', async () => {
    const { page, list } = await lesson(['Plan.txt', 'Sujet de rédaction.txt'])
    await drag(page, list.row('Plan.txt'), place(page, 'Tous les fichiers'))
    await page.getByText('« Plan.txt » est maintenant dans « Tous les fichiers ».').waitFor()
    await list.row('Plan.txt').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Annuler' }).click()
    await list.row('Plan.txt').waitFor()
    expect(await faults(page)).toEqual([])
  })

  test('onto « Favoris » they are marked, and onto « Étiquettes » asked about', async () => {
    const { page, list } = await lesson(['Grille.txt'])
    await drag(page, list.row('Grille.txt'), place(page, 'Favoris'))
    await page.getByRole('row', { name: /^Grille\.txt,.*favori/ }).waitFor()
    await drag(page, list.row('Grille.txt'), place(page, 'Étiquettes'))
    await page.getByRole('dialog', { name: 'Étiquettes de « Grille.txt »' }).waitFor()
    await page.keyboard.press('Escape')
    await list.focusIsSomewhere()
  })

  test('onto « Corbeille » all that is selected is deleted, with a way back', async () => {
    const { page, list } = await lesson(['Un.txt', 'Deux.txt', 'Trois.txt'])
    await list.enter('Deux.txt')
    await page.keyboard.press('Control+a')
    await drag(page, list.row('Deux.txt'), place(page, 'Corbeille'))
    await list.row('Deux.txt').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Annuler' }).click()
    await list.row('Trois.txt').waitFor()
    expect((await list.names()).toSorted()).toEqual(['Deux.txt', 'Trois.txt', 'Un.txt'])
  })

  test('held above a place, it opens after a moment, and what is dragged goes on from there', async () => {
    const { page, list, folder } = await lesson(['Exposé.txt'])
    const target = `Rendus ${folder}`
    await desk.folder(target)
    const [start, over] = [
      (await list.row('Exposé.txt').boundingBox())!,
      (await place(page, 'Tous les fichiers').boundingBox())!,
    ]
    await page.mouse.move(start.x + 60, start.y + start.height / 2)
    await page.mouse.down()
    await page.mouse.move(start.x + 80, start.y + start.height / 2, { steps: 3 })
    await page.mouse.move(over.x + over.width / 2, over.y + over.height / 2, { steps: 4 })
    await page.mouse.move(over.x + over.width / 2 + 1, over.y + over.height / 2)
    await page.getByRole('heading', { level: 1, name: 'Tous les fichiers' }).waitFor()
    await list.row(target).waitFor()
    const end = (await list.row(target).boundingBox())!
    await page.mouse.move(end.x + 90, end.y + end.height / 2, { steps: 4 })
    await page.mouse.move(end.x + 91, end.y + end.height / 2)
    await page.locator('[role=row][data-takes=true]').waitFor()
    await page.mouse.up()
    await page.getByText(`« Exposé.txt » est maintenant dans « ${target} ».`).waitFor()
  })

  test('onto a folder of the breadcrumbs they move there', async () => {
    const { folder } = await lesson(['Notes.txt'])
    const below = await desk.folder(`${folder}/Brouillons`)
    await desk.file(`${folder}/Brouillons/Idées.txt`)
    const page = await app.open(`/files/${below}?view=list`)
    const list = new FileList(page)
    await list.row('Idées.txt').waitFor()
    const crumb = page.getByRole('navigation', { name: 'Chemin' }).getByRole('link', { name: folder })
    await drag(page, list.row('Idées.txt'), crumb)
    await page.getByText(`« Idées.txt » est maintenant dans « ${folder} ».`).waitFor()
  })
})
