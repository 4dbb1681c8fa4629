import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { READ } from '../../../server/src/vocabulary/permissions.ts'
import { sheetPdf } from '../../rigs/pdf.ts'
import { longFilm, photo } from '../../rigs/pictures.ts'
import { giveShare } from '../../rigs/shares.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { schoolFile } from '../../school/school.ts'
import { faults, launch, PHONE } from '../browser.ts'
import { noTip } from './pages/depositor.ts'
import { type App, openApp } from './pages/open-app.ts'

/** Sound of so many seconds that every browser plays: 16,000 bytes a second. */
function sound(seconds: number): Buffer {
  const data = Buffer.alloc(seconds * 16_000)
  for (let i = 0; i < data.length; i++) data[i] = 128 + Math.round(40 * Math.sin(i / 6))
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(16_000, 24)
  head.writeUInt32LE(16_000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}

/** Pixels by which the page, or anything that it shows at once, is wider than the window. */
const beyond = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const outer = [...document.querySelectorAll('[role=dialog], [role=dialog] header, main')]
    const rights = outer.map((element) => element.getBoundingClientRect().right)
    return Math.max(
      0,
      document.documentElement.scrollWidth - innerWidth,
      ...rights.map((right) => right - innerWidth),
    )
  })

/** Machines that are busy take their time. */
const soon = <Value>(look: () => Value) => expect.poll(look, { timeout: 60_000 })

/** What the browser says of a damaged PDF, and of pages that are still being drawn, is as it should be. */
const isWrong = (complaint: string): boolean => !/Invalid PDF structure|status of 503/.test(complaint)

const MARKDOWN =
  '# Sortie\n\nNous partons **mardi**. [Le site](https://example.org/) et <script>alert(1)</script>\n\n[non](javascript:alert(1))\n'

