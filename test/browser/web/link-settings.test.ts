import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { flushCounters } from '../../../server/src/domain/links/counters.ts'
import { deliverMails } from '../../../server/src/domain/mail/deliver.ts'
import { type Mailbox, openMailbox } from '../../rigs/mailbox.ts'
import { faults } from '../browser.ts'
import { Desk } from './pages/desk.ts'
import { FileList } from './pages/file-list.ts'
import { CLIPBOARD, makeLink, openLinkMenu, openSharing, sharing } from './pages/sharing.ts'
import { withApp } from './pages/with-app.ts'

let mailbox: Mailbox
beforeAll(async () => {
  mailbox = await openMailbox()
})
afterAll(() => mailbox?.close())

withApp(
  'what a link is given by its three dots',
  (app) => {
    let lessons = 0
    async function lesson(): Promise<{ page: Page; url: string; name: string }> {
      const name = `Sortie ${++lessons}`
      const desk = new Desk(app, app.people.teacher.id)
      await desk.folder(name)
      await desk.file(`${name}/autorisation.txt`, 'à signer')
      const page = await openSharing(app, name, CLIPBOARD)
      return { page, url: await makeLink(page), name }
    }
    const choose = async (page: Page, name: string): Promise<void> => {
      await (await openLinkMenu(page)).getByRole('menuitem', { name }).click()
    }
    const save = (page: Page) => sharing(page).getByRole('button', { name: 'Enregistrer' }).click()

    test('a name that its maker alone sees, and a note that its visitors read', async () => {
      const { page, url } = await lesson()
      await choose(page, 'Nom du lien…')
      await sharing(page).getByRole('textbox', { name: 'Nom du lien' }).fill('Parents de 5e B')
      expect(await faults(page)).toEqual([])
      await save(page)
      await sharing(page).getByText('Parents de 5e B', { exact: true }).waitFor()
      await choose(page, 'Note…')
      await sharing(page).getByRole('textbox', { name: 'Note' }).fill('À rendre avant jeudi.')
      expect(await faults(page)).toEqual([])
      await save(page)
      await sharing(page).getByRole('textbox', { name: 'Note' }).waitFor({ state: 'detached' })
      const shown = await (await fetch(url)).text()
      expect(shown).toContain('À rendre avant jeudi.')
      expect(shown).not.toContain('Parents de 5e B')
    })

    test('a code as a drawing and as a picture, and a poster to be printed', async () => {
      const { page } = await lesson()
      await choose(page, 'Code QR…')
      const dialog = page.getByRole('dialog', { name: 'Code QR' })
      for (const [name, kind] of [
        ['Image SVG', 'image/svg+xml'],
        ['Image PNG', 'image/png'],
        ['Affiche à imprimer', 'application/pdf'],
      ] as const) {
        const address = await dialog.getByRole('link', { name }).getAttribute('href')
        const answer = await page.request.get(app.school.url + address)
        expect([answer.status(), answer.headers()['content-type']]).toEqual([200, kind])
      }
    })

    test('a letter, in which the password does not stand', async () => {
      const { page, url } = await lesson()
      await choose(page, 'Mot de passe…')
      await sharing(page).getByRole('textbox', { name: 'Mot de passe' }).fill('quatre saisons du jardin')
      await save(page)
      await page.getByText('Mot de passe enregistré').waitFor()
      await choose(page, 'Envoyer par e-mail…')
      await sharing(page).getByRole('textbox', { name: 'Adresse e-mail' }).fill('parents@ecole.example')
      expect(await faults(page)).toEqual([])
      await sharing(page).getByRole('button', { name: 'Envoyer' }).click()
      await page.getByText('Le message part à parents@ecole.example.').waitFor()
      await deliverMails(app.school.domain)
      // The house sends letters by itself, too, each ten seconds: it may be about to.
      await expect.poll(() => mailbox.letters.length, { timeout: 15_000 }).toBeGreaterThan(0)
      const { text } = mailbox.latest('parents@ecole.example')
      expect(text).toContain(new URL(url).pathname)
      expect(text).not.toContain('quatre saisons')
    })

    test('an end without which it stays, and none again', async () => {
      const { page } = await lesson()
      await choose(page, 'Date de fin…')
      await save(page)
      await sharing(page)
        .getByText(/^Toute personne qui a ce lien .+, jusqu’au /)
        .waitFor()
      await choose(page, 'Date de fin…')
      expect(await faults(page)).toEqual([])
      await sharing(page).getByRole('button', { name: 'Sans date de fin' }).click()
      await sharing(page).getByText('Toute personne qui a ce lien peut lire et télécharger.').waitFor()
    })

    test('it is removed, after a question where it was used, and leads nowhere', async () => {
      const { page, url, name } = await lesson()
      const visitor = await app.open('/status.php', { signedIn: false })
      await visitor.goto(url)
      await visitor.getByText('autorisation.txt').first().waitFor()
      // Visits are counted in memory, and written now and then.
      await flushCounters(app.school.domain, true)
      const again = await openSharing(app, name, CLIPBOARD)
      await sharing(again)
        .getByText(/^ouvert 1 fois/)
        .waitFor()
      await page.close()
      await choose(again, 'Supprimer')
      const asked = again.getByRole('alertdialog', { name: 'Supprimer ce lien ?' })
      expect(await faults(again)).toEqual([])
      await asked.getByRole('button', { name: 'Supprimer' }).click()
      await again.getByText('Lien supprimé').waitFor()
      expect((await fetch(url)).status).toBe(404)
      await new FileList(again).focusIsSomewhere()
    })
  },
  { settings: () => ({ NUAGE_SMTP: mailbox.address }) },
)
