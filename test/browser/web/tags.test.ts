import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { faults, PHONE } from '../browser.ts'
import { Desk } from './pages/desk.ts'
import { FileList } from './pages/file-list.ts'
import { withApp } from './pages/with-app.ts'

withApp('tags on what is in a list', (app) => {
  const desk = new Desk(app)
  let lessons = 0

  async function lesson(members: readonly string[], options = {}): Promise<{ page: Page; list: FileList }> {
    const folder = `Copies ${++lessons}`
    const id = await desk.folder(folder)
    for (const name of members) await desk.file(`${folder}/${name}`)
    const page = await app.open(`/files/${id}?sort=name&view=list`, options)
    await page.getByRole('heading', { level: 1, name: folder }).waitFor()
    return { page, list: new FileList(page) }
  }

  const box = (page: Page, name: string, state: object) =>
    page.getByRole('dialog').getByRole('checkbox', { name, ...state })
  const marked = (list: FileList, name: string, tag: string) => list.row(name).getByText(tag, { exact: true })

  test('the menu of a row hangs a new tag on it, which the row shows', async () => {
    const { page, list } = await lesson(['Copie A.odt', 'Copie B.odt'])
    await list.choose('Copie A.odt', 'Étiquettes…')
    const dialog = page.getByRole('dialog', { name: 'Étiquettes de « Copie A.odt »' })
    await dialog.getByRole('textbox', { name: 'Chercher ou créer une étiquette' }).fill('Urgent')
    await dialog.getByRole('button', { name: 'Créer « Urgent »' }).click()
    await box(page, 'Urgent', { checked: true }).waitFor()
    expect(await faults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Terminé' }).click()
    await marked(list, 'Copie A.odt', 'Urgent').waitFor()
    expect(await marked(list, 'Copie B.odt', 'Urgent').count()).toBe(0)
    await list.focused('Copie A.odt')
  })

  test('of several by the keyboard alone: what some bear is told, then all bear it, then none', async () => {
    const { page, list } = await lesson(['Copie C.odt', 'Copie D.odt', 'Copie E.odt'])
    await list.choose('Copie C.odt', 'Étiquettes…')
    await page.getByRole('textbox', { name: 'Chercher ou créer une étiquette' }).fill('À rendre')
    await page.keyboard.press('Enter')
    await box(page, 'À rendre', { checked: true }).waitFor()
    await page.keyboard.press('Escape')
    await marked(list, 'Copie C.odt', 'À rendre').waitFor()

    await list.enter('Copie C.odt')
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Shift+F10')
    await page.getByRole('menuitem', { name: 'Étiquettes…' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Étiquettes de 3 éléments' })
    await dialog.getByText('1 sur 3').waitFor()
    const some = box(page, 'À rendre', {})
    expect(await some.evaluate((input: HTMLInputElement) => input.indeterminate)).toBe(true)
    await some.focus()
    await page.keyboard.press('Space')
    await box(page, 'À rendre', { checked: true }).waitFor()
    await marked(list, 'Copie E.odt', 'À rendre').waitFor({ state: 'attached' })
    await page.keyboard.press('Space')
    await box(page, 'À rendre', { checked: false }).waitFor()
    await marked(list, 'Copie C.odt', 'À rendre').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await list.focusIsSomewhere()
  })

  test('what bears a tag can be acted on where it is gathered', async () => {
    const { page, list } = await lesson(['Copie F.odt'])
    await list.choose('Copie F.odt', 'Étiquettes…')
    await page.getByRole('textbox', { name: 'Chercher ou créer une étiquette' }).fill('Oral')
    await page.keyboard.press('Enter')
    await box(page, 'Oral', { checked: true }).waitFor()
    await page.goto(`${app.school.url}/tags`)
    await page.getByRole('link', { name: 'Oral' }).click()
    await page.getByRole('heading', { level: 1, name: 'Oral' }).waitFor()
    await list.choose('Copie F.odt', 'Renommer')
    await page.getByRole('textbox', { name: 'Nouveau nom de « Copie F.odt »' }).fill('Oral F.odt')
    await page.keyboard.press('Enter')
    await list.row('Oral F.odt').waitFor()
  })

  test('on a small phone the dialog fits', async () => {
    const { page, list } = await lesson(
      ['Un nom de fichier qui est vraiment très long pour un téléphone.odt'],
      PHONE,
    )
    await list.choose('Un nom de fichier qui est vraiment très long pour un téléphone.odt', 'Étiquettes…')
    const dialog = (await page.getByRole('dialog').boundingBox())!
    expect(dialog.x).toBeGreaterThanOrEqual(0)
    expect(dialog.x + dialog.width).toBeLessThanOrEqual(320)
    await page.getByRole('textbox', { name: 'Chercher ou créer une étiquette' }).waitFor()
  })
})
