import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { launch } from '../test/browser/browser.ts'
import { openApp } from '../test/browser/web/pages/open-app.ts'
import { buildWebIfStale } from './build-web.ts'
import { furnish } from './pictures/furnish.ts'
import { SCREENS } from './pictures/screens.ts'
import { show } from './pictures/show.ts'

// Takes the pictures of the help from the running app, in both languages: `npm run pictures:help [name …]`.

/** Pictures of `docs/aide`, and the screens they show. */
const PICTURES: Readonly<Record<string, string>> = {
  ajouter: 'files-create',
  depots: 'deposits',
  'deja-la': 'clash',
  actions: 'row-menu',
  deplacer: 'move',
  annuler: 'undo',
  personne: 'people',
  lien: 'panel-sharing',
  reglages: 'link-menu',
  'code-qr': 'link-code',
  casier: 'new-box',
  suivi: 'box',
  rechercher: 'searching',
  corbeille: 'trash',
  versions: 'panel-versions',
  retour: 'rollback-preview',
  appareils: 'devices',
  touches: 'keys',
  apparence: 'look',
  securite: 'security',
}

/** Wide enough for the navigation with its names; see `web/vite.config.ts`. */
const SIZE = { width: 1100, height: 700 }

/** The address of a test says nothing to readers. */
const asElsewhere = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const field of document.querySelectorAll('input'))
      if (field.value.startsWith('http://127.')) field.value = 'https://nuage.ecole.example'
  })

await buildWebIfStale()
const wanted = process.argv.slice(2)
const browser = await launch()
const app = await openApp(browser)
await furnish(app)
for (const language of ['fr', 'en'] as const) {
  const folder = join(
    import.meta.dirname,
    '..',
    'docs',
    'aide',
    ...(language === 'fr' ? [] : ['en']),
    'images',
  )
  await mkdir(folder, { recursive: true })
  await app.prefer(app.people.teacher.id, { language })
  for (const [name, screen] of Object.entries(PICTURES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const found = SCREENS.find((one) => one.name === screen)
    if (found === undefined) throw new Error(`there is no screen ${screen}`)
    const page = await show(app, found, { locale: language, viewport: SIZE, colorScheme: 'light' })
    await asElsewhere(page)
    const taken = await page.screenshot({ animations: 'disabled' })
    await page.context().close()
    await writeFile(
      join(folder, `${name}.webp`),
      await sharp(taken).webp({ quality: 72, effort: 6 }).toBuffer(),
    )
  }
}
await app.close()
await browser.close()
