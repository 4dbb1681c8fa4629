import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { faults, PHONE } from '../browser.ts'
import { noTip } from './pages/depositor.ts'
import { Desk } from './pages/desk.ts'
import { FileList } from './pages/file-list.ts'
import { endSessionsOf, notice } from './pages/sessions.ts'
import { withApp } from './pages/with-app.ts'

/** What is here is what no other test passes by: docs/web-app-states.md tells which test looks at which state. */
withApp(
  'states that nothing else comes through',
  (app) => {
    const desk = new Desk(app)

    async function look(page: Page, state: string): Promise<void> {
      await noTip(page)
      expect.soft([state, ...(await faults(page))]).toEqual([state])
    }
    const button = (page: Page | Locator, name: string | RegExp): Locator =>
      page.getByRole('button', { name, exact: true }).first()
    /** Puts away what floats above. */
    async function leave(page: Page, what: Locator): Promise<void> {
      await page.keyboard.press('Escape')
      await what.waitFor({ state: 'detached' })
    }
    async function lesson(folder: string, members: readonly string[], search = ''): Promise<Page> {
      const id = await desk.folder(folder)
      for (const name of members)
        if (name.endsWith('/')) await desk.folder(`${folder}/${name}`)
        else await desk.file(`${folder}/${name}`)
      const page = await app.open(`/files/${id}?sort=name&view=list${search}`)
      await page.getByRole('heading', { level: 1, name: folder.split('/').at(-1)!, exact: true }).waitFor()
      return page
    }

    test('where nothing is yet', async () => {
      const page = await app.open('/files', { person: app.people.colleague.id })
      for (const [path, says] of [
        ['/files', 'Déposez ici vos fichiers'],
        ['/recent', 'Rien de récent'],
        ['/favourites', 'Aucun favori'],
        ['/shared', 'Rien n’est partagé avec vous pour l’instant'],
        ['/shared/by-me', 'Vous n’avez encore rien partagé'],
        ['/boxes', 'Aucun casier pour le moment'],
        ['/tags', 'Retrouvez ensemble ce qui va ensemble.'],
        ['/trash', 'La corbeille est vide'],
        ['/search', 'Écrivez un mot du nom d’un fichier ou d’un dossier.'],
        ['/search?q=zèbre', 'Aucun élément ne porte « zèbre » dans son nom.'],
        ['/search?q=zèbre&type=image', 'Aucun élément ne correspond à ces filtres.'],
        ['/space', 'Vous n’avez pas encore de fichier.'],
        ['/activity', 'Rien ne s’est encore passé ici.'],
        ['/files/987654', 'Cet élément n’existe plus ou n’est pas partagé avec vous.'],
        ['/files?panel=details&item=987654', 'Cet élément n’existe plus ou n’est plus partagé avec vous.'],
        ['/signed-in', 'Vous pouvez fermer cette fenêtre et revenir à la précédente.'],
      ] as const) {
        await page.goto(app.school.url + path)
        await page.getByText(says).first().waitFor()
        await look(page, path)
      }
      await page.goto(`${app.school.url}/space`)
      await page.getByRole('tab', { name: 'En double' }).click()
      await page.getByText('Aucun fichier en double.').waitFor()
      await look(page, 'no duplicates')
      await button(page, 'Notifications').click()
      await page.getByText('Rien de nouveau.').waitFor()
      await look(page, 'no notifications')
    })

    test('places with something in them, and what their menus and dialogs ask', async () => {
      const colleague = new Desk(app, app.people.colleague.id)
      await colleague.folder('Conseil')
      await colleague.shareWith('Conseil', app.people.teacher.id)
      await desk.shareWith('Photos', app.people.colleague.id)
      const page = await lesson('Bazar', ['Grille.txt', 'Jeté.txt', 'Jeté aussi.txt'])
      const list = new FileList(page)
      await list.choose('Grille.txt', 'Ajouter aux favoris')
      await list.row('Jeté.txt').focus()
      for (const name of ['Jeté.txt', 'Jeté aussi.txt']) {
        await list.choose(name, 'Supprimer')
        await list.row(name).waitFor({ state: 'detached' })
      }
      for (const [path, row] of [
        ['/recent', 'Grille.txt'],
        ['/favourites', 'Grille.txt'],
        ['/shared', 'Conseil'],
        ['/shared/by-me', 'Photos'],
        ['/trash', 'Jeté.txt'],
      ] as const) {
        await page.goto(app.school.url + path)
        await list.row(row).waitFor()
        await look(page, path)
      }
      await page.goto(`${app.school.url}/shared`)
      await list.choose('Conseil', 'Ne plus afficher')
      await page.getByRole('alertdialog').waitFor()
      await look(page, 'leaving what was given')
      await leave(page, page.getByRole('alertdialog'))
      await list.row('Conseil').getByRole('link').click()
      await page.getByRole('heading', { level: 1, name: 'Conseil' }).waitFor()
      await page.getByText(/^Déposez ici vos fichiers|^Ce dossier est vide/).waitFor()
      await look(page, 'empty folder of a colleague')
      await page.goto(`${app.school.url}/trash`)
      const menu = await list.openMenu('Jeté.txt')
      await look(page, 'menu of the trash')
      await menu.getByRole('menuitem', { name: 'Supprimer définitivement' }).click()
      await page.getByRole('alertdialog', { name: 'Supprimer définitivement ?' }).waitFor()
      await look(page, 'deleting for good')
      await leave(page, page.getByRole('alertdialog'))
      await list.enter('Jeté.txt')
      await page.keyboard.press('Control+a')
      await page.getByText('2 éléments sélectionnés').waitFor()
      await look(page, 'selected in the trash')

      await page.goto(`${app.school.url}/tags`)
      await button(page, 'Nouvelle étiquette').click()
      const dialog = page.getByRole('dialog', { name: 'Nouvelle étiquette' })
      await dialog.waitFor()
      await look(page, 'new tag')
      await dialog.getByRole('textbox', { name: 'Nom' }).fill('À trier')
      await button(dialog, 'Créer').click()
      await button(page, 'Actions pour l’étiquette « À trier »').click()
      await page.getByRole('menu').waitFor()
      await look(page, 'menu of a tag')
      await page.getByRole('menuitem', { name: 'Modifier l’étiquette' }).click()
      await page.getByRole('dialog').waitFor()
      await look(page, 'changing a tag')
      await leave(page, page.getByRole('dialog'))
      await button(page, 'Actions pour l’étiquette « À trier »').click()
      await page.getByRole('menuitem', { name: 'Supprimer' }).click()
      await page.getByRole('alertdialog').waitFor()
      await look(page, 'deleting a tag')
      await leave(page, page.getByRole('alertdialog'))
      await page.getByRole('link', { name: 'À trier' }).click()
      await page.getByText('Rien ne porte encore cette étiquette.').waitFor()
      await look(page, 'tag of nothing')
    })

    test('menus of the frame, of a folder and of a phone', async () => {
      for (const folder of ['Un', 'Un/Deux', 'Un/Deux/Trois', 'Un/Deux/Trois/Quatre'])
        await desk.folder(folder)
      const page = await lesson('Un/Deux/Trois/Quatre/Cinq', ['Notes.txt', 'Plan/'])
      const menu = page.getByRole('menu')
      const openings = [
        'Ajouter',
        'Aide',
        /^Mon compte/,
        'Trier et choisir les types',
        'Dossiers intermédiaires',
      ]
      for (const name of openings) {
        await button(page, name).click()
        await menu.waitFor()
        await look(page, `menu ${name}`)
        await leave(page, menu)
      }
      await new FileList(page).row('Notes.txt').click({ button: 'right' })
      await menu.waitFor()
      await look(page, 'menu of a right click')

      const phone = await app.open('/files', PHONE)
      await button(phone, 'Plus').click()
      await phone.getByRole('menu').waitFor()
      await look(phone, 'places of a phone')
    })

    test('names and questions in a folder', async () => {
      const page = await lesson('Questions', ['Devoirs/', 'Devoirs/Notes.txt', 'Notes.txt', 'Plan.txt'])
      const list = new FileList(page)
      const { keyboard: keys } = page
      await list.enter('Notes.txt')
      await keys.press('F2')
      await page.getByRole('textbox', { name: 'Nouveau nom' }).fill('Plan.txt')
      await look(page, 'a name is written')
      await keys.press('Enter')
      await page.getByRole('alert').waitFor()
      await look(page, 'a name is taken')
      await keys.press('Escape')

      for (const entry of ['Nouveau dossier', 'Nouveau document texte']) {
        await button(page, 'Ajouter').click()
        await page.getByRole('menuitem', { name: entry }).click()
        const dialog = page.getByRole('dialog', { name: entry })
        await dialog.getByRole('textbox').fill('Notes.txt/')
        await keys.press('Enter')
        await look(page, entry)
        await leave(page, dialog)
      }

      await list.choose('Notes.txt', 'Copier…')
      const dialog = page.getByRole('dialog', { name: 'Copier « Notes.txt »' })
      await dialog.getByRole('searchbox').fill('zèbre')
      await dialog.getByText(/^Aucun dossier où vous pouvez écrire/).waitFor()
      await look(page, 'no folder is found')
      await keys.press('Escape')
      await leave(page, dialog)

      await list.enter('Notes.txt')
      await keys.press('Control+c')
      await list.row('Devoirs').getByRole('link').click()
      await page.getByRole('heading', { level: 1, name: 'Devoirs' }).waitFor()
      await list.enter('Notes.txt')
      await keys.press('Control+v')
      await page.getByRole('alertdialog').waitFor()
      await look(page, 'a name is taken where something goes')
      await leave(page, page.getByRole('alertdialog'))
      await keys.press('Alt+ArrowUp')

      await list.row('Plan.txt').waitFor()
      await list.enter('Plan.txt')
      await keys.press('Control+x')
      await page.getByText('1 élément coupé').waitFor()
      await keys.press('Control+a')
      await page.getByText('3 éléments sélectionnés').waitFor()
      await look(page, 'all selected, one cut')
      await button(page, 'Plus d’actions').click()
      await page.getByRole('menu').waitFor()
      await look(page, 'menu of a selection')
      await leave(page, page.getByRole('menu'))
      await keys.press('Escape')

      await button(page, 'Filtrer ce dossier').click()
      await page.getByRole('searchbox', { name: 'Filtrer ce dossier' }).fill('zèbre')
      await page.getByText('Rien ne correspond').waitFor()
      await look(page, 'filtered to nothing')
    })

    test('while something is dragged', async () => {
      const page = await lesson('Glisser', ['Devoirs/', 'Notes.txt'])
      const list = new FileList(page)
      const [from, onto] = [
        (await list.row('Notes.txt').boundingBox())!,
        (await list.row('Devoirs').boundingBox())!,
      ]
      await page.mouse.move(from.x + 60, from.y + from.height / 2)
      await page.mouse.down()
      await page.mouse.move(from.x + 80, from.y + from.height / 2, { steps: 3 })
      // Held above a folder, it opens: not while it is looked at.
      await page.evaluate(() => {
        const { setTimeout } = window
        window.setTimeout = ((act: () => void, wait?: number) =>
          wait === 700 ? 0 : setTimeout(act, wait)) as typeof window.setTimeout
      })
      for (const x of [90, 91]) await page.mouse.move(onto.x + x, onto.y + onto.height / 2, { steps: 4 })
      const taken = page.locator('[role=row][data-takes=true]')
      await taken.waitFor()
      expect.soft(await faults(page)).toEqual([])
      expect(await taken.count()).toBe(1)
      await page.mouse.up()
      await page.getByText('« Notes.txt » est maintenant dans « Devoirs ».').waitFor()

      const session = await page.context().newCDPSession(page)
      const at = {
        ...{ x: onto.x + 300, y: onto.y + 200 },
        data: { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 },
      }
      const told = page.getByText(/^Déposer dans «/)
      await session.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at })
      do await session.send('Input.dispatchDragEvent', { type: 'dragOver', ...at })
      while (!(await told.isVisible()))
      expect.soft(await faults(page)).toEqual([])
      await session.send('Input.dispatchDragEvent', { type: 'dragCancel', ...at })
      await told.waitFor({ state: 'hidden' })
    })

    test('while something is waited for, and where it does not come', async () => {
      const page = await app.open('/account')
      await page.getByRole('heading', { level: 1, name: 'Mon compte' }).waitFor()
      const answering = Promise.withResolvers<void>()
      await page.route('**/api/v1/links*', async (route) => {
        await answering.promise
        await route.fulfill({ status: 500, json: {} })
      })
      await page.getByRole('link', { name: 'Liens et partages' }).click()
      await page.getByText('Chargement…').first().waitFor({ state: 'attached' })
      await look(page, 'waiting')
      answering.resolve()
      await page.getByText('Cette page ne s’affiche pas').waitFor()
      await look(page, 'failed')
      await page.route('**/api/v1/tags*', (route) => route.fulfill({ status: 500, json: {} }))
      await page.getByRole('link', { name: 'Étiquettes' }).click()
      await page.getByRole('heading', { level: 1, name: 'Étiquettes' }).waitFor()
      await page.getByRole('alert').getByText('Cette page ne s’affiche pas').waitFor()
      await look(page, 'failed below its heading')
    })

    test('where the window for signing in again was not let open', async () => {
      const page = await app.open('/files', { person: app.people.colleague.id })
      await page.getByRole('heading', { level: 1, name: 'Tous les fichiers' }).waitFor()
      await page.evaluate(() => {
        window.open = () => null
      })
      await endSessionsOf(app, app.people.colleague.id)
      await notice(page)
      await button(page.getByRole('alertdialog'), 'S’identifier').click()
      await page.getByText(/^Votre navigateur n’a pas ouvert la fenêtre/).waitFor()
      await look(page, 'blocked')
    })
  },
  { expected: /status of 500/ },
)
