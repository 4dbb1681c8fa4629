import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { withTools } from '../../rigs/with-tools.ts'
import { settle } from '../../school/inhabitant.ts'
import { launch } from '../browser.ts'
import { Deposits, textFile } from './pages/deposits.ts'
import { type App, openApp } from './pages/open-app.ts'

const MB = 1_000_000

/** What the guides say of depositing, in their own words. */
withTools('chromium', 'the guides on depositing', () => {
  let browser: Browser
  let app: App
  let desk: string

  beforeAll(async () => {
    browser = await launch()
    app = await openApp(browser)
    desk = await mkdtemp(join(tmpdir(), 'nuage-desk-'))
  })
  afterAll(async () => {
    await app?.close()
    await browser?.close()
    await rm(desk, { recursive: true, force: true })
  })
  afterEach(() => expect(app.complaints()).toEqual([]))

  let people = 0
  async function newcomer(): Promise<{ page: Page; deposits: Deposits }> {
    const { school } = app
    const person = `guide${++people}`
    await settle(school.domain, school.url, { id: person, name: 'Camille Petit', quota: 40 * MB })
    const page = await app.open('/files', { person })
    await page.getByRole('heading', { level: 1, name: 'Tous les fichiers' }).waitFor()
    return { page, deposits: new Deposits(page) }
  }
  const shown = (page: Page, name: string) => page.getByRole('main').getByText(name).first().waitFor()

  test('Cliquer sur + de manière à ouvrir une fenêtre permettant de naviguer jusqu’au fichier ou dossier à déposer', async () => {
    const { page, deposits } = await newcomer()
    await deposits.add([textFile('Progression.odt')])
    await shown(page, 'Progression.odt')
    const folder = join(desk, 'Sixième')
    await mkdir(join(folder, 'Chapitre 1'), { recursive: true })
    await writeFile(join(folder, 'Chapitre 1', 'leçon.txt'), 'La Gaule')
    await deposits.addFolder(folder)
    await shown(page, 'Sixième')
  })

  test('Glisser et déposer directement le fichier ou le dossier dans la fenêtre principale de Nuage.', async () => {
    const { page, deposits } = await newcomer()
    const file = join(desk, 'affiche.pdf')
    await writeFile(file, '%PDF-1.4')
    await mkdir(join(desk, 'Sorties', 'Musée'), { recursive: true })
    await deposits.drop([file, join(desk, 'Sorties')], page.getByRole('main'))
    await shown(page, 'affiche.pdf')
    await shown(page, 'Sorties')
  })

  test('L’espace utilisé par les fichiers déposés s’affiche et s’actualise au fur et à mesure des dépôts.', async () => {
    const { page, deposits } = await newcomer()
    const gauge = page.getByRole('meter', { name: 'Espace utilisé' })
    await gauge.waitFor()
    expect(await gauge.getAttribute('aria-valuetext')).toMatch(/^0\so utilisés sur 38,1\sMo$/)
    await gauge.evaluate((element) => {
      const seen: number[] = []
      Object.assign(window, { seen })
      new MutationObserver(() => seen.push(Number(element.getAttribute('aria-valuenow')))).observe(element, {
        attributeFilter: ['aria-valuenow'],
      })
    })
    const line = await page.context().newCDPSession(page)
    await line.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 8 * MB },
    })
    const film = join(desk, 'film.mp4')
    await writeFile(film, Buffer.alloc(30 * MB))
    await deposits.add([film])
    await deposits.says('1 fichier déposé')
    await expect.poll(() => gauge.getAttribute('aria-valuenow'), { timeout: 30_000 }).toBe('75')
    const seen = await page.evaluate(() => (window as unknown as { seen: number[] }).seen)
    const between = new Set(seen.filter((percent) => percent > 0 && percent < 75))
    expect(between.size).toBeGreaterThan(1)
  })

  test('L’espace de stockage Nuage se remplit au fur et à mesure des dépôts et contient des fichiers de tout format et des dossiers.', async () => {
    const { page, deposits } = await newcomer()
    const names = [
      'cours.odt',
      'notes.ods',
      'carte.svg',
      'chant.mp3',
      'archive.7z',
      'programme.exe',
      'sans-extension',
    ]
    await deposits.add(names.map((name) => textFile(name)))
    for (const name of names) await shown(page, name.replace(/\.\w+$/, ''))
  })
})
