import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launch } from '../test/browser/browser.ts'
import { Desk } from '../test/browser/web/pages/desk.ts'
import { type App, type OpenWish, openApp } from '../test/browser/web/pages/open-app.ts'
import { buildWebIfStale } from './build-web.ts'

/**
 * Draws every screen of the app as people see it, for looking at: `npm run pictures [name …]` writes them to
 * `pictures/`, each in light, dark, on a phone and in English.
 */
interface Screen {
  readonly name: string
  path(app: App): string | Promise<string>
  /** What is done before the picture is taken. */
  act?(page: Page): Promise<void>
}

const LOOKS: Readonly<Record<string, OpenWish>> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  english: { locale: 'en-GB' },
}

const at = (path: string) => (): string => path
const press = (key: string) => (page: Page) => page.keyboard.press(key)

const SCREENS: readonly Screen[] = [
  { name: 'files', path: at('/files') },
  {
    name: 'files-create',
    path: at('/files'),
    act: (page) => page.getByRole('main').getByRole('button').first().click(),
  },
  {
    name: 'account-menu',
    path: at('/files'),
    act: (page) => page.getByRole('banner').getByRole('button').last().click(),
  },
  { name: 'tour', path: at('/files') },
  { name: 'keys', path: at('/files'), act: press('?') },
  { name: 'not-here', path: at('/files/987654') },
  {
    name: 'row-menu',
    path: at('/files?sort=name'),
    act: async (page) => {
      await page.getByRole('row').nth(1).getByRole('button').last().click()
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'selected',
    path: at('/files?sort=name'),
    act: async (page) => {
      await page.getByRole('row').first().focus()
      await page.keyboard.press('Control+a')
    },
  },
  {
    name: 'move',
    path: at('/files?sort=name'),
    act: async (page) => {
      await page.getByRole('row').nth(1).getByRole('button').last().click()
      await page.getByRole('menuitem', { name: /^(?:Déplacer|Move)/ }).click()
      await page.getByRole('dialog').getByRole('row').first().waitFor()
    },
  },
  { name: 'folder', path: async (app) => `/files/${await idOf(app, '5e B')}?sort=name` },
  { name: 'tiles', path: async (app) => `/files/${await idOf(app, '5e B')}?sort=name&view=grid` },
  ...['details', 'sharing', 'comments', 'activity'].map((panel) => ({
    name: `panel-${panel}`,
    path: async (app: App) => `/files?sort=name&panel=${panel}&item=${await idOf(app, 'Photos')}`,
  })),
  {
    name: 'panel-versions',
    path: async (app) =>
      `/files/${await idOf(app, '5e B')}?sort=name&panel=versions&item=${await idOf(app, 'Lisez-moi 🌍.md')}`,
  },
  {
    name: 'viewer',
    path: async (app) => `/files/${await idOf(app, '5e B')}/view/${await idOf(app, 'Lisez-moi 🌍.md')}`,
  },
  {
    name: 'image',
    path: async (app) =>
      `/files/${await idOf(app, 'Sortie à la ferme 🐄')}/view/${await idOf(app, 'Le jardin.jpg')}`,
  },
  {
    name: 'new-box',
    path: at('/boxes'),
    act: async (page) => {
      await page.getByRole('main').getByRole('button').first().click()
      await page.getByRole('dialog').waitFor()
      await page.waitForLoadState('networkidle')
    },
  },
  { name: 'search', path: at('/search?q=5e') },
  { name: 'rollback', path: async (app) => `/rollback/${await idOf(app, '5e B')}` },
  { name: 'shared-by-me', path: at('/shared/by-me') },
  ...['recent', 'favourites', 'shared', 'trash', 'links', 'boxes', 'tags', 'space', 'activity'].map(
    (name) => ({ name, path: at(`/${name}`) }),
  ),
  { name: 'account', path: at('/account') },
  { name: 'devices', path: at('/account/devices') },
  {
    name: 'phone',
    path: at('/account/devices'),
    act: async (page) => {
      await page.getByRole('button', { name: /téléphone|phone/ }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'look', path: at('/account/look') },
  { name: 'help', path: at('/help') },
  { name: 'help-page', path: at('/help/partager') },
]

/** Of what is called so, wherever it lies. */
async function idOf(app: App, name: string): Promise<number> {
  const row = await app.school.domain.records.get<{ id: number }>(
    'SELECT id FROM node WHERE name = ? AND trashed IS NULL',
    name,
  )
  if (row === undefined) throw new Error(`nothing is called ${name}`)
  return row.id
}

/** So that lists, boards and panels have something to show. */
async function furnish(app: App): Promise<void> {
  const desk = new Desk(app, app.people.teacher.id)
  await desk.shareWith('Photos', app.people.colleague.id)
  await desk.link('Photos')
  await desk.link('5e B/Emploi du temps (provisoire).pdf')
  await new Desk(app, app.people.colleague.id).folder('Conseil pédagogique')
  await new Desk(app, app.people.colleague.id).shareWith('Conseil pédagogique', app.people.teacher.id)
}

const settled = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
}

await buildWebIfStale()
const wanted = process.argv.slice(2)
const folder = join(import.meta.dirname, '..', 'pictures')
await mkdir(folder, { recursive: true })
const browser = await launch()
const app = await openApp(browser)
await furnish(app)
for (const { name, path, act } of SCREENS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for (const [look, wish] of Object.entries(LOOKS)) {
    await app.prefer(app.people.teacher.id, { language: look === 'english' ? 'en' : 'fr' })
    const page = await app.open(await path(app), { ...wish, ...(name === 'tour' ? { newcomer: true } : {}) })
    await settled(page)
    await act?.(page)
    await page.screenshot({ path: join(folder, `${name}-${look}.png`), animations: 'disabled' })
    await page.context().close()
  }
}
for (const complaint of app.complaints()) process.stderr.write(`${complaint}\n`)
await app.close()
await browser.close()
