import { Buffer } from 'node:buffer'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { withTools } from '../../rigs/with-tools.ts'
import { faults, launch, PHONE } from '../browser.ts'
import { Desk } from './pages/desk.ts'
import { type App, openApp } from './pages/open-app.ts'

const PASSWORD = 'quatre saisons du jardin'

withTools('chromium', 'the board of links', () => {
  let browser: Browser
  let app: App

  const link = async (fields: Record<string, string>): Promise<string> => {
    const { user, password } = app.people.teacher.account
    const answer = await fetch(`${app.school.url}/ocs/v2.php/apps/files_sharing/api/v1/shares?format=json`, {
      method: 'POST',
      body: new URLSearchParams({ shareType: '3', ...fields }),
      headers: {
        authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
        'ocs-apirequest': 'true',
      },
    })
    return ((await answer.json()) as { ocs: { data: { url: string } } }).ocs.data.url
  }

  beforeAll(async () => {
    browser = await launch()
    app = await openApp(browser)
  })
  afterAll(async () => {
    await app.close()
    await browser.close()
  })
  afterEach(() => expect(app.complaints()).toEqual([]))

  const rows = (page: Page): Locator => page.getByRole('list', { name: 'Liens et partages' }).locator('> li')
  const row = (page: Page, name: string): Locator =>
    rows(page).filter({ has: page.getByRole('link', { name, exact: true }) })
  const choose = (page: Page, name: string): Promise<void> =>
    page.getByRole('checkbox', { name: `Sélectionner « ${name} » (Lien public)` }).press(' ')
  const act = (page: Page, name: string): Promise<void> =>
    page.getByRole('toolbar', { name: 'Sélection' }).getByRole('button', { name }).press('Enter')
  const status = async (url: string): Promise<number> => (await fetch(url, { redirect: 'manual' })).status
  const focused = (page: Page) => page.evaluate(() => document.activeElement !== document.body)

  async function openBoard(options = {}): Promise<Page> {
    const page = await app.open('/links', options)
    await page.getByRole('heading', { level: 1, name: 'Liens et partages' }).waitFor()
    return page
  }

  test('whoever has given nothing by a link is told what this place is for', async () => {
    const page = await openBoard({ person: app.people.colleague.id })
    await page.getByText('Vous n’avez aucun lien ni partage').waitFor()
    expect(await faults(page)).toEqual([])
    await page.context().close()
  })

  test('the riskiest comes first, with what it allows and why it is worth a second look', async () => {
    await link({ path: '/Photos', password: PASSWORD })
    await link({ path: '/5e B/Emploi du temps (provisoire).pdf' })
    await link({ path: '/5e B/Devoirs', permissions: '15' })
    const page = await openBoard({ permissions: ['clipboard-read', 'clipboard-write'] })
    await rows(page).first().waitFor()
    expect(await rows(page).getByRole('link').allTextContents()).toEqual([
      'Devoirs',
      'Emploi du temps (provisoire).pdf',
      'Photos',
    ])
    const riskiest = row(page, 'Devoirs')
    await riskiest.getByText(/^Toute personne qui a ce lien peut lire, télécharger, ajouter/).waitFor()
    const risks = riskiest.getByRole('list', { name: 'À revoir' }).getByRole('listitem')
    expect((await risks.allTextContents()).slice(0, 2)).toEqual(['sans mot de passe', 'permet de modifier'])
    await row(page, 'Photos')
      .getByText(/jamais ouvert/)
      .waitFor()
    await riskiest.getByRole('button', { name: /^Copier le lien de « Devoirs »/ }).click()
    await page.getByText('Lien copié').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/s\/[A-Za-z0-9]+$/)
    expect(await faults(page)).toEqual([])
    await page.context().close()
  })

  test('by keyboard alone a link is ended, and had back at the same address', async () => {
    const url = await link({ path: '/5e B' })
    const page = await openBoard()
    await choose(page, '5e B')
    await page.getByText('1 lien sélectionné').waitFor()
    await act(page, 'Terminer')
    await page.getByText('1 lien terminé').waitFor()
    expect(await focused(page)).toBe(true)
    await row(page, '5e B')
      .getByText(/^Ce lien a pris fin/)
      .waitFor()
    expect(await status(url)).not.toBe(200)
    await page.keyboard.press('Control+z')
    await row(page, '5e B')
      .getByText(/^Toute personne qui a ce lien peut/)
      .waitFor()
    expect(await status(url)).toBe(200)
    await page.context().close()
  })

  test('two get a password at once, which is told, and lose it again when that is taken back', async () => {
    const page = await openBoard()
    const names = ['Devoirs', 'Emploi du temps (provisoire).pdf']
    for (const name of names) await choose(page, name)
    await page.getByText('2 liens sélectionnés').waitFor()
    expect(await faults(page)).toEqual([])
    await act(page, 'Protéger')
    await page.getByText('2 liens protégés').waitFor()
    expect(await focused(page)).toBe(true)
    const password = page.getByRole('textbox', {
      name: /^Mot de passe de Devoirs, Emploi/,
    })
    await expect.poll(() => password.inputValue(), { timeout: 30_000 }).toMatch(/^[a-z]+(-[a-z]+){3}$/)
    for (const name of names)
      await row(page, name)
        .getByText(/qui a ce lien et son mot de passe/)
        .waitFor()
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('Control+z')
    for (const name of names)
      await row(page, name)
        .getByText(/^Toute personne qui a ce lien peut/)
        .waitFor()
    await password.waitFor({ state: 'detached' })
    await page.context().close()
  })

  test('links are given another end', async () => {
    const page = await openBoard()
    await choose(page, 'Photos')
    await act(page, 'Renouveler')
    const form = page.getByRole('form', { name: 'Date de fin' })
    const day = await form.getByLabel('Dernier jour').inputValue()
    expect(await faults(page)).toEqual([])
    await form.getByRole('button', { name: 'Enregistrer' }).press('Enter')
    await page.getByText('1 lien renouvelé').waitFor()
    const date = new Date(`${day}T12:00:00Z`).toLocaleDateString('fr-FR', { day: 'numeric', month: 'long' })
    await row(page, 'Photos')
      .getByText(new RegExp(`jusqu’au ${date}`))
      .waitFor()
    expect(await focused(page)).toBe(true)
    await page.context().close()
  })

  test('what a person was given stands there too, is ended among links at once, and had back', async () => {
    const { colleague } = app.people
    await new Desk(app, app.people.teacher.id).shareWith('Photos', colleague.id)
    const page = await openBoard()
    const given = rows(page).filter({ hasText: 'Partagé avec N’Golo O’Connor' })
    await given.getByText('sans date de fin').waitFor()
    await given.getByRole('checkbox').press(' ')
    await page.getByText('1 partage sélectionné').waitFor()
    const toolbar = page.getByRole('toolbar', { name: 'Sélection' })
    expect(await toolbar.getByRole('button', { name: 'Protéger' }).isDisabled()).toBe(true)
    expect(await faults(page)).toEqual([])
    await choose(page, 'Devoirs')
    await page.getByText('2 partages sélectionnés').waitFor()
    await act(page, 'Terminer')
    await page.getByText('2 partages terminés').waitFor()
    await given.waitFor({ state: 'detached' })
    await row(page, 'Devoirs')
      .getByText(/^Ce lien a pris fin/)
      .waitFor()
    const theirs = await app.open('/shared', { person: colleague.id })
    await theirs.getByRole('heading', { level: 1, name: 'Partagés avec moi' }).waitFor()
    expect(await theirs.getByRole('row', { name: /^Photos,/ }).count()).toBe(0)
    await page.keyboard.press('Control+z')
    await given.waitFor()
    await theirs.getByRole('row', { name: /^Photos,/ }).waitFor()
    await page.context().close()
  })

  test('what a person was given gets another end', async () => {
    const page = await openBoard()
    const given = rows(page).filter({ hasText: 'Partagé avec N’Golo O’Connor' })
    await given.getByRole('checkbox').press(' ')
    await act(page, 'Renouveler')
    const form = page.getByRole('form', { name: 'Date de fin' })
    await form.getByRole('button', { name: 'Enregistrer' }).press('Enter')
    await page.getByText('1 partage renouvelé').waitFor()
    await given.getByText(/jusqu’au \d/).waitFor()
    await page.context().close()
  })

  test('nothing of it is too wide for a small phone', async () => {
    const page = await openBoard(PHONE)
    await rows(page).first().waitFor()
    await choose(page, 'Devoirs')
    await page.getByText('1 lien sélectionné').waitFor()
    expect(await faults(page)).toEqual([])
    await page.context().close()
  })
})
