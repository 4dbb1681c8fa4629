import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { faults } from '../browser.ts'
import { Desk } from './pages/desk.ts'
import { FileList } from './pages/file-list.ts'
import { signIn } from './pages/sessions.ts'
import { CLIPBOARD, clipboard } from './pages/sharing.ts'
import { withApp } from './pages/with-app.ts'

/** A large screen at its own size, without scaling. */
const LARGE = { viewport: { width: 3840, height: 2160 } }

/** Machines that are busy take their time. */
const soon = <Value>(look: () => Value) => expect.poll(look, { timeout: 60_000 })

withApp('the app wherever it is', (app) => {
  let desk: Desk
  let folder: number
  let file: number
  beforeAll(async () => {
    desk = new Desk(app, app.people.teacher.id)
    folder = await desk.folder('Adresses')
    file = await desk.folder('Adresses/Dossier')
  })
  const heading = (page: Page) => page.getByRole('heading', { level: 1 })

  test('the places stand in their order, and above them search, notifications, help and the account', async () => {
    const page = await app.open('/files')
    const places = page.getByRole('navigation', { name: 'Rubriques' })
    await places.getByRole('meter', { name: 'Espace utilisé' }).waitFor()
    const names = (await places.getByRole('link').allInnerTexts()).map((text) => text.trim())
    expect(names.slice(0, 9)).toEqual([
      ...['Tous les fichiers', 'Récents', 'Favoris', 'Partagés avec moi', 'Partagés par moi'],
      ...['Liens et partages', 'Casiers de collecte', 'Étiquettes', 'Corbeille'],
    ])
    expect(names).toHaveLength(10)
    const bar = page.getByRole('banner')
    await bar.getByRole('combobox', { name: 'Rechercher' }).waitFor()
    for (const name of [/^Notifications/, /^Aide/, /^Mon compte/])
      await bar.getByRole('button', { name }).or(bar.getByRole('link', { name })).first().waitFor()
    await page.getByRole('button', { name: 'Ajouter' }).click()
    await page.getByRole('menu').waitFor()
    const made = await page.getByRole('menuitem').allInnerTexts()
    expect(made.map((text) => text.trim())).toEqual([
      ...['Déposer des fichiers', 'Déposer un dossier', 'Nouveau dossier', 'Nouveau document texte'],
      'Nouveau casier de collecte',
    ])
  })

  test('every address leads back to itself through signing in', async () => {
    for (const path of [
      `/files/${folder}?sort=size&desc=true&view=grid`,
      `/files/${folder}?sort=name&panel=sharing&item=${file}`,
      '/search?q=jardin&type=image&since=year',
      '/links',
      '/boxes',
      '/space',
      '/account/devices',
      '/help/partager',
    ]) {
      const page = await app.open(path, { signedIn: false })
      await signIn(page, app.people.teacher.id)
      await page.waitForURL((url) => url.pathname !== '/login')
      await heading(page).waitFor()
      const [wanted, got] = [new URL(path, app.school.url), new URL(page.url())]
      expect([got.pathname, ...[...got.searchParams].sort()]).toEqual([
        wanted.pathname,
        ...[...wanted.searchParams].sort(),
      ])
      await page.context().close()
    }
    // Eight times signing in: on a busy machine a minute and more.
  }, 600_000)

  test('a browser may install it', async () => {
    const page = await app.open('/files', { serviceWorkers: 'allow' })
    await heading(page).waitFor()
    const line = await page.context().newCDPSession(page)
    const { url, errors } = await line.send('Page.getAppManifest')
    expect(errors).toEqual([])
    expect(new URL(url).pathname).toBe('/app.webmanifest')
    const { installabilityErrors } = await line.send('Page.getInstallabilityErrors')
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])
  })

  test('what was fetched once is not fetched again', async () => {
    const page = await app.open('/files')
    await heading(page).waitFor()
    await page.waitForLoadState('networkidle')
    const line = await page.context().newCDPSession(page)
    await line.send('Network.enable')
    const asked = new Map<string, string>()
    const kept = new Set<string>()
    line.on('Network.requestServedFromCache', ({ requestId }) => kept.add(requestId))
    line.on('Network.responseReceived', ({ requestId, response }) => {
      asked.set(requestId, new URL(response.url).pathname)
      if (response.fromDiskCache === true || response.fromPrefetchCache === true) kept.add(requestId)
    })
    await page.goto(`${app.school.url}/files?sort=size`)
    await heading(page).waitFor()
    await page.waitForLoadState('networkidle')
    const fetched = [...asked].filter(([id]) => !kept.has(id)).map(([, path]) => path)
    expect(fetched.filter((path) => path.startsWith('/assets/'))).toEqual([])
    expect([...asked.values()].some((path) => path.startsWith('/assets/'))).toBe(true)
    expect(fetched.some((path) => path.startsWith('/api/v1/'))).toBe(true)
  })

  test('on a very large screen nothing is torn apart', async () => {
    const page = await app.open('/files?sort=name', LARGE)
    const list = new FileList(page)
    await list.row('Adresses').waitFor()
    expect(await faults(page)).toEqual([])
    const right = async (): Promise<number> => {
      const box = (await list.row('Adresses').getByRole('button').last().boundingBox())!
      return box.x + box.width
    }
    expect(await right()).toBeLessThanOrEqual(LARGE.viewport.width)
    await list.row('Adresses').getByRole('button', { name: 'Partager « Adresses »' }).click()
    const panel = page.getByRole('tabpanel', { name: 'Partage' })
    await panel.getByRole('button', { name: 'Créer un lien public' }).waitFor()
    // What is read stays as wide as can be read.
    expect((await panel.boundingBox())!.width).toBeLessThan(900)
  })

  test('the height of rows is chosen, and holds in the list', async () => {
    const page = await app.open('/account/look')
    const heights: number[] = []
    for (const name of ['Serrée', 'Aérée']) {
      await page.goto(`${app.school.url}/account/look`)
      const kept = page.waitForResponse((answer) => answer.url().endsWith('/me/preferences'))
      await page.getByRole('button', { name: /Hauteur des lignes/ }).click()
      await page.getByRole('option', { name }).click()
      expect((await kept).ok()).toBe(true)
      await page.goto(`${app.school.url}/files?sort=name&view=list`)
      const row = new FileList(page).row('Adresses')
      await row.waitFor()
      heights.push((await row.boundingBox())!.height)
    }
    expect(heights[0]).toBeLessThan(heights[1]!)
    await app.prefer(app.people.teacher.id, { density: 'normal' })
  })

  test('a device is connected: the address is copied, the clients are named, a password is made', async () => {
    const page = await app.open('/account/devices', CLIPBOARD)
    const address = page.getByRole('textbox', { name: 'Adresse du serveur' }).first()
    expect(await address.inputValue()).toBe(app.school.url)
    await page
      .getByRole('button', { name: /^Copier/ })
      .first()
      .click()
    await soon(() => clipboard(page)).toBe(app.school.url)
    for (const name of ['Pour ordinateur', 'Pour Android', 'Pour iPhone et iPad'])
      expect(await page.getByRole('link', { name: new RegExp(name) }).getAttribute('href')).toMatch(/^https:/)
    await page.getByRole('button', { name: 'Créer un mot de passe d’appareil' }).click()
    const dialog = page.getByRole('dialog', { name: 'Créer un mot de passe d’appareil' })
    await dialog.getByRole('textbox', { name: 'Nom de l’appareil' }).fill('Ordinateur de la salle 12')
    await dialog.getByRole('button', { name: 'Créer' }).click()
    const password = await dialog.getByRole('textbox', { name: 'Mot de passe' }).inputValue()
    expect(await faults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Terminé' }).click()
    await page.getByRole('button', { name: 'Actions pour Ordinateur de la salle 12' }).waitFor()
    const { id } = app.people.teacher
    const authorization = `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`
    const answer = await fetch(`${app.school.url}/remote.php/dav/files/${id}/`, {
      ...{ method: 'PROPFIND', headers: { authorization, depth: '0' } },
    })
    expect(answer.status).toBe(207)
  })
})
