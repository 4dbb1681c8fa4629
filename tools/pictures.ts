import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launch } from '../test/browser/browser.ts'
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
  ...['recent', 'favourites', 'shared', 'trash', 'links', 'boxes', 'tags', 'space', 'activity'].map(
    (name) => ({
      ...{ name, path: at(`/${name}`) },
    }),
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
