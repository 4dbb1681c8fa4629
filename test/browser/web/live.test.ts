import { Buffer } from 'node:buffer'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { endSessions } from '../../../server/src/domain/accounts/sessions/end-all.ts'
import { announce } from '../../../server/src/domain/notifications/announce.ts'
import { setSetting } from '../../../server/src/domain/settings/set.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { PASSWORD } from '../../school/inhabitant.ts'
import { faults, launch, PHONE } from '../browser.ts'
import { Desk } from './pages/desk.ts'
import { type App, openApp } from './pages/open-app.ts'

withTools('chromium', 'what follows what happens elsewhere', () => {
  let browser: Browser
  let app: App
  let dav: (method: string, path: string, body?: string) => Promise<void>

  beforeAll(async () => {
    browser = await launch()
    app = await openApp(browser)
    const { id } = app.people.teacher
    const authorization = `Basic ${Buffer.from(`${id}:${PASSWORD}`).toString('base64')}`
    dav = async (method, path, body) => {
      const answer = await fetch(`${app.school.url}/remote.php/dav/files/${id}/${path}`, {
        ...{ method, headers: { authorization } },
        ...(body === undefined ? {} : { body }),
      })
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`)
    }
  })
  afterAll(async () => {
    await app.close()
    await browser.close()
  })
  // What a browser says of calls without a network is nobody’s fault.
  const expected = /ERR_INTERNET_DISCONNECTED|WebSocket connection/
  afterEach(() => expect(app.complaints().filter((text) => !expected.test(text))).toEqual([]))

  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

  test('a change made elsewhere appears without reload, in every window', async () => {
    const page = await app.open()
    const beside = await app.openBeside(page, '/files')
    for (const window of [page, beside]) await window.getByText('5e B').first().waitFor()
    await dav('PUT', 'Arrivé d’ailleurs.txt'.replaceAll('’', '%E2%80%99'), 'bonjour')
    for (const window of [page, beside]) await window.getByText('Arrivé d’ailleurs.txt').first().waitFor()
    await page.context().close()
  })

  test('what is told is counted, read, gone to, and put away', async () => {
    const page = await app.open()
    await heading(page, 'Tous les fichiers').waitFor()
    await announce(app.school.domain, SYSTEM, app.people.teacher.id, {
      ...{ subject: 'Nuage ferme ce soir', message: 'De 22 h à 23 h.' },
    })
    await page.getByRole('button', { name: 'Notifications, 1 nouvelle' }).click()
    const list = page.getByRole('dialog', { name: 'Notifications' })
    await list.getByText('De 22 h à 23 h.').waitFor()
    expect(await faults(page)).toEqual([])
    await list.getByRole('button', { name: 'Retirer : Nuage ferme ce soir' }).click()
    await list.getByText('Rien de nouveau.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor()
    await list.waitFor({ state: 'detached' })
    await page.context().close()
  })

  test('without a line it is said of when what is shown is, until the line is back', async () => {
    const page = await app.open()
    await heading(page, 'Tous les fichiers').waitFor()
    // What follows the line is fetched after the list.
    await page.waitForLoadState('networkidle')
    await page.context().setOffline(true)
    await page.getByText(/^Hors ligne\. Dernière mise à jour/).waitFor()
    expect(await faults(page)).toEqual([])
    await page.context().setOffline(false)
    await page.getByText(/^Hors ligne/).waitFor({ state: 'detached' })
    await page.getByText('La connexion est revenue.').first().waitFor()
    await page.context().close()
  })

  test('an app that was deployed anew is offered, and taken only by whoever asks for it', async () => {
    const page = await app.open()
    await heading(page, 'Tous les fichiers').waitFor()
    const offer = page.getByText('Une nouvelle version de Nuage est prête.')
    expect(await offer.count()).toBe(0)
    await page.route('**/api/v1/**', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, headers: { ...response.headers(), 'nuage-version': '99+another' } })
    })
    await dav('PUT', 'Nouvelle.txt', 'bonjour')
    await offer.waitFor()
    expect(await faults(page)).toEqual([])
    const reload = page.getByRole('button', { name: 'Recharger' })
    // What is being written is asked about.
    await page.getByRole('button', { name: 'Actions : Nouvelle.txt' }).click()
    await page.getByRole('menuitem', { name: /^Détails/ }).click()
    await page.getByRole('tab', { name: 'Commentaires' }).click()
    await page.getByRole('textbox', { name: 'Écrire un commentaire' }).fill('À relire')
    await reload.click()
    const asked = page.getByRole('alertdialog', { name: 'Recharger maintenant ?' })
    await asked.waitFor()
    expect(await faults(page)).toEqual([])
    await asked.getByRole('button', { name: 'Annuler' }).click()
    expect(await page.getByRole('textbox', { name: 'Écrire un commentaire' }).inputValue()).toBe('À relire')
    await page.getByRole('textbox', { name: 'Écrire un commentaire' }).fill('')
    // A field of one line is written in, too.
    await page.getByRole('tab', { name: 'Partage' }).click()
    const person = page.getByRole('combobox', { name: /^Nom, adresse/ })
    await person.fill('Mme Le')
    await reload.click()
    await asked.getByRole('button', { name: 'Annuler' }).click()
    expect(await person.inputValue()).toBe('Mme Le')
    await person.fill('')
    await page.unroute('**/api/v1/**')
    await Promise.all([page.waitForEvent('load'), reload.click()])
    await heading(page, 'Tous les fichiers').waitFor()
    expect(await offer.count()).toBe(0)
    await page.context().close()
  })

  test('what a colleague gives is declined where it is told, after a question', async () => {
    const page = await app.open()
    await heading(page, 'Tous les fichiers').waitFor()
    const colleague = new Desk(app, app.people.colleague.id)
    await colleague.folder('Sujets du brevet')
    await colleague.shareWith('Sujets du brevet', app.people.teacher.id)
    const row = page.getByRole('row', { name: /^Sujets du brevet,/ })
    await row.waitFor()
    await page.getByRole('button', { name: /^Notifications,/ }).click()
    const list = page.getByRole('dialog', { name: 'Notifications' })
    await list.getByRole('button', { name: 'Refuser « Sujets du brevet »' }).click()
    const asked = page.getByRole('alertdialog')
    await asked.getByText('Sujets du brevet').first().waitFor()
    expect(await faults(page)).toEqual([])
    await asked.getByRole('button', { name: 'Refuser' }).click()
    await page.getByText('« Sujets du brevet » a été refusé.').first().waitFor()
    await row.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor()
    await page.context().close()
  })

  test('where one is asked, what a colleague gives is taken where it is told', async () => {
    const { domain } = app.school
    const ask = (value: string | null) =>
      setSetting(
        ...([
          domain,
          SYSTEM,
          { scope: 'person', subject: app.people.teacher.id },
          'sharing.accept',
          value,
        ] as const),
      )
    await ask('ask')
    const page = await app.open()
    await heading(page, 'Tous les fichiers').waitFor()
    const colleague = new Desk(app, app.people.colleague.id)
    await colleague.folder('Grille commune')
    await colleague.shareWith('Grille commune', app.people.teacher.id)
    await page.getByRole('button', { name: /^Notifications,/ }).click()
    const list = page.getByRole('dialog', { name: 'Notifications' })
    await list.getByRole('button', { name: 'Accepter « Grille commune »' }).waitFor()
    expect(await faults(page)).toEqual([])
    await list.getByRole('button', { name: 'Accepter « Grille commune »' }).click()
    await list.getByRole('button', { name: 'Accepter « Grille commune »' }).waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.getByRole('row', { name: /^Grille commune,/ }).waitFor()
    await ask(null)
    await page.context().close()
  })

  /** A window of somebody whose session has ended behind their back. */
  const openEnded = async (): Promise<Page> => {
    const page = await app.open()
    await heading(page, 'Tous les fichiers').waitFor()
    const { domain } = app.school
    await domain.records.write([], (writer) => endSessions(writer, app.people.teacher.id))
    // Something that asks by itself may be told first, and then the dialog lies over the list.
    const asks = page
      .getByText('5e B')
      .first()
      .dblclick({ timeout: 5_000 })
      .catch(() => {})
    await ended(page).waitFor()
    await asks
    return page
  }
  const ended = (page: Page) => page.getByRole('alertdialog', { name: 'Votre session a pris fin' })

  test('a session that ended is begun again in another window, and the page goes on', async () => {
    const page = await openEnded()
    const [window] = await Promise.all([
      page.waitForEvent('popup'),
      ended(page).getByRole('button', { name: 'S’identifier' }).click(),
    ])
    await window.fill('#user', app.people.teacher.id)
    await window.fill('#password', PASSWORD)
    await Promise.all([window.waitForEvent('close'), window.click('main button[type=submit]')])
    await ended(page).waitFor({ state: 'detached' })
    await expect
      .poll(
        async () => {
          if (!(await heading(page, '5e B').isVisible())) await page.getByText('5e B').first().dblclick()
          return await heading(page, '5e B').isVisible()
        },
        { timeout: 60_000 },
      )
      .toBe(true)
    await page.context().close()
  })

  test('whoever has to sign in again finds nothing in the way', async () => {
    const page = await openEnded()
    expect(await faults(page)).toEqual([])
    await page.context().close()
  })

  test('a folder is put back to how it was before everything was deleted', async () => {
    await dav('MKCOL', 'Projet')
    for (const name of ['un', 'deux', 'trois']) await dav('PUT', `Projet/${name}.txt`, name)
    app.school.later(3600)
    for (const name of ['un', 'deux', 'trois']) await dav('DELETE', `Projet/${name}.txt`)
    const page = await app.open()
    await page.getByText('Projet').first().dblclick()
    await heading(page, 'Projet').waitFor()
    const id = /\/files\/(\d+)/.exec(page.url())![1]!
    await page.goto(`${app.school.url}/rollback/${id}`)
    await heading(page, '« Projet », comme c’était à…').waitFor()
    await page.getByRole('button', { name: /3 éléments mis à la corbeille/ }).waitFor()
    expect(await faults(page)).toEqual([])
    // What would change comes into sight on a phone, too.
    await page.setViewportSize({ width: 320, height: 640 })
    await page.getByRole('button', { name: /3 éléments mis à la corbeille/ }).click()
    await page.getByText('3 éléments reviennent de la corbeille').waitFor()
    expect(await faults(page)).toEqual([])
    const begin = page.getByRole('button', { name: /^Remettre comme/ })
    await expect.poll(async () => (await begin.boundingBox())!.y).toBeLessThan(560)
    await begin.click()
    await page.getByRole('heading', { name: /^« Projet » est comme/ }).waitFor()
    expect(await faults(page)).toEqual([])
    await page.getByRole('link', { name: 'Ouvrir le dossier' }).click()
    for (const name of ['un', 'deux', 'trois']) await page.getByText(`${name}.txt`).first().waitFor()
    await page.context().close()
  })

  test('what happened is told in sentences, also on a small phone', async () => {
    await dav('PUT', 'Raconte.txt', 'x')
    const page = await app.open('/activity', PHONE)
    await page.getByText('Vous avez ajouté « Raconte.txt »').first().waitFor()
    expect(await faults(page)).toEqual([])
    await page.context().close()
  })
})
