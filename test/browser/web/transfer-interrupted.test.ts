import { appendFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { endSessions } from '../../../server/src/domain/accounts/sessions/end-all.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { PASSWORD, settle } from '../../school/inhabitant.ts'
import { faults, launch } from '../browser.ts'
import { Depositor, MB, noTip, SLOW, slow } from './pages/depositor.ts'
import { Deposits, textFile } from './pages/deposits.ts'
import { type App, openApp } from './pages/open-app.ts'

withTools('chromium', 'deposits that are interrupted', () => {
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

  test('it goes on while one is elsewhere, is paused, goes on, and is cancelled', async () => {
    const { page, deposits, name } = await depositor.inFolder()
    await slow(page, SLOW)
    await deposits.add([
      await depositor.onDesk('film.mp4', 25 * MB),
      await depositor.onDesk('son.mp3', 11 * MB),
    ])
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
    await noTip(page)
    expect(await faults(page)).toEqual([])
    expect(await page.evaluate(() => document.activeElement?.closest('section') !== null)).toBe(true)
    await slow(page, 0)
    await deposits.panel.getByRole('button', { name: 'Reprendre', exact: true }).click()
    await deposits.says('1 fichier déposé')
    expect(await depositor.namesIn(name)).toEqual(['film.mp4'])
    expect(
      Buffer.from((await depositor.ask('GET', name, 'film.mp4')).body).equals(
        Buffer.alloc(25 * MB, 'film.mp4'),
      ),
    ).toBe(true)
  })

  test('with the line lost in the middle, all goes on by itself once it is back, and nothing arrives twice', async () => {
    const { page, deposits, name } = await depositor.inFolder()
    await slow(page, SLOW)
    const small = Array.from({ length: 150 }, (_, i) => textFile(`copie ${i}.txt`, `${i} `.repeat(9_000)))
    await deposits.add(small)
    await deposits.add([await depositor.onDesk('voyage.mp4', 15 * MB)])
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
    expect(await depositor.namesIn(name)).toHaveLength(151)
    expect(app.complaints().filter((text) => !/ERR_INTERNET_DISCONNECTED|ERR_NETWORK/.test(text))).toEqual([])
  })

  test('what a closed window left behind goes on in the next one: what the browser keeps by itself, the rest once it is chosen again', async () => {
    const { page, deposits, name } = await depositor.inFolder()
    await slow(page, SLOW)
    const large = await depositor.onDesk('concert.mp4', 24 * MB)
    await deposits.add([large, await depositor.onDesk('notes.bin', 12 * MB)])
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
    expect(await depositor.namesIn(name)).toEqual(['concert.mp4', 'notes.bin'])
    expect((await depositor.ask('GET', name, 'concert.mp4')).body.length).toBe(24 * MB)
    expect(await new Deposits(third).panel.isVisible()).toBe(false)
  })

  test('with the session ended in the middle, it goes on once the same person has signed in again', async () => {
    const { page, deposits, name } = await depositor.inFolder()
    await slow(page, SLOW)
    await deposits.add([await depositor.onDesk('lecture.mp3', 24 * MB)])
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
    expect((await depositor.ask('GET', name, 'lecture.mp3')).body.length).toBe(24 * MB)
  })

  test('a folder that is renamed meanwhile gets its files all the same; one that is gone is said', async () => {
    const { page, deposits, name } = await depositor.inFolder()
    await slow(page, SLOW)
    await deposits.add([await depositor.onDesk('long.bin', 14 * MB)])
    await deposits
      .line('long.bin')
      .getByText(/o sur 13,4/)
      .waitFor()
    await app.people.teacher.client.send({
      ...{
        method: 'MOVE',
        path: depositor.path([name]),
        headers: { Destination: depositor.path(['Ailleurs']) },
      },
    })
    await slow(page, 0)
    await deposits.says('1 fichier déposé')
    expect(await depositor.namesIn('Ailleurs')).toEqual(['long.bin'])
    await slow(page, SLOW)
    await deposits.add([await depositor.onDesk('perdu.bin', 14 * MB)])
    await deposits
      .line('perdu.bin')
      .getByText(/o sur 13,4/)
      .waitFor()
    await depositor.ask('DELETE', 'Ailleurs')
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
      await depositor.onDesk('un.bin', 3 * MB),
      await depositor.onDesk('deux.bin', 9 * MB),
      await depositor.onDesk('trois.txt', 100),
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
    expect(await faults(page)).toEqual([])
    await client.send({ method: 'DELETE', path: '/remote.php/dav/files/filling/autre.bin' })
    await deposits.panel.getByRole('button', { name: 'Réessayer : deux.bin' }).click()
    await deposits.says('3 fichiers déposés')
    expect(app.complaints().filter((text) => !text.includes('status of 507'))).toEqual([])
  })

  test('a file that is changed while it waits is not sent as something else', async () => {
    const { page, deposits, name } = await depositor.inFolder()
    await slow(page, SLOW)
    const path = await depositor.onDesk('change.bin', 16 * MB)
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
    expect(await depositor.namesIn(name)).toEqual([])
    expect(app.complaints().filter((text) => !text.includes('ERR_UPLOAD_FILE_CHANGED'))).toEqual([])
  })
})
