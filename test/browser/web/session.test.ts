import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { faults, PHONE } from '../browser.ts'
import { Deposits, textFile } from './pages/deposits.ts'
import { Desk } from './pages/desk.ts'
import { ended, endSessionsOf, keptIn, notice, signIn, signInAgain, signOut } from './pages/sessions.ts'
import { withApp } from './pages/with-app.ts'

const DRAFTS = 'nuage/drafts/claire.martin'
const UPLOADS = 'nuage-claire.martin'
const MB = 1_000_000

/** Machines that are busy take their time. */
const soon = <Value>(look: () => Value) => expect.poll(look, { timeout: 60_000 })

const LINE_CUT = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK|WebSocket connection/

withApp(
  'la session',
  (app) => {
    let folder: number
    let desk: Desk
    beforeAll(async () => {
      desk = new Desk(app, app.people.teacher.id)
      folder = await desk.folder('/Atelier')
    })
    const me = (): string => app.people.teacher.id
    const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
    const content = async (name: string): Promise<string> =>
      (
        await app.people.teacher.client.dav('GET', `/remote.php/dav/files/${me()}/Atelier/${name}`)
      ).body.toString('utf8')
    const inFolder = async (wish = {}): Promise<Page> => {
      const page = await app.open(`/files/${folder}`, wish)
      await heading(page, 'Atelier').waitFor()
      return page
    }
    const SAID = 'Vous n’êtes pas identifié : rien n’est envoyé.'
    const putOff = (page: Page) => page.getByText(SAID)
    /** Over a file that is looked at, it is said there. */
    const putOffThere = (page: Page) => page.getByRole('dialog').getByText(SAID)
    const offlineThere = (page: Page) => page.getByRole('dialog').getByText(/^Hors ligne/)

    /** A window in which somebody writes on a text. */
    async function writing(name: string): Promise<Page> {
      await desk.file(`/Atelier/${name}`, 'Avant.')
      const page = await inFolder()
      await page.getByRole('row', { name: new RegExp(`^${name}`) }).dblclick()
      await heading(page, name).waitFor()
      await page.getByRole('button', { name: 'Modifier' }).click()
      await page.locator('[role=textbox]:focus').waitFor()
      return page
    }
    const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    const saved = (page: Page) => page.getByRole('dialog').getByText('Enregistré', { exact: true })

    /** So slow that it is still in the middle when a slow machine gets to look. */
    async function slow(page: Page, bytes: number): Promise<void> {
      const line = await page.context().newCDPSession(page)
      await line.send('Network.emulateNetworkConditions', {
        ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytes },
      })
    }

    test('remettre l’identification à plus tard n’ouvre rien : rien n’est envoyé, c’est dit, et on y revient', async () => {
      const page = await inFolder()
      const windows: Page[] = []
      page.on('popup', (window) => windows.push(window))
      await endSessionsOf(app, me())
      await notice(page)
      await ended(page).getByRole('button', { name: 'Fermer' }).click()
      await putOff(page).waitFor()
      // Where the end was told of by itself, nothing has been opened since.
      if (new URL(page.url()).pathname !== `/files/${folder}`) await page.goBack()
      await heading(page, 'Atelier').waitFor()
      const deposits = new Deposits(page)
      await deposits.add([textFile('attend.txt', 'patience')])
      await ended(page).getByRole('button', { name: 'Fermer' }).click()
      await deposits.says(/Votre session a pris fin\. Rien n’est perdu/)
      expect(windows).toEqual([])
      expect(await faults(page)).toEqual([])
      await page.getByRole('button', { name: 'S’identifier' }).click()
      await signInAgain(page, me())
      await putOff(page).waitFor({ state: 'detached' })
      await deposits.says('1 fichier déposé')
      expect(await content('attend.txt')).toBe('patience')
    })

    test('sur un petit téléphone, rien de cela n’est trop large', async () => {
      const page = await inFolder(PHONE)
      await page.getByRole('button', { name: 'Ajouter' }).click()
      await page.getByRole('menuitem', { name: 'Nouveau dossier' }).click()
      const field = page.getByRole('dialog').getByRole('textbox')
      await field.fill('Fait plus tard')
      await endSessionsOf(app, me())
      await field.press('Enter')
      await ended(page).waitFor()
      expect(await faults(page)).toEqual([])
      await ended(page).getByRole('button', { name: 'Plus tard' }).click()
      await signInElsewhere(page)
      await page.getByRole('row', { name: /^Fait plus tard/ }).waitFor()
    })

    /** In another window of the same browser, by oneself. */
    async function signInElsewhere(page: Page, person = me()): Promise<Page> {
      const beside = await app.openBeside(page, '/login?redirect_url=/files')
      await signIn(beside, person)
      await heading(beside, 'Tous les fichiers').waitFor()
      return beside
    }

    test('la session prend fin pendant qu’on écrit : le texte reste, et s’enregistre une fois identifié', async () => {
      const page = await writing('session.txt')
      await page.keyboard.type('Début. ')
      await endSessionsOf(app, me())
      await page.keyboard.type('Suite. ')
      await save(page)
      await ended(page).waitFor()
      expect(await content('session.txt')).toBe('Avant.')
      await soon(() => keptIn(page, DRAFTS, 'drafts')).toBeGreaterThan(0)
      await ended(page).getByRole('button', { name: 'Plus tard' }).click()
      await putOffThere(page).waitFor()
      await page.getByText(/Votre texte est gardé ici/).waitFor()
      expect(await faults(page)).toEqual([])
      await page.getByRole('textbox', { name: 'session.txt' }).focus()
      await page.keyboard.type('Fin. ')
      await page.getByRole('dialog').getByRole('button', { name: 'S’identifier' }).click()
      await signInAgain(page, me())
      await saved(page).waitFor()
      expect(await content('session.txt')).toBe('Début. Suite. Fin. Avant.')
      await soon(() => keptIn(page, DRAFTS, 'drafts')).toBe(0)
    })

    test('la session prend fin et la fenêtre se ferme : le brouillon est là au retour', async () => {
      const page = await writing('retour.txt')
      await page.keyboard.type('Gardé. ')
      await endSessionsOf(app, me())
      await soon(() => keptIn(page, DRAFTS, 'drafts')).toBe(1)
      const address = page.url()
      const beside = await app.openBeside(page, '/login')
      await page.close()
      await signIn(beside, me())
      await heading(beside, 'Tous les fichiers').waitFor()
      await beside.goto(address)
      await beside.getByText(/Voici ce que vous aviez écrit sans l’enregistrer/).waitFor()
      expect(await beside.getByRole('textbox').textContent()).toContain('Gardé.')
      await beside.getByRole('button', { name: 'Revenir au fichier enregistré' }).click()
      await soon(() => keptIn(beside, DRAFTS, 'drafts')).toBe(0)
    })

    test('hors ligne pendant qu’on écrit : c’est dit, le texte reste, et s’enregistre au retour du réseau', async () => {
      const page = await writing('ligne.txt')
      await page.context().setOffline(true)
      await page.keyboard.type('Sans réseau. ')
      await save(page)
      await page.getByText(/Le texte n’a pas été enregistré.*rien n’est perdu/).waitFor()
      await offlineThere(page).waitFor()
      expect(await faults(page)).toEqual([])
      await page.getByRole('textbox', { name: 'ligne.txt' }).focus()
      await page.keyboard.type('Encore. ')
      await soon(() => keptIn(page, DRAFTS, 'drafts')).toBe(1)
      await page.context().setOffline(false)
      await offlineThere(page).waitFor({ state: 'detached' })
      await save(page)
      await saved(page).waitFor()
      expect(await content('ligne.txt')).toBe('Sans réseau. Encore. Avant.')
    })

    test('se déconnecter soi-même efface brouillons et dépôts de ce navigateur, après l’avoir demandé', async () => {
      const page = await writing('oubli.txt')
      await page.keyboard.type('À oublier. ')
      await page.getByRole('button', { name: 'Terminer' }).click()
      await page.getByRole('button', { name: 'Fermer', exact: true }).click()
      await soon(() => keptIn(page, DRAFTS, 'drafts')).toBe(1)
      await slow(page, MB / 10)
      const deposits = new Deposits(page)
      await deposits.add([
        { name: 'lent.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(12 * MB) },
      ])
      await soon(() => keptIn(page, UPLOADS, 'uploads')).toBe(1)
      await signOut(page)
      const asked = page.getByRole('alertdialog', { name: 'Se déconnecter ?' })
      await asked.getByText('1 dépôt n’est pas terminé.').waitFor()
      await asked.getByText('1 texte n’est pas enregistré.').waitFor()
      expect(await faults(page)).toEqual([])
      await asked.getByRole('button', { name: 'Annuler' }).click()
      await asked.waitFor({ state: 'detached' })
      expect(await keptIn(page, DRAFTS, 'drafts')).toBe(1)
      await signOut(page)
      await asked.getByRole('button', { name: 'Se déconnecter' }).click()
      await page.waitForURL(/\/login/)
      expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual(
        [],
      )
    })

    test('une autre personne qui s’identifie dans le même navigateur ne voit ni brouillon ni dépôt de la première, qui les retrouve', async () => {
      const page = await writing('secret.txt')
      await page.keyboard.type('Entre nous. ')
      await slow(page, MB / 10)
      await page.getByRole('button', { name: 'Terminer' }).click()
      await page.getByRole('button', { name: 'Fermer', exact: true }).click()
      const deposits = new Deposits(page)
      await deposits.add([
        { name: 'intime.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(12 * MB) },
      ])
      await soon(() => keptIn(page, UPLOADS, 'uploads')).toBe(1)
      await endSessionsOf(app, me())

      const { colleague } = app.people
      await app.prefer(colleague.id, { tourSeen: true })
      const theirs = await signInElsewhere(page, colleague.id)
      const other = page.getByRole('alertdialog', { name: 'Un autre compte est ouvert' })
      await other.waitFor()
      expect(await faults(page)).toEqual([])
      await page.keyboard.press('Escape')
      await other.getByRole('button', { name: 'Continuer avec ce compte' }).click()
      await page.getByRole('button', { name: /^Mon compte/ }).waitFor()
      for (const window of [page, theirs]) {
        expect(await window.getByText('intime.bin').count()).toBe(0)
        expect(await new Deposits(window).panel.count()).toBe(0)
      }
      await signOut(theirs)
      await theirs.waitForURL(/\/login/)
      await page.close()
      await signIn(theirs, me())
      await heading(theirs, 'Tous les fichiers').waitFor()
      await new Deposits(theirs).says('1 dépôt interrompu')
      expect(await keptIn(theirs, DRAFTS, 'drafts')).toBe(1)
    })

    test('deux fenêtres : se déconnecter dans l’une arrête l’autre, qui continue une fois identifié', async () => {
      const page = await inFolder()
      const beside = await app.openBeside(page, '/files')
      await heading(beside, 'Tous les fichiers').waitFor()
      await signOut(beside)
      await beside.waitForURL(/\/login/)
      await ended(page).waitFor()
      await signIn(beside, me())
      await ended(page).waitFor({ state: 'detached' })
      await desk.file('/Atelier/depuis.txt')
      await page.getByRole('row', { name: /^depuis\.txt/ }).waitFor()
    })
  },
  { expected: LINE_CUT },
)
