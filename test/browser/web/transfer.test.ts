import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { withTools } from '../../rigs/with-tools.ts'
import { settle } from '../../school/inhabitant.ts'
import { faults, launch, PHONE, tabTo } from '../browser.ts'
import { Depositor, MB, noTip, SLOW, slow } from './pages/depositor.ts'
import { Deposits, textFile } from './pages/deposits.ts'
import { type App, openApp } from './pages/open-app.ts'

withTools('chromium', 'deposits', () => {
  let browser: Browser
  let app: App
  let depositor: Depositor

  beforeAll(async () => {
    browser = await launch()
    app = await openApp(browser)
    depositor = await Depositor.at(app)
  })
  afterAll(async () => {
    await app?.close()
    await browser?.close()
    await depositor?.close()
  })
  afterEach(() => expect(app.complaints()).toEqual([]))

  test('files chosen with + arrive, and the list shows them', async () => {
    const { page, deposits } = await depositor.inFolder()
    await deposits.add([textFile('Cours.txt'), textFile('Été à l’école.txt'), textFile('vide.txt', '')])
    await deposits.says('3 fichiers déposés')
    for (const name of ['Cours.txt', 'Été à l’école.txt', 'vide.txt'])
      await page.getByRole('main').getByText(name).first().waitFor()
    await deposits.close()
    await deposits.panel.waitFor({ state: 'hidden' })
  })

  test('a folder is dropped with all that it contains, empty folders too', async () => {
    const { page, deposits, name } = await depositor.inFolder()
    const tree = join(depositor.desk, 'Classe')
    await mkdir(join(tree, 'Devoirs', 'Maths'), { recursive: true })
    await mkdir(join(tree, 'Vide'))
    await writeFile(join(tree, 'Devoirs', 'Maths', 'énoncé.txt'), 'x + 1 = 2')
    await writeFile(join(tree, 'liste.txt'), 'Ada')
    await deposits.drop([tree], page.getByRole('main'), page.getByText(`Déposer dans « ${name} »`))
    await deposits.says('2 fichiers déposés')
    await page.getByRole('main').getByText('Classe').first().waitFor()
    expect(await depositor.textOf(name, 'Classe', 'Devoirs', 'Maths', 'énoncé.txt')).toBe('x + 1 = 2')
    expect(await depositor.namesIn(name, 'Classe')).toEqual(['Devoirs', 'Vide', 'liste.txt'])
  })

  test('a folder chosen with + keeps its tree, and pictures are pasted', async () => {
    const { page, deposits, name } = await depositor.inFolder()
    const tree = join(depositor.desk, 'Chœur')
    await mkdir(join(tree, 'Voix'), { recursive: true })
    await writeFile(join(tree, 'Voix', 'alto.txt'), 'la')
    await deposits.addFolder(tree)
    await deposits.says('1 fichier déposé')
    expect(await depositor.textOf(name, 'Chœur', 'Voix', 'alto.txt')).toBe('la')
    await page.evaluate(() => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File(['png'], 'image.png', { type: 'image/png' }))
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    })
    await deposits.says('2 fichiers déposés')
    expect(await depositor.namesIn(name)).toEqual([
      'Chœur',
      expect.stringMatching(/^Image collée 20.*\.png$/),
    ])
  })

  test('what is there is asked about once: both are kept, unless it is replaced by a version, or skipped', async () => {
    const { page, deposits, name } = await depositor.inFolder()
    const names = ['a.txt', 'b.txt', 'c.txt']
    for (const one of names) await depositor.send(`vieux ${one}`, name, one)
    const dialog = page.getByRole('dialog', { name: `3 fichiers existent déjà dans « ${name} »` })
    const again = [...names, 'd.txt'].map((one) => textFile(one, `neuf ${one}`))
    await deposits.add(again)
    await dialog.waitFor()
    expect(await dialog.getByRole('radio', { name: 'Garder les deux' }).isChecked()).toBe(true)
    expect(await faults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Continuer' }).click()
    await deposits.says('4 fichiers déposés')
    const kept = ['a (2).txt', 'a.txt', 'b (2).txt', 'b.txt', 'c (2).txt', 'c.txt', 'd.txt']
    expect(await depositor.namesIn(name)).toEqual(kept)
    expect(await depositor.textOf(name, 'a.txt')).toBe('vieux a.txt')
    expect(await depositor.textOf(name, 'a (2).txt')).toBe('neuf a.txt')

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
    expect(await depositor.namesIn(name)).toEqual(kept)
    expect(await depositor.textOf(name, 'a.txt')).toBe('neuf a.txt')
    expect(await depositor.textOf(name, 'b.txt')).toBe('vieux b.txt')
    const { text } = await app.people.teacher.client.send({
      method: 'PROPFIND',
      path: depositor.path([name, 'a.txt']),
      body: '<d:propfind xmlns:d="DAV:" xmlns:o="http://owncloud.org/ns"><d:prop><o:fileid/></d:prop></d:propfind>',
    })
    const id = /<oc:fileid>(\d+)</.exec(text)![1]!
    const versions = await app.people.teacher.client.send({
      ...{ method: 'PROPFIND', path: depositor.path(['versions', id], 'versions'), headers: { Depth: '1' } },
    })
    expect(versions.text.match(/<d:response>/g)).toHaveLength(3)
  })

  test('names that cannot be kept are said before, each with one that can', async () => {
    const { page, deposits, name } = await depositor.inFolder()
    await deposits.add([textFile('brouillon.part'), textFile('un\\deux.txt'), textFile('bon.txt')])
    const dialog = page.getByRole('dialog', { name: '2 noms ne sont pas acceptés' })
    await dialog.getByText('un-deux.txt').waitFor()
    expect(await faults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Déposer ainsi' }).click()
    await deposits.says('3 fichiers déposés')
    expect(await depositor.namesIn(name)).toEqual(['bon.txt', 'brouillon-part', 'un-deux.txt'])
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
      await depositor.onDesk('grand.bin', 4 * MB),
      await depositor.onDesk('moyen.bin', 3 * MB),
      await depositor.onDesk('petit.txt', 50),
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

  test('everything is done with the keyboard alone', async () => {
    const { page, deposits, name } = await depositor.inFolder()
    await page.getByRole('heading', { level: 1 }).waitFor()
    // The browser is told to hand over its window of files a moment after this: not right before the key.
    const asked = page.waitForEvent('filechooser')
    await tabTo(page, 'button[aria-label="Ajouter"]')
    await page.keyboard.press('Enter')
    await page.locator('[role=menuitem]:focus').getByText('Déposer des fichiers').waitFor()
    await page.keyboard.press('Enter')
    await (await asked).setFiles([textFile('clavier.txt')])
    await deposits.says('1 fichier déposé')
    expect(await depositor.namesIn(name)).toEqual(['clavier.txt'])
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
    const { page, deposits } = await depositor.inFolder(undefined, options)
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
      ...[await depositor.onDesk('premier.mp4', 12 * MB), await depositor.onDesk('second.bin', 2 * MB)],
      ...[
        await depositor.onDesk(
          'nom très long qui ne tient sûrement pas sur une seule ligne du panneau.txt',
          40,
        ),
      ],
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
