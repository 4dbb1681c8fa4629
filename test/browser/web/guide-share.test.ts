import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addPerson } from '../../../server/src/domain/accounts/people/add.ts'
import { setSetting } from '../../../server/src/domain/settings/set.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { TEACHERS } from '../../school/school.ts'
import { faults, launch, PHONE } from '../browser.ts'
import { Desk } from './pages/desk.ts'
import { FileList } from './pages/file-list.ts'
import { type App, openApp } from './pages/open-app.ts'
import { openSharing, sharing } from './pages/sharing.ts'

const FIELD = 'Nom, adresse e-mail ou identifiant'

/** What the guides say of sharing with people, in their own words. */
withTools('chromium', 'the guides on sharing with people', () => {
  let browser: Browser
  let app: App
  let desk: Desk

  beforeAll(async () => {
    browser = await launch()
    // Nobody listens there: letters wait, which is all that is asked here.
    app = await openApp(browser, { NUAGE_SMTP: 'smtp://127.0.0.1:1' })
    desk = new Desk(app, app.people.teacher.id)
  })
  afterAll(async () => {
    await app.close()
    await browser.close()
  })
  afterEach(() => expect(app.complaints()).toEqual([]))

  const field = (page: Page) => page.getByRole('combobox', { name: FIELD })
  /** Whether what the keys are at, and what is said of the list, lie within the list’s window and the page’s. */
  const sightOf = async (marked: Locator, told: Locator): Promise<string> => {
    const [one, other, around] = await Promise.all(
      [marked, told, told.locator('..')].map((what) => what.boundingBox()),
    )
    const within = (box: typeof one): boolean =>
      box!.y >= around!.y - 1 && box!.y + box!.height <= around!.y + around!.height + 1
    return within(one!) && within(other!) ? 'both in sight' : JSON.stringify([one, other, around])
  }
  const colleague = (page: Page) => page.getByRole('option', { name: /N’Golo O’Connor/ })

  test('Le partage s’active en cliquant sur l’icône de partage.', async () => {
    const page = await app.open('/files?sort=name')
    const row = new FileList(page).row('5e B')
    await row.getByRole('button', { name: 'Partager « 5e B »' }).click()
    await sharing(page).waitFor()
    await page.waitForFunction(
      () => document.activeElement?.closest('[role=tabpanel]') !== null && document.activeElement !== null,
    )
    expect(new URL(page.url()).searchParams.get('panel')).toBe('sharing')
  })

  test('S’affiche alors un menu à partir duquel on peut activer 2 types de partage.', async () => {
    const page = await openSharing(app, '5e B')
    const panel = sharing(page)
    await panel.getByRole('button', { name: 'Créer un lien public' }).waitFor()
    expect(await panel.getByRole('heading').allTextContents()).toEqual([
      'Partager avec une personne',
      'Lien public',
    ])
  })

  test('Le partage avec le Nuage d’un tiers s’initie avec la saisie d’un nom, d’une adresse e-mail ou d’un identifiant.', async () => {
    const page = await openSharing(app, '5e B')
    for (const typed of ['oconnor', 'N’Golo', 'ngolo@ecole.example', app.people.colleague.id]) {
      await field(page).fill(typed)
      await colleague(page).waitFor()
      expect(await page.getByRole('option').count()).toBe(1)
      await field(page).fill('')
      await colleague(page).waitFor({ state: 'detached' })
    }
  })

  test('Une liste affiche les personnes qui disposent d’un Nuage et avec lesquelles il est possible de partager son fichier ou son dossier.', async () => {
    const page = await openSharing(app, '5e B')
    await field(page).fill('directi')
    await page
      .getByRole('listbox')
      .getByRole('option', { name: /La direction/ })
      .waitFor()
    await field(page).fill('claire.martin')
    await page.getByText('Personne ne correspond à « claire.martin ».').waitFor()
    expect(await faults(page)).toEqual([])
  })

  test('where more people are meant than the list takes, it says so, and typing more of a name finds them', async () => {
    for (let one = 1; one <= 22; one++) {
      const name = `Dominique Dupont ${String(one).padStart(2, '0')}`
      await addPerson(app.school.domain, SYSTEM, { id: `dupont.${one}`, name })
    }
    const page = await openSharing(app, 'Photos')
    const { keyboard: keys } = page
    const options = page.getByRole('option')
    const marked = page.locator('[role=option][aria-selected=true]')
    await field(page).focus()
    await keys.type('dupont')
    const told = page.getByText(
      '20 propositions parmi d’autres : précisez le nom pour trouver la bonne personne.',
    )
    await told.waitFor()
    expect(await options.count()).toBe(20)
    await keys.press('ArrowUp')
    await marked.waitFor()
    await expect.poll(() => sightOf(marked, told), { timeout: 30_000 }).toBe('both in sight')
    expect(await faults(page)).toEqual([])
    await keys.type(' 22')
    await told.waitFor({ state: 'detached' })
    await options.filter({ hasText: 'Dominique Dupont 22' }).waitFor()
    expect(await options.count()).toBe(1)
    await keys.press('ArrowDown')
    await marked.waitFor()
    await keys.press('Enter')
    await page.getByText('Partagé avec Dominique Dupont 22').waitFor()
    await sharing(page).getByRole('button', { name: 'Droits de Dominique Dupont 22' }).waitFor()
    await field(page).fill('Dupont 22')
    await page.getByText('Déjà partagé avec tous ceux qui correspondent à « Dupont 22 ».').waitFor()
  })

  test('Il suffit alors de sélectionner la personne avec laquelle partager.', async () => {
    const page = await openSharing(app, '5e B')
    await field(page).fill('golo')
    await colleague(page).click()
    await sharing(page).getByRole('list', { name: 'Partagé avec' }).getByText('N’Golo O’Connor').waitFor()
    expect(await field(page).inputValue()).toBe('')
    await page.getByText('Partagé avec N’Golo O’Connor').waitFor()
  })

  test('Celle-ci retrouve ensuite dans son propre nuage le fichier ou le dossier ainsi partagé.', async () => {
    const page = await app.open('/files', { person: app.people.colleague.id })
    await new FileList(page).row('5e B').waitFor()
    await page.getByRole('link', { name: 'Partagés avec moi' }).click()
    await page.getByRole('heading', { level: 1, name: 'Partagés avec moi' }).waitFor()
    await new FileList(page).row('5e B').waitFor()
  })

  test('what a colleague may do is changed in plain words', async () => {
    const page = await openSharing(app, '5e B')
    const panel = sharing(page)
    await panel.getByRole('button', { name: 'Droits de N’Golo O’Connor' }).click()
    await page.getByRole('menu').waitFor()
    expect(await faults(page)).toEqual([])
    await page.getByRole('menuitemradio', { name: 'Peut consulter', exact: true }).click()
    await panel.getByText('Peut consulter, peut repartager').waitFor()
  })

  test('by keyboard alone something is shared with a colleague, and no more, and the focus is never lost', async () => {
    const page = await app.open('/files?sort=name')
    const list = new FileList(page)
    const { keyboard: keys } = page
    await list.enter('Photos')
    await keys.press('Shift+F10')
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'menuitem')
    await keys.type('Part')
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith('Partager') === true)
    await keys.press('Enter')
    await sharing(page).waitFor()
    await page.waitForFunction(() => document.activeElement?.closest('[role=tabpanel]') !== null)
    await keys.press('Tab')
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox')
    await keys.type('golo')
    await colleague(page).waitFor()
    await keys.press('ArrowDown')
    await keys.press('Enter')
    const rights = sharing(page).getByRole('button', { name: 'Droits de N’Golo O’Connor' })
    await rights.waitFor()
    await list.focusIsSomewhere()
    for (let step = 0; step < 5; step++) {
      if (await rights.evaluate((button) => button === document.activeElement)) break
      await keys.press('Tab')
    }
    await keys.press('Enter')
    await page.waitForFunction(() => document.activeElement?.getAttribute('role')?.startsWith('menuitem'))
    await keys.press('End')
    await page.waitForFunction(() => document.activeElement?.textContent === 'Ne plus partager')
    await keys.press('Enter')
    await rights.waitFor({ state: 'detached' })
    await list.focusIsSomewhere()
  })

  test('whoever has no Nuage is sent a link', async () => {
    const page = await openSharing(app, 'Photos')
    await field(page).fill('zoe@elsewhere.example')
    await page.getByRole('option', { name: /zoe@elsewhere\.example/ }).click()
    await page.getByText('Lien créé et envoyé à zoe@elsewhere.example').waitFor()
    await sharing(page).getByText('Lien pour zoe@elsewhere.example').waitFor()
    const { domain } = app.school
    const letters = await domain.records.read((reader) => reader.all('SELECT address, kind FROM mail'))
    expect(letters).toEqual([{ address: 'zoe@elsewhere.example', kind: 'link' }])
  })

  test('whoever wants to be asked takes or refuses what is offered, and may have it back', async () => {
    const { id } = app.people.colleague
    const hers = { scope: 'person', subject: id } as const
    await setSetting(app.school.domain, SYSTEM, hers, 'sharing.accept', 'ask')
    for (const name of ['Sujets', 'Corrigés', 'Brouillons']) await desk.folder(name)
    await desk.shareWith('Sujets', id)
    await desk.shareWith('Brouillons', id)
    await desk.shareWithGroup('Corrigés', TEACHERS)
    const page = await app.open('/shared', { person: id })
    await page.getByRole('button', { name: '3 partages en attente' }).click()
    const dialog = page.getByRole('dialog', { name: 'Partages proposés' })
    await dialog.getByText('de Claire Martin').first().waitFor()
    expect(await faults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Accepter « Sujets »' }).click()
    await page.getByText('« Sujets » est maintenant parmi vos fichiers.').waitFor()
    await dialog.getByRole('button', { name: 'Refuser « Brouillons »' }).click()
    await page.getByText('« Brouillons » a été refusé.').waitFor()
    await dialog.getByRole('button', { name: 'Refuser « Corrigés »' }).click()
    // What only one person was given goes back to whoever gave it; what a group was given may be had again.
    await dialog.getByRole('button', { name: 'Reprendre « Corrigés »' }).click()
    await page.getByText('« Corrigés » est de nouveau parmi vos fichiers.').waitFor()
    await dialog.waitFor({ state: 'detached' })
    for (const name of ['Sujets', 'Corrigés']) await new FileList(page).row(name).waitFor()
    await new FileList(page).focusIsSomewhere()
  })

  test.each([
    ['in the light', {}],
    ['in the dark', { colorScheme: 'dark' }],
    ['on a small phone', PHONE],
  ] as const)('nothing of the panel is in anybody’s way, %s', async (_, options) => {
    const page = await openSharing(app, '5e B', options)
    await sharing(page).getByText('N’Golo O’Connor').waitFor()
    expect(await faults(page)).toEqual([])
  })
})
