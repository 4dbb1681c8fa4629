import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { launch } from '../test/browser/browser.ts'
import { type OpenWish, openApp } from '../test/browser/web/pages/open-app.ts'
import { buildWebIfStale } from './build-web.ts'
import { furnish } from './pictures/furnish.ts'
import { PAGES } from './pictures/pages.ts'
import { SCREENS } from './pictures/screens.ts'
import { show } from './pictures/show.ts'

// Draws every screen of the app as people see it, for looking at: `npm run pictures [name …]` writes them to
// `pictures/`, each in light, dark, on a phone, in English and in the system’s forced colours; `files-phone` is one.

const LOOKS: Readonly<Record<string, OpenWish>> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  english: { locale: 'en-GB' },
  forced: { forcedColors: 'active', colorScheme: 'dark' },
}

await buildWebIfStale()
const wanted = process.argv.slice(2)
const folder = join(import.meta.dirname, '..', 'pictures')
await mkdir(folder, { recursive: true })
const browser = await launch()
const app = await openApp(browser)
await furnish(app)
for (const screen of [...SCREENS, ...PAGES]) {
  for (const [look, wish] of Object.entries(LOOKS)) {
    if (wanted.length > 0 && !wanted.includes(screen.name) && !wanted.includes(`${screen.name}-${look}`))
      continue
    await app.prefer(app.people.teacher.id, { language: look === 'english' ? 'en' : 'fr' })
    try {
      const page = await show(app, screen, wish)
      await page.screenshot({ path: join(folder, `${screen.name}-${look}.png`), animations: 'disabled' })
      await page.context().close()
    } catch (error) {
      process.exitCode = 1
      process.stderr.write(`${screen.name}, ${look}: ${error}\n`)
    }
  }
}
for (const complaint of app.complaints()) process.stderr.write(`${complaint}\n`)
await app.close()
await browser.close()