withTools('chromium', 'looking at files', () => {
  let browser: Browser
  let app: App
  let folder: number
  const ids = new Map<string, number>()

  const put = async (name: string, body: Buffer | string): Promise<number> => {
    const path = `/remote.php/dav/files/claire.martin/Vitrine/${encodeURIComponent(name)}`
    const answer = await app.people.teacher.client.dav('PUT', path, { body })
    const id = Number(answer.header('oc-fileid')!.slice(0, -12))
    ids.set(name, id)
    return id
  }
  const content = async (name: string): Promise<string> => {
    const path = `/remote.php/dav/files/claire.martin/Vitrine/${encodeURIComponent(name)}`
    return (await app.people.teacher.client.dav('GET', path)).body.toString('utf8')
  }
  const addressOf = (name: string): string => `/files/${folder}/view/${ids.get(name)}`
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
  const view = async (name: string, wish = {}): Promise<Page> => {
    const page = await app.open(addressOf(name), wish)
    await heading(page, name).waitFor()
    return page
  }
  const go = async (page: Page, name: string): Promise<void> => {
    await page.goto(app.school.url + addressOf(name))
    await heading(page, name).waitFor()
  }

  beforeAll(async () => {
    browser = await launch()
    app = await openApp(browser)
    const { client } = app.people.teacher
    const made = await client.dav('MKCOL', '/remote.php/dav/files/claire.martin/Vitrine')
    folder = Number(made.header('oc-fileid')!.slice(0, -12))
    await put('a photo.jpg', await photo(1200, 800))
    await put(
      'b dessin.svg',
      '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="gold"/></svg>',
    )
    await put('c document.pdf', sheetPdf(9))
    await put('d son.wav', sound(120))
    await put('e notes.md', MARKDOWN)
    await put('f texte.txt', 'première ligne\r\nseconde ligne\r\n')
    await put('g archive.zip', 'PK')
    await put('h abîmée.jpg', 'no picture at all')
    await put('i cassé.pdf', 'no PDF at all')
    await put('j vide.txt', '')
  })
  afterAll(async () => {
    await app.close()
    await browser.close()
  })
  afterEach(() => expect(app.complaints().filter(isWrong)).toEqual([]))

  test('pictures are looked at one after the other by keys, larger and smaller, and left to where one was', async () => {
    const page = await view('a photo.jpg')
    const picture = page.getByRole('img', { name: 'a photo.jpg' })
    const width = async (): Promise<number> => (await picture.boundingBox())!.width
    await soon(width).toBeGreaterThan(500)
    expect(await faults(page)).toEqual([])
    const fitted = await width()
    await page.keyboard.press('+')
    await soon(width).toBeGreaterThan(fitted * 1.4)
    await page.keyboard.press('ArrowRight')
    await heading(page, 'a photo.jpg').waitFor()
    await page.keyboard.press('0')
    await soon(width).toBe(fitted)
    await page.mouse.move(640, 400)
    await page.mouse.wheel(0, -400)
    await soon(width).toBeGreaterThan(fitted * 1.5)
    await page.keyboard.press('0')
    await page.keyboard.press('ArrowRight')
    await heading(page, 'b dessin.svg').waitFor()
    await page.getByRole('img', { name: 'b dessin.svg' }).waitFor()
    await page.getByText('2 sur 10').waitFor()
    await page.keyboard.press('ArrowLeft')
    await heading(page, 'a photo.jpg').waitFor()
    await page.keyboard.press('i')
    await page.getByRole('tabpanel', { name: 'Détails' }).waitFor()
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('i')
    await page.keyboard.press('Escape')
    await page.waitForURL(`${app.school.url}/files/${folder}?item=${ids.get('a photo.jpg')}`)
    await heading(page, 'Vitrine').waitFor()
  })

  test('a PDF shows its pages as they are scrolled to, with text that can be selected', async () => {
    const page = await view('c document.pdf')
    const first = page.getByRole('article', { name: 'Page 1 sur 9' })
    await first.getByText('1', { exact: true }).waitFor({ state: 'attached' })
    await soon(() => page.locator('canvas').count()).toBeLessThan(9)
    const drawn = await first.locator('canvas').evaluate((canvas: HTMLCanvasElement) =>
      canvas
        .getContext('2d')!
        .getImageData(0, 0, canvas.width, canvas.height)
        .data.some((value, i) => i % 4 === 0 && value < 100),
    )
    expect(drawn).toBe(true)
    const last = page.getByRole('article', { name: 'Page 9 sur 9' })
    await last.scrollIntoViewIfNeeded()
    await last.getByText('9', { exact: true }).waitFor({ state: 'attached' })
    expect(await faults(page)).toEqual([])
  })

  test('sound is played from where one wants, and only that part is fetched', async () => {
    const page = await view('d son.wav')
    const ranges: string[] = []
    page.on('response', (response) => {
      const range = response.headers()['content-range']
      if (range !== undefined) ranges.push(range)
    })
    const player = page.locator('audio')
    await soon(() => player.evaluate((audio: HTMLAudioElement) => audio.duration)).toBe(120)
    expect(await faults(page)).toEqual([])
    await player.evaluate((audio: HTMLAudioElement) => {
      audio.currentTime = 100
    })
    await soon(() =>
      player.evaluate((audio: HTMLAudioElement) => audio.readyState >= 2 && !audio.seeking),
    ).toBe(true)
    expect(await player.evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBe(100)
    expect(ranges.some((range) => Number(/^bytes (\d+)-/.exec(range)?.[1]) > 1_000_000)).toBe(true)
  })

  test('a program is shown as it is written, and written on with its parts told apart', async () => {
    await put('l calcul.js', 'const trois = 1 + 2 // le compte est bon\n')
    const page = await view('l calcul.js')
    await page.locator('pre').getByText('const trois = 1 + 2').waitFor()
    await page.getByRole('button', { name: 'Modifier' }).click()
    await page.locator('[role=textbox]:focus').waitFor()
    await page.locator('.cm-line', { hasText: 'const trois' }).waitFor()
    expect(await faults(page)).toEqual([])
  })

  test('Markdown is shown as it is meant, and runs nothing', async () => {
    const page = await view('e notes.md')
    const paper = page.getByRole('region', { name: 'e notes.md' })
    await paper.getByRole('heading', { name: 'Sortie' }).waitFor()
    const link = paper.getByRole('link')
    expect(await link.count()).toBe(1)
    expect(await link.getAttribute('rel')).toBe('noreferrer noopener')
    expect(await paper.textContent()).toContain('<script>alert(1)</script>')
    expect(await page.locator('script', { hasText: 'alert' }).count()).toBe(0)
    expect(await faults(page)).toEqual([])
  })

  test('a document that was written to tire the reader out is shown as it is written', async () => {
    await put('k hostile.md', '*a_'.repeat(20_000))
    const page = await view('k hostile.md')
    await page.locator('pre').getByText('*a_*a_').waitFor({ timeout: 60_000 })
  })

  test('what cannot be shown says so, and can be downloaded', async () => {
    const page = await view('g archive.zip')
    for (const [name, sentence] of [
      ['g archive.zip', /Ce type de fichier ne peut pas être affiché ici/],
      ['h abîmée.jpg', /il est peut-être abîmé/],
      ['i cassé.pdf', /il est peut-être abîmé/],
    ] as const) {
      await go(page, name)
      await page.getByText(sentence).waitFor()
      expect(await faults(page)).toEqual([])
      const download = page.waitForEvent('download')
      await page.getByRole('link', { name: /^Télécharger \(/ }).click()
      expect((await download).suggestedFilename()).toBe(name)
    }
    await go(page, 'j vide.txt')
    await page.getByText('Ce fichier est vide.').waitFor()
    expect(await faults(page)).toEqual([])
    await page.goto(`${app.school.url}/files/${folder}/view/987654`)
    await page.getByRole('alert').waitFor()
    expect(await faults(page)).toEqual([])
  })

  test('what may not be downloaded is seen in marked pages only', async () => {
    const id = ids.get('c document.pdf')!
    await giveShare(app.school.domain, {
      ...{ node: id, sharer: 'claire.martin', recipient: app.people.colleague.id, permissions: READ },
    })
    const page = await app.open('/files', { person: app.people.colleague.id })
    const { root } = await page.evaluate(async () => (await fetch('/api/v1/session')).json())
    await page.goto(`${app.school.url}/files/${root}/view/${id}`)
    await heading(page, 'c document.pdf').waitFor()
    const first = page.getByRole('img', { name: 'Page 1 sur 9' })
    await first.waitFor({ timeout: 60_000 })
    await soon(() => first.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1131)
    expect(await page.getByRole('link', { name: /Télécharger/ }).count()).toBe(0)
    expect(await page.locator('canvas').count()).toBe(0)
    expect(await faults(page)).toEqual([])
  })

  test('a text is written on and saved, what it held becomes a version, and its line ends stay', async () => {
    const page = await view('f texte.txt')
    await page.getByRole('button', { name: 'Modifier' }).click()
    await page.locator('[role=textbox]:focus').waitFor()
    await page.keyboard.type('Bonjour\n')
    await page.getByText('Modifications non enregistrées').waitFor()
    await page.keyboard.press('Control+s')
    await page.getByRole('dialog').getByText('Enregistré', { exact: true }).waitFor()
    expect(await content('f texte.txt')).toBe('Bonjour\r\npremière ligne\r\nseconde ligne\r\n')
    await page.getByRole('button', { name: 'Terminer' }).click()
    await page.getByText('Bonjour').waitFor()
  })

  test('what was typed and not saved is there again after the window was closed', async () => {
    const page = await view('f texte.txt')
    await page.getByRole('button', { name: 'Modifier' }).click()
    await page.locator('[role=textbox]:focus').waitFor()
    await page.keyboard.type('Jamais enregistré. ')
    const kept = () =>
      page.evaluate(async () => {
        const open = indexedDB.open('nuage/drafts/claire.martin')
        await new Promise((done) => {
          open.onsuccess = done
        })
        const all = open.result.transaction('drafts').objectStore('drafts').getAll()
        await new Promise((done) => {
          all.onsuccess = done
        })
        open.result.close()
        return all.result.map(({ text }) => text as string)
      })
    await soon(kept).toContainEqual(expect.stringContaining('Jamais enregistré. '))
    const again = await app.openBeside(page, `${addressOf('f texte.txt')}?edit=1`)
    await page.close()
    await again.getByText(/Voici ce que vous aviez écrit sans l’enregistrer/).waitFor()
    expect(await faults(again)).toEqual([])
    expect(await again.getByRole('textbox').textContent()).toContain('Jamais enregistré.')
    await again.getByRole('button', { name: 'Revenir au fichier enregistré' }).click()
    await soon(() => again.getByRole('textbox').textContent()).not.toContain('Jamais enregistré.')
    expect(await content('f texte.txt')).not.toContain('Jamais')
  })

  test('two people write on one text: nobody’s words are lost, and one chooses', async () => {
    const page = await view('e notes.md')
    await page.getByRole('button', { name: 'Modifier' }).click()
    await page.locator('[role=textbox]:focus').waitFor()
    await page.getByRole('region', { name: 'Aperçu' }).getByRole('heading', { name: 'Sortie' }).waitFor()
    await page.keyboard.type('Les miens. ')
    await put('e notes.md', 'Les leurs.\n')
    await page.keyboard.press('Control+s')
    await page.getByRole('region', { name: 'Ce fichier a changé entre-temps.' }).waitFor()
    expect(await content('e notes.md')).toBe('Les leurs.\n')
    expect(await faults(page)).toEqual([])
    await page.getByRole('button', { name: 'Comparer' }).click()
    const compared = page.getByRole('dialog', { name: 'Ce qui diffère' })
    await compared.locator('del', { hasText: 'Les leurs.' }).waitFor()
    await compared.locator('ins', { hasText: 'Les miens.' }).waitFor()
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await compared.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Remplacer' }).click()
    await page.getByRole('dialog').getByText('Enregistré', { exact: true }).waitFor()
    expect(await content('e notes.md')).toBe(`Les miens. ${MARKDOWN}`)

    await page.getByRole('textbox', { name: 'e notes.md' }).focus()
    await page.keyboard.type('Encore. ')
    await put('e notes.md', 'Encore les leurs.\n')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await page.getByRole('button', { name: 'Enregistrer une copie' }).click()
    await heading(page, 'e notes (2).md').waitFor()
    expect(await content('e notes.md')).toBe('Encore les leurs.\n')
    expect(await content('e notes (2).md')).toContain('Encore. ')
  })

  test('versions are seen, named, restored and deleted', async () => {
    await put('versions.txt', 'première')
    await put('versions.txt', 'deuxième')
    const id = await put('versions.txt', 'troisième')
    const page = await app.open(`/files/${folder}?item=${id}&panel=versions`)
    const list = page.getByRole('tabpanel', { name: 'Versions' })
    const menu = list.getByRole('button', { name: /^Actions pour la version/ })
    await soon(() => menu.count()).toBe(3)
    const choose = async (which: number, act: string): Promise<void> => {
      await menu.nth(which).click()
      await page.getByRole('menuitem', { name: act }).click()
    }
    await choose(2, 'Ouvrir')
    await page.getByRole('dialog').getByText('première').waitFor()
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await choose(2, 'Nommer')
    await page.getByRole('textbox', { name: 'Nom de la version' }).fill('Pour la classe')
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('Enter')
    await list.getByText('Pour la classe').waitFor()
    await choose(1, 'Supprimer définitivement')
    await page.getByRole('alertdialog').waitFor()
    expect(await faults(page)).toEqual([])
    await page.getByRole('alertdialog').getByRole('button', { name: 'Supprimer' }).click()
    await soon(() => menu.count()).toBe(2)
    await choose(1, 'Restaurer')
    await page.getByText(/est revenu à sa version/).waitFor()
    expect(await content('versions.txt')).toBe('première')
    expect(await faults(page)).toEqual([])
  })

  test('a file is spoken of, and bears tags that lead to all that bear them', async () => {
    const page = await app.open(`/files/${folder}?item=${ids.get('a photo.jpg')}&panel=comments`)
    await page.getByRole('textbox', { name: 'Écrire un commentaire' }).fill('À imprimer pour jeudi')
    await page.keyboard.press('Control+Enter')
    const said = page.getByRole('list', { name: 'Commentaires' }).getByRole('listitem')
    await said.getByText('À imprimer pour jeudi').waitFor()
    await said.getByRole('button', { name: /^Actions pour votre commentaire/ }).click()
    await page.getByRole('menuitem', { name: 'Modifier' }).click()
    await page.getByRole('textbox', { name: 'Votre commentaire' }).fill('À imprimer pour vendredi')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await said.getByText('À imprimer pour vendredi').waitFor()
    expect(await faults(page)).toEqual([])
    await said.getByRole('button', { name: /^Actions pour votre commentaire/ }).click()
    expect(await faults(page)).toEqual([])
    await page.getByRole('menuitem', { name: 'Supprimer' }).click()
    await page.getByRole('alertdialog').waitFor()
    expect(await faults(page)).toEqual([])
    await page.getByRole('alertdialog').getByRole('button', { name: 'Supprimer' }).click()
    await page.getByText('Personne n’a encore écrit ici.').waitFor()

    await page.getByRole('tab', { name: 'Détails' }).click()
    await page.getByRole('button', { name: 'Ajouter une étiquette' }).click()
    await page.getByRole('textbox', { name: 'Chercher ou créer une étiquette' }).fill('À corriger')
    await page.keyboard.press('Enter')
    await page.getByRole('checkbox', { name: 'À corriger', checked: true }).waitFor()
    await noTip(page)
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await faults(page)).toEqual([])
    await page.getByRole('link', { name: 'À corriger' }).click()
    await heading(page, 'À corriger').waitFor()
    await page.getByText('a photo.jpg').waitFor()
    expect(await faults(page)).toEqual([])
    await page.goto(`${app.school.url}/tags`)
    await page.getByRole('button', { name: 'Actions pour l’étiquette « À corriger »' }).click()
    await page.getByRole('menuitem', { name: 'Modifier l’étiquette' }).click()
    await page.getByRole('textbox', { name: 'Nom' }).fill('Corrigé')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('link', { name: 'Corrigé' }).waitFor()
    expect(await faults(page)).toEqual([])
  })

  test('on a small phone nothing is cut off', async () => {
    const page = await view('e notes.md', PHONE)
    for (const name of ['a photo.jpg', 'c document.pdf', 'e notes.md', 'g archive.zip']) {
      await go(page, name)
      expect(await beyond(page), name).toBe(0)
    }
    await page.goto(`${app.school.url}${addressOf('e notes.md')}?edit=1`)
    await page.locator('[role=textbox]:focus').waitFor()
    expect(await beyond(page)).toBe(0)
  })
})

withTools(['chromium', 'ffmpeg'], 'looking at films', () => {
  test('a film is played from where one wants, and only that part is fetched', async () => {
    const browser = await launch()
    const app = await openApp(browser)
    try {
      const body = await longFilm()
      const { client } = app.people.teacher
      const made = await client.dav('PUT', '/remote.php/dav/files/claire.martin/sortie.webm', { body })
      const id = Number(made.header('oc-fileid')!.slice(0, -12))
      const page = await app.open('/files')
      const ranges: number[] = []
      page.on('response', (response) => {
        const range = response.headers()['content-range']
        if (range !== undefined) ranges.push(Number(/^bytes (\d+)-/.exec(range)?.[1]))
      })
      const { root } = await page.evaluate(async () => (await fetch('/api/v1/session')).json())
      await page.goto(`${app.school.url}/files/${root}/view/${id}`)
      const player = page.locator('video')
      const stands = () =>
        player.evaluate((video: HTMLVideoElement) => video.readyState >= 2 && !video.seeking)
      await soon(() => player.evaluate((video: HTMLVideoElement) => video.duration)).toBe(60)
      await player.evaluate((video: HTMLVideoElement) => {
        video.currentTime = 50
      })
      await soon(stands).toBe(true)
      expect(await player.evaluate((video: HTMLVideoElement) => video.currentTime)).toBe(50)
      expect(Math.max(...ranges)).toBeGreaterThan(body.length / 2)
      expect(await faults(page)).toEqual([])
      expect(app.complaints().filter(isWrong)).toEqual([])
    } finally {
      await app.close()
      await browser.close()
    }
    // Where much else runs, ffmpeg takes most of a minute.
  }, 600_000)
})

withTools(['chromium', 'libreoffice'], 'looking at office documents', () => {
  test('a sheet is shown page by page', async () => {
    const browser = await launch()
    const app = await openApp(browser)
    try {
      const { client } = app.people.teacher
      const body = await readFile(schoolFile('marks.ods'))
      const made = await client.dav('PUT', '/remote.php/dav/files/claire.martin/notes.ods', { body })
      const id = Number(made.header('oc-fileid')!.slice(0, -12))
      const page = await app.open('/files')
      const { root } = await page.evaluate(async () => (await fetch('/api/v1/session')).json())
      await page.goto(`${app.school.url}/files/${root}/view/${id}`)
      const first = page.getByRole('img', { name: /^Page 1 sur/ })
      await first.waitFor({ timeout: 100_000 })
      await soon(() => first.evaluate((image: HTMLImageElement) => image.naturalHeight)).toBe(1600)
      expect(await faults(page)).toEqual([])
      expect(app.complaints().filter(isWrong)).toEqual([])
    } finally {
      await app.close()
      await browser.close()
    }
  })
})
