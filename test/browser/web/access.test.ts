import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { withTools } from '../../rigs/with-tools.ts'
import { launch } from '../browser.ts'
import { Desk } from './pages/desk.ts'
import { FileList } from './pages/file-list.ts'
import { type App, openApp } from './pages/open-app.ts'
import { openSharing, sharing } from './pages/sharing.ts'

/** A window of 1280 × 1024 at 400 %: WCAG 2.2, 1.4.10. */
const ZOOMED: BrowserContextOptions = { viewport: { width: 320, height: 256 } }

/** Screens of rows. */
const SCREENS = [
  ['/recent', 'Récents'],
  ['/favourites', 'Favoris'],
  ['/shared', 'Partagés avec moi'],
  ['/shared/by-me', 'Partagés par moi'],
  ['/tags', 'Étiquettes'],
  ['/trash', 'Corbeille'],
] as const

withTools('chromium', 'the app for everybody', () => {
  let browser: Browser
  let app: App
  let desk: Desk
  const pages: Page[] = []

  beforeAll(async () => {
    browser = await launch()
    app = await openApp(browser)
    desk = new Desk(app, app.people.teacher.id)
    await desk.shareWith('Photos', app.people.colleague.id)
  })
  afterAll(async () => {
    await app.close()
    await browser.close()
  })
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close()
    expect(app.complaints()).toEqual([])
  })

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await app.open(path, options)
    pages.push(page)
    return page
  }
  const title = (page: Page, name: string): Promise<void> =>
    page.getByRole('heading', { level: 1, name }).waitFor()

  test('at 400 % nothing scrolls sideways, and what matters is in reach', async () => {
    const page = await open('/files?sort=name', ZOOMED)
    for (const [path, name] of [
      ['/files?sort=name', 'Tous les fichiers'],
      ['/links', 'Liens et partages'],
      ['/boxes', 'Casiers de collecte'],
      ['/space', 'Ce qui prend de la place'],
      ['/account/look', 'Apparence et langue'],
      ['/help/partager', 'Partager'],
      ...SCREENS,
    ] as const) {
      await page.goto(app.school.url + path)
      await title(page, name)
      const tooWide = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('main, main *')]
          .filter((one) => {
            // Tabs come into sight as the arrows reach them.
            if (one.getAttribute('role') === 'tablist') return false
            const flow = getComputedStyle(one).overflowX
            return one.scrollWidth > one.clientWidth + 1 && (flow === 'auto' || flow === 'scroll')
          })
          .map((one) => one.outerHTML.slice(0, 80)),
      )
      expect([path, ...tooWide]).toEqual([path])
    }
    await page.goto(`${app.school.url}/files?sort=name`)
    const list = new FileList(page)
    await list.enter('Photos')
    await page.keyboard.press('Shift+F10')
    const last = page.getByRole('menuitem', { name: 'Supprimer' })
    await last.scrollIntoViewIfNeeded()
    await last.click()
    await page.getByText('« Photos » est dans la corbeille.').waitFor()
    await page.keyboard.press('Control+z')
    await list.row('Photos').waitFor()
  }, 600_000)

  test('with less motion asked for, nothing moves', async () => {
    const page = await open('/files?sort=name', { reducedMotion: 'reduce' })
    const list = new FileList(page)
    const moving = (): Promise<string[]> =>
      page.evaluate(() =>
        document
          .getAnimations()
          .filter((one) => Number(one.effect?.getComputedTiming().endTime ?? 0) > 1)
          .map((one) => String((one.effect as KeyframeEffect).target?.outerHTML).slice(0, 80)),
      )
    await list.row('Photos').waitFor()
    await list.openMenu('Photos')
    expect(await moving()).toEqual([])
    await page.getByRole('menuitem', { name: 'Déplacer…' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await moving()).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await list.row('Photos').getByRole('button', { name: 'Partager « Photos »' }).click()
    await sharing(page).waitFor()
    expect(await moving()).toEqual([])
  })

  test('in forced colours every state still shows', async () => {
    const page = await open('/files?sort=name', { forcedColors: 'active' })
    const list = new FileList(page)
    await list.enter('5e B')
    /** How something is drawn besides its colours, which the system takes away. */
    const edge = (what: Locator): Promise<string> =>
      what.evaluate((one) => {
        const { outlineStyle, outlineWidth, borderStyle, borderWidth, fontWeight } = getComputedStyle(one)
        return `${outlineStyle} ${outlineWidth} ${borderStyle} ${borderWidth} ${fontWeight}`
      })
    expect(await edge(list.row('5e B'))).not.toBe(await edge(list.row('Photos')))
    await page.keyboard.press('Escape')
    await page.keyboard.press('Space')
    await page.getByText('1 élément sélectionné').waitFor()
    const ticks = (): Promise<string[]> =>
      list.grid.locator('[role=row]').evaluateAll((rows) =>
        rows.map((row) => {
          const tick = row.querySelector('[data-tick] svg')!
          return `${row.getAttribute('aria-selected')} ${getComputedStyle(tick).visibility}`
        }),
      )
    expect(new Set(await ticks())).toEqual(new Set(['true visible', 'false hidden']))
    await page.keyboard.press('Escape')
    const places = page.getByRole('navigation', { name: 'Rubriques' })
    expect(await edge(places.locator('[aria-current=page]'))).not.toBe(
      await edge(places.getByRole('link', { name: 'Récents' })),
    )
    expect(await edge(page.getByRole('button', { name: 'Ajouter' }))).toMatch(/solid [1-9]/)
    await list.row('Photos').getByRole('button', { name: 'Partager « Photos »' }).click()
    await sharing(page).waitFor()
    const tab = (name: string) => page.getByRole('tab', { name })
    expect(await edge(tab('Partage'))).not.toBe(await edge(tab('Activité')))
    await page.goto(`${app.school.url}/account/look`)
    const font = page.getByText('Police pour la dyslexie')
    const off = await font.screenshot()
    await font.click()
    await page.getByRole('switch', { name: /Police/, checked: true }).waitFor()
    expect((await font.screenshot()).equals(off)).toBe(false)
    await app.prefer(app.people.teacher.id, { font: 'usual' })
  })

  test('a reader goes through the page, a menu, a dialog and the panel in the order in which they are meant', async () => {
    const page = await open('/files?sort=name')
    const list = new FileList(page)
    await list.row('Photos').waitFor()
    /** Roles and names of what is heard, in order. */
    const heard = async (within: Locator, what: RegExp): Promise<string[]> =>
      [...(await within.ariaSnapshot()).matchAll(what)].map(([, one]) => one!)
    expect(
      await heard(page.locator('body'), /^- ?(?:text: )?(banner|navigation|main|complementary)/gm),
    ).toEqual(['banner', 'navigation', 'main'])
    const menu = await list.openMenu('Photos')
    expect(await heard(menu, /- menuitem "([^"]+)"/g)).toEqual([
      ...['Ouvrir', 'Détails', 'Télécharger', 'Partager', 'Copier le lien', 'Ouvrir un casier de collecte…'],
      ...['Renommer', 'Ajouter aux favoris', 'Étiquettes…'],
      ...['Comme c’était à…', 'Déplacer…', 'Copier…', 'Couper', 'Copier dans le presse-papier', 'Supprimer'],
    ])
    await menu.getByRole('menuitem', { name: 'Déplacer…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Déplacer « Photos »' })
    await dialog.getByRole('row').first().waitFor()
    const order = await heard(dialog, /- (heading|button|row|searchbox|textbox|status)\b/g)
    expect(order[0]).toBe('heading')
    expect(order.indexOf('row')).toBeLessThan(order.indexOf('status'))
    expect(order.at(-1)).toBe('button')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    const panel = sharing(await panelOf('Photos'))
    expect(await heard(panel, /- (?:heading|combobox|button) "([^"]+)"/g)).toEqual([
      ...['Partager avec une personne', 'Nom, adresse e-mail ou identifiant', 'Droits de N’Golo O’Connor'],
      ...['Lien public', 'Créer un lien public'],
    ])
  })

  async function panelOf(name: string): Promise<Page> {
    const page = await openSharing(app, name)
    pages.push(page)
    await sharing(page).getByText('N’Golo O’Connor').waitFor()
    return page
  }
})
