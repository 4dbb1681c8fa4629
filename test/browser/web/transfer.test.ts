import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { endSessions } from '../../../server/src/domain/accounts/sessions/end-all.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { PASSWORD, settle } from '../../school/inhabitant.ts'
import { faults, launch, PHONE, tabTo } from '../browser.ts'
import { Deposits, textFile } from './pages/deposits.ts'
import { type App, openApp } from './pages/open-app.ts'

const MB = 1_000_000
/** Bytes a second: so slow that it is still in the middle when a slow machine gets to look. */
const SLOW = MB / 3

withTools('chromium', 'deposits', () => {
  let browser: Browser
  let app: App
  let desk: string
  let folders = 0

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

  const at = (names: readonly string[], tree = 'files'): string =>
    `/remote.php/dav/${tree}/${[app.people.teacher.id, ...names].map(encodeURIComponent).join('/')}`
  const ask = (method: string, ...names: string[]) =>
    app.people.teacher.client.send({ method, path: at(names) })
  const send = (body: string, ...names: string[]) =>
    app.people.teacher.client.send({ method: 'PUT', path: at(names), body })
  const textOf = async (...names: string[]): Promise<string> => (await ask('GET', ...names)).text
  /** What lies in a folder, by name. */
  async function namesIn(...names: string[]): Promise<string[]> {
    const { text } = await app.people.teacher.client.send({
      ...{ method: 'PROPFIND', path: at(names), headers: { Depth: '1' } },
    })
    const hrefs = [...text.matchAll(/<d:href>([^<]*)<\/d:href>/g)].map(([, href]) =>
      decodeURIComponent(href!),
    )
    return hrefs
      .map((href) => href.replace(/\/$/, '').split('/').at(-1)!)
      .filter((name) => name !== names.at(-1))
      .sort()
  }

  interface Place {
    readonly page: Page
    readonly deposits: Deposits
    readonly name: string
  }

  /** A window on a folder that nobody else uses. */
  async function inFolder(name = `Dépôt ${++folders}`, options = {}): Promise<Place> {
    await ask('MKCOL', name)
    const page = await app.open('/files', options)
    await page.getByRole('main').getByText(name, { exact: true }).first().dblclick()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    return { page, deposits: new Deposits(page), name }
  }

  /** A file on this computer. */
  async function onDesk(name: string, bytes: number): Promise<string> {
    const path = join(desk, name)
    await writeFile(path, Buffer.alloc(bytes, name))
    return path
  }

  const lines = new WeakMap<Page, Promise<CDPSession>>()

  /** So many bytes a second may leave; 0 for as many as can. */
  async function slow(page: Page, bytes: number): Promise<void> {
    const known = lines.get(page) ?? page.context().newCDPSession(page)
    lines.set(page, known)
    const session = await known
    await session.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytes || -1 },
    })
  }

  /** The pointer rests where it clicked last, and what is told of the button there lies beside all landmarks. */
  async function noTip(page: Page): Promise<void> {
    await page.mouse.move(1, 1)
    await page.getByRole('tooltip').waitFor({ state: 'hidden' })
  }

  test('files chosen with + arrive, and the list shows them', async () => {
    const { page, deposits } = await inFolder()
    await deposits.add([textFile('Cours.txt'), textFile('Été à l’école.txt'), textFile('vide.txt', '')])
    await deposits.says('3 fichiers déposés')
    for (const name of ['Cours.txt', 'Été à l’école.txt', 'vide.txt'])
      await page.getByRole('main').getByText(name).first().waitFor()
    await deposits.close()
    await deposits.panel.waitFor({ state: 'hidden' })
  })

  test('a folder is dropped with all that it contains, empty folders too', async () => {
    const { page, deposits, name } = await inFolder()
    const tree = join(desk, 'Classe')
    await mkdir(join(tree, 'Devoirs', 'Maths'), { recursive: true })
    await mkdir(join(tree, 'Vide'))
    await writeFile(join(tree, 'Devoirs', 'Maths', 'énoncé.txt'), 'x + 1 = 2')
    await writeFile(join(tree, 'liste.txt'), 'Ada')
    await deposits.drop([tree], page.getByRole('main'), page.getByText(`Déposer dans « ${name} »`))
    await deposits.says('2 fichiers déposés')
    await page.getByRole('main').getByText('Classe').first().waitFor()
    expect(await textOf(name, 'Classe', 'Devoirs', 'Maths', 'énoncé.txt')).toBe('x + 1 = 2')
    expect(await namesIn(name, 'Classe')).toEqual(['Devoirs', 'Vide', 'liste.txt'])
  })

  test('a folder chosen with + keeps its tree, and pictures are pasted', async () => {
    const { page, deposits, name } = await inFolder()
    const tree = join(desk, 'Chœur')
    await mkdir(join(tree, 'Voix'), { recursive: true })
    await writeFile(join(tree, 'Voix', 'alto.txt'), 'la')
    await deposits.addFolder(tree)
    await deposits.says('1 fichier déposé')
    expect(await textOf(name, 'Chœur', 'Voix', 'alto.txt')).toBe('la')
    await page.evaluate(() => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File(['png'], 'image.png', { type: 'image/png' }))
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    })
    await deposits.says('2 fichiers déposés')
    expect(await namesIn(name)).toEqual(['Chœur', expect.stringMatching(/^Image collée 20.*\.png$/)])
  })

  test('what is there is asked about once: both are kept, unless it is replaced by a version, or skipped', async () => {
    const { page, deposits, name } = await inFolder()
    const names = ['a.txt', 'b.txt', 'c.txt']
    for (const one of names) await send(`vieux ${one}`, name, one)
    const dialog = page.getByRole('dialog', { name: `3 fichiers existent déjà dans « ${name} »` })
    const again = [...names, 'd.txt'].map((one) => textFile(one, `neuf ${one}`))
    await deposits.add(again)
    await dialog.waitFor()
    expect(await dialog.getByRole('radio', { name: 'Garder les deux' }).isChecked()).toBe(true)
    expect(await faults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Continuer' }).click()
    await deposits.says('4 fichiers déposés')
    const kept = ['a (2).txt', 'a.txt', 'b (2).txt', 'b.txt', 'c (2).txt', 'c.txt', 'd.txt']
    expect(await namesIn(name)).toEqual(kept)
    expect(await textOf(name, 'a.txt')).toBe('vieux a.txt')
    expect(await textOf(name, 'a (2).txt')).toBe('neuf a.txt')

    await deposits.add(again.slice(0, 3))
    await dialog.waitFor()
    await dialog.getByText('Pour tous les fichiers').click()
    await dialog.getByText('Remplacer').click()
    await dialog.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('dialog', { name: `2 fichiers existent déjà dans « ${name} »` }).waitFor()
    await page.getByText('Pour tous les fichiers').click()
    await page
      .getByRole('dialog')
      .getByText(/^Ignorer/)
      .first()
      .click()
    await page.getByRole('button', { name: 'Continuer' }).click()
    await deposits.says('5 fichiers déposés')
    expect(await namesIn(name)).toEqual(kept)
    expect(await textOf(name, 'a.txt')).toBe('neuf a.txt')
    expect(await textOf(name, 'b.txt')).toBe('vieux b.txt')
    const { text } = await app.people.teacher.client.send({
      method: 'PROPFIND',
      path: at([name, 'a.txt']),
      body: '<d:propfind xmlns:d="DAV:" xmlns:o="http://owncloud.org/ns"><d:prop><o:fileid/></d:prop></d:propfind>',
    })
    const id = /<oc:fileid>(\d+)</.exec(text)![1]!
    const versions = await app.people.teacher.client.send({
      ...{ method: 'PROPFIND', path: at(['versions', id], 'versions'), headers: { Depth: '1' } },
    })
    expect(versions.text.match(/<d:response>/g)).toHaveLength(3)
  })

  test('names that cannot be kept are said before, each with one that can', async () => {
    const { page, deposits, name } = await inFolder()
    await deposits.add([textFile('brouillon.part'), textFile('un\\deux.txt'), textFile('bon.txt')])
    const dialog = page.getByRole('dialog', { name: '2 noms ne sont pas acceptés' })
    await dialog.getByText('un-deux.txt').waitFor()
    expect(await faults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Déposer ainsi' }).click()
    await deposits.says('3 fichiers déposés')
    expect(await namesIn(name)).toEqual(['bon.txt', 'brouillon-part', 'un-deux.txt'])
  })

  test('what does not fit is said before anything is sent, and what fits may go', async () => {
    const { school } = app
    await settle(school.domain, school.url, { id: 'narrow', name: 'Ada Étroit', quota: 5 * MB })
    const page = await app.open('/files', { person: 'narrow' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    const deposits = new Deposits(page)
    const gauge = page.getByRole('meter', { name: 'Espace utilisé' })
    await gauge.waitFor()
    const before = await gauge.getAttribute('aria-valuetext')
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.method() !== 'GET' && request.url().includes('/remote.php/')) sent.push(request.url())
    })
    await deposits.add([
      await onDesk('grand.bin', 4 * MB),
      await onDesk('moyen.bin', 3 * MB),
      await onDesk('petit.txt', 50),
    ])
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText(/Il manque 1,9.Mo. Rien n’a été envoyé./).waitFor()
    expect(await faults(page)).toEqual([])
    expect(sent).toEqual([])
    await dialog.getByRole('button', { name: 'Déposer ce qui tient' }).click()
    await deposits.says('2 fichiers déposés')
    await deposits.line('grand.bin').getByText('Plus assez de place').waitFor()
    await expect.poll(() => gauge.getAttribute('aria-valuetext')).not.toBe(before)
    await expect.poll(() => gauge.getAttribute('aria-valuenow')).toBe('60')
  })

  test('it goes on while one is elsewhere, is paused, goes on, and is cancelled', async () => {
    const { page, deposits, name } = await inFolder()
    await slow(page, SLOW)
    await deposits.add([await onDesk('film.mp4', 25 * MB), await onDesk('son.mp3', 11 * MB)])
    await deposits
      .line('film.mp4')
      .getByText(/o sur 23,8/)
      .waitFor()
    const gauge = page
      .getByRole('meter', { name: 'Espace utilisé' })
      .or(page.locator('nav').getByText('utilisés'))
    await gauge.first().waitFor()
    await page.getByRole('navigation', { name: 'Chemin' }).getByRole('link').first().click()
    await page.getByRole('heading', { level: 1, name: 'Tous les fichiers' }).waitFor()
    await deposits.panel.getByRole('button', { name: 'Mettre en pause', exact: true }).click()
    await deposits.says('En pause')
    await deposits.line('son.mp3').getByText('En attente').waitFor()
    await deposits.panel.getByRole('button', { name: 'Annuler : son.mp3' }).click()
    await deposits.line('son.mp3').getByText('Annulé').waitFor()
    expect(await page.evaluate(() => document.activeElement?.closest('section') !== null)).toBe(true)
    await slow(page, 0)
    await deposits.panel.getByRole('button', { name: 'Reprendre', exact: true }).click()
    await deposits.says('1 fichier déposé')
    expect(await namesIn(name)).toEqual(['film.mp4'])
    expect(
      Buffer.from((await ask('GET', name, 'film.mp4')).body).equals(Buffer.alloc(25 * MB, 'film.mp4')),
    ).toBe(true)
  })

  test('with the line lost in the middle, all goes on by itself once it is back, and nothing arrives twice', async () => {
    const { page, deposits, name } = await inFolder()
    await slow(page, SLOW)
    const small = Array.from({ length: 150 }, (_, i) => textFile(`copie ${i}.txt`, `${i} `.repeat(9_000)))
    await deposits.add(small)
    await deposits.add([await onDesk('voyage.mp4', 15 * MB)])
    await deposits
      .line('voyage.mp4')
      .getByText(/o sur 14,3/)
      .waitFor()
    await page.context().setOffline(true)
    await deposits.says(/La connexion s’est interrompue\. .* bien arrivés/)
    expect(await faults(page)).toEqual([])
    await page.context().setOffline(false)
    await slow(page, 0)
    await deposits.says('151 fichiers déposés')
    expect(await namesIn(name)).toHaveLength(151)
    expect(app.complaints().filter((text) => !/ERR_INTERNET_DISCONNECTED|ERR_NETWORK/.test(text))).toEqual([])
  })

  test('what a closed window left behind goes on in the next one: what the browser keeps by itself, the rest once it is chosen again', async () => {
    const { page, deposits, name } = await inFolder()
    await slow(page, SLOW)
    const large = await onDesk('concert.mp4', 24 * MB)
    await deposits.add([large, await onDesk('notes.bin', 12 * MB)])
    await deposits
      .line('concert.mp4')
      .getByText(/o sur 22,9/)
      .waitFor()
    await expect
      .poll(
        () =>
          page.evaluate(
            () =>
              new Promise<number>((resolve) => {
                const wish = indexedDB.open('nuage-claire.martin')
                wish.onsuccess = () => {
                  const count = wish.result.transaction('uploads').objectStore('uploads').count()
                  count.onsuccess = () => {
                    wish.result.close()
                    resolve(count.result)
                  }
                }
              }),
          ),
        { timeout: 60_000 },
      )
      .toBe(2)
    const beside = await app.openBeside(page, '/files')
    await beside.getByRole('heading', { level: 1 }).waitFor()
    const elsewhere = new Deposits(beside)
    await page.close({ runBeforeUnload: false })
    await beside.reload()
    await elsewhere.says('2 dépôts interrompus')
    expect(await faults(beside)).toEqual([])
    const third = await app.openBeside(beside, '/files')
    await new Deposits(third).says('2 dépôts interrompus')
    await elsewhere.panel.getByRole('button', { name: 'Reprendre' }).first().click()
    await elsewhere.says('1 fichier est à choisir de nouveau')
    await third.reload()
    await third.getByRole('heading', { level: 1 }).waitFor()
    const chooser = beside.waitForEvent('filechooser')
    await elsewhere.panel.getByRole('button', { name: 'Choisir le fichier' }).click()
    await (await chooser).setFiles(large)
    await elsewhere.says('2 fichiers déposés')
    expect(await namesIn(name)).toEqual(['concert.mp4', 'notes.bin'])
    expect((await ask('GET', name, 'concert.mp4')).body.length).toBe(24 * MB)
    expect(await new Deposits(third).panel.isVisible()).toBe(false)
  })

  test('with the session ended in the middle, it goes on once the same person has signed in again', async () => {
    const { page, deposits, name } = await inFolder()
    await slow(page, SLOW)
    await deposits.add([await onDesk('lecture.mp3', 24 * MB)])
    await deposits
      .line('lecture.mp3')
      .getByText(/o sur 22,9/)
      .waitFor()
    const { domain } = app.school
    await domain.records.write([], (writer) => endSessions(writer, app.people.teacher.id))
    await slow(page, 0)
    const ended = page.getByRole('alertdialog', { name: 'Votre session a pris fin' })
    await ended.waitFor()
    const [window] = await Promise.all([
      page.waitForEvent('popup'),
      ended.getByRole('button', { name: 'S’identifier' }).click(),
    ])
    await window.fill('#user', app.people.teacher.id)
    await window.fill('#password', PASSWORD)
    await Promise.all([window.waitForEvent('close'), window.click('main button[type=submit]')])
    await deposits.says('1 fichier déposé')
    expect((await ask('GET', name, 'lecture.mp3')).body.length).toBe(24 * MB)
  })

  test('a folder that is renamed meanwhile gets its files all the same; one that is gone is said', async () => {
    const { page, deposits, name } = await inFolder()
    await slow(page, SLOW)
    await deposits.add([await onDesk('long.bin', 14 * MB)])
    await deposits
      .line('long.bin')
      .getByText(/o sur 13,4/)
      .waitFor()
    await app.people.teacher.client.send({
      ...{ method: 'MOVE', path: at([name]), headers: { Destination: at(['Ailleurs']) } },
    })
    await slow(page, 0)
    await deposits.says('1 fichier déposé')
    expect(await namesIn('Ailleurs')).toEqual(['long.bin'])
    await slow(page, SLOW)
    await deposits.add([await onDesk('perdu.bin', 14 * MB)])
    await deposits
      .line('perdu.bin')
      .getByText(/o sur 13,4/)
      .waitFor()
    await ask('DELETE', 'Ailleurs')
    await slow(page, 0)
    await deposits.line('perdu.bin').getByText('Le dossier n’existe plus').waitFor()
  })

  test('with the space full in the middle, what fits still goes, and the rest says why', async () => {
    const { school } = app
    const { client } = await settle(school.domain, school.url, { id: 'filling', name: 'Bob', quota: 30 * MB })
    const page = await app.open('/files', { person: 'filling' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    const deposits = new Deposits(page)
    await slow(page, SLOW)
    await deposits.add([
      await onDesk('un.bin', 3 * MB),
      await onDesk('deux.bin', 9 * MB),
      await onDesk('trois.txt', 100),
    ])
    await deposits
      .line('deux.bin')
      .getByText(/o sur 8,6/)
      .waitFor()
    const body = Buffer.alloc(24 * MB)
    await client.send({ method: 'PUT', path: '/remote.php/dav/files/filling/autre.bin', body })
    await slow(page, 0)
    await deposits.says('1 à revoir')
    await deposits.line('deux.bin').getByText('Plus assez de place').waitFor()
    await client.send({ method: 'DELETE', path: '/remote.php/dav/files/filling/autre.bin' })
    await deposits.panel.getByRole('button', { name: 'Réessayer : deux.bin' }).click()
    await deposits.says('3 fichiers déposés')
    expect(app.complaints().filter((text) => !text.includes('status of 507'))).toEqual([])
  })

  test('a file that is changed while it waits is not sent as something else', async () => {
    const { page, deposits, name } = await inFolder()
    await slow(page, SLOW)
    const path = await onDesk('change.bin', 16 * MB)
    await deposits.add([path])
    await deposits
      .line('change.bin')
      .getByText(/o sur 15,3/)
      .waitFor()
    await deposits.panel.getByRole('button', { name: 'Mettre en pause', exact: true }).click()
    await appendFile(path, 'more')
    await slow(page, 0)
    await deposits.panel.getByRole('button', { name: 'Reprendre', exact: true }).click()
    await deposits.line('change.bin').getByText('Ce fichier a changé sur l’ordinateur').waitFor()
    expect(await namesIn(name)).toEqual([])
    expect(app.complaints().filter((text) => !text.includes('ERR_UPLOAD_FILE_CHANGED'))).toEqual([])
  })

  test('everything is done with the keyboard alone', async () => {
    const { page, deposits, name } = await inFolder()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await tabTo(page, 'button[aria-label="Ajouter"]')
    await page.keyboard.press('Enter')
    await page.locator('[role=menuitem]:focus').getByText('Déposer des fichiers').waitFor()
    const asked = page.waitForEvent('filechooser')
    await page.keyboard.press('Enter')
    await (await asked).setFiles([textFile('clavier.txt')])
    await deposits.says('1 fichier déposé')
    expect(await namesIn(name)).toEqual(['clavier.txt'])
    await tabTo(page, 'section[aria-label="Dépôts"] button[aria-label="Montrer les dépôts"]')
    await page.keyboard.press('Enter')
    await deposits.line('clavier.txt').waitFor()
    await tabTo(page, 'section[aria-label="Dépôts"] button[aria-label="Fermer les dépôts"]')
    await page.keyboard.press('Enter')
    await deposits.panel.waitFor({ state: 'hidden' })
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  })

  test.each([
    ['on a desk', {}],
    ['on a small phone', PHONE],
  ] as const)('nothing is in anybody’s way, %s, and it is said how it goes', async (_where, options) => {
    const { page, deposits } = await inFolder(undefined, options)
    await page.evaluate(() => {
      const said: string[] = []
      Object.assign(window, { said })
      for (const region of document.querySelectorAll('[aria-live]'))
        new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
          ...{ childList: true, characterData: true, subtree: true },
        })
    })
    await slow(page, SLOW)
    await deposits.add([
      ...[await onDesk('premier.mp4', 12 * MB), await onDesk('second.bin', 2 * MB)],
      ...[await onDesk('nom très long qui ne tient sûrement pas sur une seule ligne du panneau.txt', 40)],
    ])
    await deposits
      .line('premier.mp4')
      .getByText(/o sur 11,4/)
      .waitFor()
    await noTip(page)
    expect(await faults(page)).toEqual([])
    await slow(page, 0)
    await deposits.says('3 fichiers déposés')
    await deposits.unfold()
    await noTip(page)
    expect(await faults(page)).toEqual([])
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { said: string[] }).said.join(' ')))
      .toMatch(/Dépôt de 3 fichiers dans .*3 fichiers déposés/s)
  })
})
