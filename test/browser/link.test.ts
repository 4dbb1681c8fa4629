import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sheetPdf } from '../rigs/pdf.ts'
import { photo } from '../rigs/pictures.ts'
import { readCode } from '../rigs/read-code.ts'
import { withTools } from '../rigs/with-tools.ts'
import { faults, launch, PHONE, tabTo, visitAsStranger } from './browser.ts'
import { openSchool, type School, TEACHER } from './school.ts'
import { Teacher } from './teacher.ts'

const PASSWORD = 'cerise-lampe-wagon-nuit'
const WAYS = [
  ['avec JavaScript', {}],
  ['sans JavaScript', { javaScriptEnabled: false }],
  ['sur un petit téléphone', PHONE],
  ['sur un petit téléphone sans JavaScript', { ...PHONE, javaScriptEnabled: false }],
] as const

withTools('chromium', 'Partager des fichiers', () => {
  let browser: Browser
  let school: School
  let teacher: Teacher
  const pages: Page[] = []

  beforeAll(async () => {
    browser = await launch()
    school = await openSchool()
    await school.addTeacher()
    teacher = new Teacher(school)
  })
  afterAll(async () => {
    await browser.close()
    await school.close()
  })
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close()
  })

  async function visit(options: BrowserContextOptions, url: string): Promise<Page> {
    const page = await visitAsStranger(browser, school, options)
    pages.push(page)
    await page.goto(url)
    return page
  }

  const heading = (page: Page): Promise<string | null> => page.locator('h1').textContent()
  const names = (page: Page): Promise<string[]> => page.locator('.list .rows div > a').allTextContents()
  const main = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? ''
  const cookies = async (page: Page): Promise<string[]> =>
    (await page.context().cookies()).map(({ name }) => name)

  /** What a click has the browser save. */
  async function saved(page: Page, selector: string): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(selector)])
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }

  let lessons = 0
  let shared: Promise<string> | undefined

  /** The path of a folder with what a lesson needs, which several tests only look at. */
  function lesson(): Promise<string> {
    shared ??= ownLesson()
    return shared
  }

  /** The same for one test alone. */
  async function ownLesson(): Promise<string> {
    const at = `Classe ${++lessons}/Exposés`
    await teacher.folder(`Classe ${lessons}`)
    await teacher.folder(at)
    await teacher.folder(`${at}/Images`)
    await teacher.file(`${at}/consigne.txt`, 'Lisez <b>tout</b> le chapitre 2 : « L’eau ».')
    await teacher.file(`${at}/fiche.pdf`, sheetPdf(3))
    await teacher.file(`${at}/10 plage.jpg`, await photo())
    await teacher.file(`${at}/2 montagne.jpg`, await photo(600, 200))
    await teacher.file(
      `${at}/Images/carte.svg`,
      '<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"/>',
    )
    await teacher.file(`${at}/page.html`, '<script>document.title = "pris"</script>')
    return at
  }

  describe('Grâce à un lien de partage privé, vous pouvez partager des documents, des fichiers aux élèves et aux familles', () => {
    test.each(WAYS)('%s : un dossier s’ouvre sans compte et sans cookie', async (_how, options) => {
      const at = await lesson()
      const page = await visit(options, (await teacher.link(at, { note: 'À lire avant jeudi' })).url)
      expect(await heading(page)).toBe('Exposés')
      expect(await main(page)).toContain(`Dossier partagé par ${TEACHER.name}`)
      expect(await main(page)).toContain('À lire avant jeudi')
      expect(await names(page)).toEqual([
        'Images',
        '2 montagne.jpg',
        '10 plage.jpg',
        'consigne.txt',
        'fiche.pdf',
        'page.html',
      ])
      await page.click('text=Images')
      expect(await names(page)).toEqual(['carte.svg'])
      await page.click('.trail a')
      expect(await heading(page)).toBe('Exposés')
      expect(await cookies(page)).toEqual([])
    })

    test.each(WAYS)('%s : texte, image et PDF se regardent sans rien installer', async (_how, options) => {
      const at = await lesson()
      const page = await visit(options, (await teacher.link(at)).url)
      await page.click('text=consigne.txt')
      expect(await page.locator('pre').textContent()).toBe('Lisez <b>tout</b> le chapitre 2 : « L’eau ».')
      await page.click('[rel=next]')
      expect(await heading(page)).toBe('fiche.pdf')
      expect(await page.locator('.sight img').count()).toBe(3)
      await shown(page, '.sight img >> nth=0')
      await page.goBack()
      await page.goBack()
      await page.click('text=2 montagne.jpg')
      await shown(page, '.sight img')
    })

    test('un fichier seul se montre à la même adresse, après un changement de nom et de place aussi', async () => {
      const at = await ownLesson()
      const link = await teacher.link(`${at}/consigne.txt`)
      await teacher.move(`${at}/consigne.txt`, `${at}/Images/lecture.txt`)
      const page = await visit({}, link.url)
      expect(await heading(page)).toBe('lecture.txt')
      expect(await page.locator('pre').textContent()).toContain('chapitre 2')
    })

    test('rien de ce que l’on dépose ne s’exécute à notre adresse', async () => {
      const at = await lesson()
      const { url, token } = await teacher.link(at)
      const page = await visit({}, url)
      await page.click('text=page.html')
      expect(await page.locator('pre').textContent()).toContain('<script>')
      expect(await page.title()).toContain('page.html')
      for (const path of ['page.html', 'Images/carte.svg']) {
        const answer = await fetch(`${school.url}/public.php/dav/files/${token}/${path}`)
        expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      }
    })
  })

  describe('Le partage par un lien public génère l’URL qui donne accès à l’affichage et/ou au téléchargement du dossier ou du fichier', () => {
    test.each(WAYS)('%s : un fichier, et tout en une fois', async (_how, options) => {
      const at = await lesson()
      const page = await visit(options, (await teacher.link(at)).url)
      const whole = await saved(page, 'main a.button')
      expect(whole.name).toBe('Exposés.zip')
      expect(whole.bytes.subarray(0, 4)).toEqual(Buffer.from('PK\x03\x04'))
      const one = await saved(page, 'a.get[aria-label*="consigne"]')
      expect(one).toMatchObject({ name: 'consigne.txt' })
      expect(one.bytes.toString()).toContain('chapitre 2')
    })
  })

  describe('Il est possible de paramétrer chacun des dossiers', () => {
    test('en lecture seule', async () => {
      const at = await lesson()
      const page = await visit({}, (await teacher.link(at)).url)
      expect(await main(page)).toContain('Vous pouvez regarder et télécharger ces fichiers.')
      expect(await page.locator('input[type=file]').count()).toBe(0)
    })

    test.each(WAYS)('%s : d’autoriser l’ajout et la modification de fichiers', async (_how, options) => {
      const at = await ownLesson()
      const page = await visit(options, (await teacher.link(at, { permissions: 15 })).url)
      expect(await main(page)).toContain(
        'Vous pouvez aussi en ajouter, et remplacer, renommer ou supprimer ceux qui sont là.',
      )
      await page.setInputFiles('input[type=file]', [
        { name: 'consigne.txt', mimeType: 'text/plain', buffer: Buffer.from('à moi') },
        { name: 'exposé de Léa.odt', mimeType: 'application/x', buffer: Buffer.alloc(300_000, 'x') },
      ])
      await page.click('form button')
      await page.waitForSelector('[role=alert]')
      expect(await page.locator('[role=alert]').textContent()).toContain('2 fichiers sont bien arrivés.')
      expect(await names(page)).toEqual(expect.arrayContaining(['consigne (2).txt', 'exposé de Léa.odt']))
      expect(await teacher.read(`${at}/consigne.txt`)).toContain('chapitre 2')
      expect(await teacher.read(`${at}/consigne (2).txt`)).toBe('à moi')

      await page.click('text=consigne (2).txt')
      await page.click('summary')
      const next = { name: 'autre.txt', mimeType: 'text/plain', buffer: Buffer.from('mieux') }
      await page.setInputFiles('input[type=file]', next)
      await page.click('details button')
      await page.waitForFunction(() => document.querySelector('pre')?.textContent === 'mieux')
      expect(await teacher.read(`${at}/consigne (2).txt`)).toBe('mieux')

      // What looks for faults is a script itself.
      const scripted = !('javaScriptEnabled' in options)
      await page.click('summary:has-text("Renommer")')
      await page.fill('#name', 'mieux.txt')
      if (scripted) expect(await faults(page)).toEqual([])
      await page.click('details[open] button:has-text("Renommer")')
      await page.waitForSelector('[role=alert]')
      expect(await teacher.read(`${at}/mieux.txt`)).toBe('mieux')
      await page.click('.rows a:has-text("mieux.txt")')
      await page.click('a:has-text("Supprimer")')
      await page.waitForSelector('input[name=seen]', { state: 'attached' })
      if (scripted) expect(await faults(page)).toEqual([])
      await page.click('main form button')
      await page.waitForSelector('[role=alert]')
      expect(await names(page)).not.toContain('mieux.txt')
    })

    test('d’autoriser l’ajout : les fichiers peuvent être glissés sur la page', async () => {
      const at = await ownLesson()
      const page = await visit({}, (await teacher.link(at, { permissions: 15 })).url)
      await page.evaluate(() => {
        const data = new DataTransfer()
        data.items.add(new File(['glissé'], 'glissé.txt'))
        document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
      })
      await page.waitForSelector('[role=alert]')
      expect(await teacher.read(`${at}/glissé.txt`)).toBe('glissé')
    })

    test.each(WAYS)('%s : d’autoriser ou non le téléchargement', async (_how, options) => {
      const at = await lesson()
      const link = await teacher.link(at, { download: false })
      const page = await visit(options, link.url)
      expect(await main(page)).toContain(
        'Les originaux ne sont pas donnés\u00a0; ce qui s’affiche peut tout de même être photographié.',
      )
      expect(await page.locator('a.get, main a.button').count()).toBe(0)
      await page.click('text=fiche.pdf')
      expect(await page.locator('.sight img').count()).toBe(3)
      await shown(page, '.sight img >> nth=0')
    })

    test.each(WAYS)(
      '%s : de définir une date d’expiration pour accéder au document',
      async (_how, options) => {
        const at = await lesson()
        const before = (await teacher.notifications()).length
        const link = await teacher.link(at, { days: 7 })
        const page = await visit(options, link.url)
        expect(await main(page)).toMatch(/Ouvert jusqu’au \S+ \d+\S* \S+ 20\d\d\./)
        school.later(9 * 86_400)
        const answer = await page.reload()
        expect(answer?.status()).toBe(404)
        expect(await heading(page)).toBe('Ce partage est terminé')
        await page.click('main button')
        await page.waitForSelector('[role=alert]')
        expect(await main(page)).toContain('La demande est transmise.')
        expect(await main(page)).not.toContain('Exposés')
        const told = await teacher.notifications()
        expect(told).toHaveLength(before + 1)
        expect(told[0]!.subject).toContain('Exposés')
        await page.goto(link.url)
        await page.click('main button')
        expect(await teacher.notifications()).toHaveLength(before + 1)
      },
    )
  })

  describe('La protection par un mot de passe (qu’il faudra donc communiquer aux personnes à ainsi autoriser)', () => {
    test.each(WAYS)('%s', async (_how, options) => {
      const at = await lesson()
      const link = await teacher.link(at, { password: PASSWORD })
      const page = await visit(options, link.url)
      expect(await heading(page)).toBe('Ce partage est protégé')
      expect(await main(page)).not.toContain('Exposés')
      expect(await main(page)).not.toContain(TEACHER.name)
      expect(await cookies(page)).toEqual([])
      await page.fill('#password', 'faux')
      await page.click('main form button[type=submit]')
      expect(await page.locator('[role=alert]').textContent()).toContain('pas le bon mot de passe')
      expect(await cookies(page)).toEqual([])
      await page.fill('#password', PASSWORD)
      await page.click('main form button[type=submit]')
      expect(await heading(page)).toBe('Exposés')
      expect(await cookies(page)).toHaveLength(1)
      const one = await saved(page, 'a.get[aria-label*="consigne"]')
      expect(one.bytes.toString()).toContain('chapitre 2')
      await teacher.change(link, { password: `${PASSWORD}-bis` })
      await page.reload()
      expect(await heading(page)).toBe('Ce partage est protégé')
    })
  })

  describe('Le QR-Code est particulièrement adapté à l’utilisation des smartphones pour afficher ou télécharger un fichier', () => {
    test('un code et une affiche, pour qui partage', async () => {
      const at = await lesson()
      const link = await teacher.link(at, { password: PASSWORD })
      const page = await visit({}, `${link.url}/poster`)
      await page.fill('#user', TEACHER.id)
      await page.fill('#password', TEACHER.password)
      await page.click('main button[type=submit]')
      expect(await heading(page)).toBe('Code QR et affiche')
      const png = await saved(page, 'a[href$="qr.png"]')
      expect(await readCode(png.bytes)).toBe(link.url)
      const svg = await saved(page, 'a[href$="qr.svg"]')
      expect(await readCode(await sharp(svg.bytes).resize(600).png().toBuffer())).toBe(link.url)
      await page.fill('#password', 'faux')
      await page.click('section button')
      expect(await page.locator('[role=alert]').textContent()).toContain('L’affiche n’est pas faite')
    })

    test('et pour personne d’autre', async () => {
      const at = await lesson()
      const { url } = await teacher.link(at)
      for (const what of ['/qr.svg', '/qr.png', '/poster', '/poster.pdf']) {
        const answer = await fetch(url + what, { redirect: 'manual' })
        expect([what, answer.status]).toEqual([what, 303])
        expect(answer.headers.get('location')).toContain('/login')
      }
    })
  })

  describe('Les pages', () => {
    test('se parcourent au clavier seul, du mot de passe au téléchargement', async () => {
      const at = await lesson()
      const page = await visit({}, (await teacher.link(at, { password: PASSWORD })).url)
      // Nobody need click: the field has the focus, as soon as the page is drawn.
      await page.waitForSelector('#password:focus')
      await page.keyboard.type(PASSWORD)
      await page.keyboard.press('Enter')
      await page.waitForSelector('.list')
      await tabTo(page, 'a.get[aria-label*="consigne"]')
      const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
      expect(download.suggestedFilename()).toBe('consigne.txt')
      await page.reload()
      await tabTo(page, '.list .rows div > a >> nth=0')
      const outline = page.locator('.list .rows div > a >> nth=0')
      expect(await outline.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.trail')
      expect(await heading(page)).toBe('Images')
    })

    test('en anglais, sans que le choix laisse un cookie', async () => {
      const at = await lesson()
      const page = await visit({}, (await teacher.link(at)).url)
      await page.click('footer [hreflang=en]')
      expect(await main(page)).toContain('Folder shared by')
      await page.click('text=Images')
      expect(await page.locator('html').getAttribute('lang')).toBe('en')
      expect(await cookies(page)).toEqual([])
    })

    test('pèsent peu : moins de 60 Ko avec leur style, un long dossier compris', async () => {
      await teacher.folder('Mille')
      await Promise.all(
        Array.from({ length: 250 }, (_, i) => teacher.file(`Mille/une photo de la sortie ${i}.txt`, 'x')),
      )
      const page = await visit({}, 'about:blank')
      let weight = 0
      page.on('response', async (answer) => {
        const { responseBodySize, responseHeadersSize } = await answer.request().sizes()
        weight += responseBodySize + responseHeadersSize
      })
      await page.goto((await teacher.link('Mille', { permissions: 15 })).url, { waitUntil: 'networkidle' })
      expect(await page.locator('.rows li').count()).toBe(200)
      expect(weight).toBeLessThan(60_000)
      await page.click('text=Page suivante')
      expect(await page.locator('.rows li').count()).toBe(50)
    })

    test('un lien inconnu, une note et un signalement', async () => {
      const at = await lesson()
      const link = await teacher.link(at)
      const page = await visit({}, link.url)
      const lost = await page.goto(`${link.url.slice(0, -1)}_`)
      expect(lost?.status()).toBe(404)
      expect(await heading(page)).toBe('Ce lien ne mène à rien')
      await page.goto(link.url)
      await page.click('footer >> text=Vos données')
      expect(await main(page)).toContain('aucun cookie')
      await page.click('footer >> text=Signaler un problème')
      await page.fill('#text', 'Cette photo montre mon enfant.')
      await page.click('main button')
      expect(await heading(page)).toBe('Merci, c’est transmis')
    })

    test.each([
      ['en français', {}],
      ['en anglais, sur un petit téléphone', { ...PHONE, locale: 'en-GB' }],
    ])('sont sans défaut pour les personnes handicapées, %s', { timeout: 600_000 }, async (_how, options) => {
      const at = await lesson()
      const open = await teacher.link(at, { permissions: 15, note: 'À lire', days: 7 })
      const locked = await teacher.link(at, { password: PASSWORD })
      const look = await teacher.link(at, { download: false })
      const page = await visit(options, open.url)
      const expectNoFault = async (): Promise<void> =>
        expect([page.url(), await faults(page)]).toEqual([page.url(), []])
      const addresses = [
        open.url,
        `${open.url}?path=/Images`,
        `${open.url}?done=2`,
        ...['consigne.txt', 'fiche.pdf', '10 plage.jpg', 'page.html'].map(
          (name) => `${open.url}/view?path=/${name}`,
        ),
        locked.url,
        `${look.url}/view?path=/fiche.pdf`,
        `${open.url}/privacy`,
        `${open.url}/report`,
        `${school.url}/s/inconnu`,
        `${school.url}/c/pomme-tigre-123456`,
      ]
      for (const address of addresses) {
        await page.goto(address)
        await expectNoFault()
      }
      await page.goto(locked.url)
      await page.fill('#password', 'faux')
      await page.click('main form button[type=submit]')
      await expectNoFault()
      school.later(9 * 86_400)
      await page.goto(open.url)
      await expectNoFault()
      await page.click('main button')
      await expectNoFault()
    })
  })
})

/** Waits until a picture is there and not broken; by asking, since pages without scripts tell of nothing. */
async function shown(page: Page, selector: string): Promise<void> {
  const picture = page.locator(selector)
  await picture.scrollIntoViewIfNeeded()
  const width = () => picture.evaluate((element: HTMLImageElement) => element.naturalWidth)
  await expect.poll(width, { timeout: 90_000 }).toBeGreaterThan(0)
}
