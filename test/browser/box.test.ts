import { createHash } from 'node:crypto'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { changeBox } from '../../server/src/domain/boxes/change.ts'
import { type BoxTerms, createBox } from '../../server/src/domain/boxes/create.ts'
import { listDeposits } from '../../server/src/domain/boxes/list-deposits.ts'
import { makeFolder } from '../../server/src/domain/files/make-folder.ts'
import { NO_HOLD } from '../../server/src/domain/locks/lock.ts'
import { type Member, SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { withTools } from '../rigs/with-tools.ts'
import { faults, launch, PHONE, tabTo, visitAsStranger } from './browser.ts'
import { openSchool, type School, TEACHER } from './school.ts'

const PASSWORD = 'cerise-lampe-wagon-nuit'
const SUBMIT = 'main button[type=submit]'
const WAYS = [
  ['avec JavaScript', {}],
  ['sans JavaScript', { javaScriptEnabled: false }],
  ['sur un petit téléphone', PHONE],
  ['sur un petit téléphone sans JavaScript', { ...PHONE, javaScriptEnabled: false }],
] as const

/** The chapter of the guide for teachers, sentence by sentence. */
withTools('chromium', 'Créer une zone de dépôt', () => {
  let browser: Browser
  let school: School
  let serial = 0
  const pages: Page[] = []

  beforeAll(async () => {
    browser = await launch()
    school = await openSchool()
    await school.addTeacher()
  })
  afterAll(async () => {
    await browser?.close()
    await school?.close()
  })
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close()
  })

  async function box(
    wish: Omit<BoxTerms, 'path'> = {},
  ): Promise<{ share: number; url: string; folder: string }> {
    const teacher: Member = { kind: 'member', person: TEACHER.id, admin: false }
    const folder = `Devoir ${++serial}`
    await makeFolder(school.domain, teacher, [folder], NO_HOLD)
    const { share } = await createBox(school.domain, teacher, { path: [folder], ...wish })
    const row = await school.domain.records.get<{ token: string }>(
      'SELECT token FROM link WHERE share = ?',
      share,
    )
    return { share, folder, url: `${school.url}/s/${row!.token}` }
  }

  async function visit(options: BrowserContextOptions, url: string): Promise<Page> {
    const page = await visitAsStranger(browser, school, options)
    pages.push(page)
    await page.goto(url)
    return page
  }

  const heading = (page: Page): Promise<string | null> => page.locator('h1').textContent()
  const main = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? ''
  const deposits = (share: number) => listDeposits(school.domain, SYSTEM, share)

  interface Work {
    readonly name: string
    readonly mimeType: string
    readonly buffer: Buffer
  }

  const work = (name: string, size = 40): Work => ({
    ...{ name, mimeType: 'application/octet-stream', buffer: Buffer.alloc(size, name) },
  })
  const sha256 = ({ buffer }: Work): string => createHash('sha256').update(buffer).digest('hex')

  async function hand(page: Page, name: string, files: Work[]): Promise<void> {
    await page.fill('#name', name)
    await page.setInputFiles('#files', files)
    await page.click(SUBMIT)
    await page.waitForURL(/\/receipt\?/)
  }

  describe('chaque élève peut rendre son travail en utilisant un lien unique, lié à un dossier de l’espace de l’enseignant', () => {
    test.each(WAYS)('%s, de la page au reçu', async (_how, options) => {
      const { share, url } = await box({ instructions: 'Un plan et trois photos.' })
      const page = await visit(options, url)
      expect(await main(page)).toContain('Casier de collecte de Marie Durand')
      expect(await main(page)).toContain('Un plan et trois photos.')
      expect(await page.context().cookies()).toEqual([])
      const files = [work('Élève.pdf'), work('photo.jpg', 3_000_000)]
      await hand(page, 'Léa Martin', files)
      expect(await heading(page)).toBe('C’est déposé')
      for (const file of files) expect(await main(page)).toContain(sha256(file))
      const [deposit] = await deposits(share)
      expect(deposit).toMatchObject({ name: 'Léa Martin', files: files.map(({ name }) => ({ name })) })
      expect(await page.context().cookies()).toEqual([])
    })

    test('plusieurs morceaux, la ligne coupée au milieu : l’envoi reprend, et le reçu est entier', async () => {
      const { share, url } = await box()
      const page = await visit({}, url)
      let cut = 0
      await page.route(/uploads\/.*\/0000[23]$/, (route) =>
        ++cut <= 3 ? route.abort('connectionreset') : route.continue(),
      )
      const film = work('film.mp4', 10_000_000)
      await hand(page, 'Tom', [film])
      expect(cut).toBeGreaterThan(3)
      expect(await main(page)).toContain(sha256(film))
      expect(await deposits(share)).toHaveLength(1)
    })

    test('la page fermée au milieu : les mêmes fichiers, choisis de nouveau, reprennent où ils étaient', async () => {
      const { share, url } = await box()
      const page = await visit({}, url)
      const film = { ...work('film.mp4', 10_000_000) }
      const sent: string[] = []
      page.on('request', (request) => {
        if (request.method() === 'PUT') sent.push(request.url().split('/').at(-1)!)
      })
      await page.route(/uploads\/.*\/00003$/, (route) => route.abort('connectionreset'))
      await page.fill('#name', 'Tom')
      await page.setInputFiles('#files', [film])
      const kept = await page
        .locator('#files')
        .evaluate((input: HTMLInputElement) => input.files![0]!.lastModified)
      await page.click(SUBMIT)
      await page.locator('[data-told]', { hasText: 'La connexion s’est interrompue' }).waitFor()
      await page.unroute(/uploads\/.*\/00003$/)
      page.on('dialog', (dialog) => void dialog.accept())
      await page.goto(url)
      expect(await main(page)).toContain('Choisissez de nouveau les mêmes fichiers')
      // A browser in a test gives each file the time at which it was chosen.
      await page.evaluate((at) => {
        const get = Object.getOwnPropertyDescriptor(File.prototype, 'lastModified')!.get
        Object.defineProperty(File.prototype, 'lastModified', { get: () => at ?? get })
      }, kept)
      sent.length = 0
      await hand(page, 'Tom', [film])
      expect(sent).toEqual(['00003'])
      expect(await main(page)).toContain(sha256(film))
      expect(await deposits(share)).toHaveLength(1)
    })

    test('au clavier seul', async () => {
      const { share, url } = await box()
      const page = await visit({}, url)
      await tabTo(page, '#name')
      await page.keyboard.type('Inès')
      await tabTo(page, '#files')
      await page.setInputFiles('#files', [work('a.txt')])
      await tabTo(page, SUBMIT)
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/receipt\?/)
      expect(await deposits(share)).toHaveLength(1)
    })

    test('ce qui ne va pas est dit sur la page, et rien n’est perdu', async () => {
      const { share, url } = await box({ types: 'pdf', mostFiles: 1 })
      const page = await visit({}, url)
      expect(await main(page)).toContain('Types acceptés\u00a0: PDF.')
      await page.fill('#name', 'Tom')
      await page.setInputFiles('#files', [work('jeu.exe')])
      await page.click(SUBMIT)
      await page.locator('[role=alert]', { hasText: 'n’est pas d’un type' }).waitFor()
      expect(await page.inputValue('#name')).toBe('Tom')
      expect(await faults(page)).toEqual([])
      await page.setInputFiles('#files', [{ ...work('a.pdf'), buffer: Buffer.from('%PDF-1.7 devoir') }])
      await page.click(SUBMIT)
      await page.waitForURL(/\/receipt\?/)
      expect(await deposits(share)).toHaveLength(1)
    })

    test('le reçu se vérifie plus tard par son code, même après la fermeture', async () => {
      const { share, url } = await box()
      const page = await visit({}, url)
      await hand(page, 'Léa', [work('a.pdf')])
      const code = (await page.locator('p.code').textContent())!
      await changeBox(school.domain, SYSTEM, share, { closes: Math.floor(school.domain.now() / 1000) - 1 })
      const later = await visit({ javaScriptEnabled: false }, url)
      expect(await main(later)).toContain('Ce casier est fermé')
      await later.click('text=Vérifier un reçu')
      await later.fill('#code', 'ABCD-EFGH-JKLMN')
      await later.click(SUBMIT)
      expect(await later.locator('[role=alert]').textContent()).toContain('Aucun reçu')
      await later.fill('#code', code.toLowerCase())
      await later.click(SUBMIT)
      expect(await heading(later)).toBe('Ce reçu est authentique')
      expect(await main(later)).toContain('a.pdf')
    })
  })

  describe('il est préconisé de la protéger par un mot de passe et/ou de définir une date d’expiration', () => {
    test.each(WAYS)('%s, le mot de passe d’abord', async (_how, options) => {
      const { share, url } = await box({ password: PASSWORD, instructions: 'Le sujet' })
      const page = await visit(options, url)
      expect(await main(page)).not.toContain('Le sujet')
      await page.fill('#password', 'mauvais mot')
      await page.click(SUBMIT)
      // Axe needs scripts.
      if (!('javaScriptEnabled' in options)) expect(await faults(page)).toEqual([])
      await page.fill('#password', PASSWORD)
      await page.click(SUBMIT)
      await hand(page, 'Tom', [work('a.pdf', 5_000_000)])
      expect(await deposits(share)).toHaveLength(1)
    })

    test.each(WAYS)(
      '%s, l’heure d’ouverture est dite, et rien n’est pris avant elle',
      async (_how, options) => {
        const { share, url } = await box({ instructions: 'Le sujet' })
        const waiting = await visit(options, url)
        const opens = Math.floor(school.domain.now() / 1000) + 3600
        await changeBox(school.domain, SYSTEM, share, { opens })
        const page = await visit(options, url)
        expect(await main(page)).toContain('Ce casier ouvrira le')
        expect(await page.locator('#files').count()).toBe(0)
        // Nor from a page that was open already.
        await waiting.fill('#name', 'Tom')
        await waiting.setInputFiles('#files', [work('a.pdf')])
        await waiting.click(SUBMIT)
        await waiting.getByText('n’est pas encore ouvert').first().waitFor()
        expect(await deposits(share)).toEqual([])
        school.later(3601)
        await page.goto(url)
        await hand(page, 'Tom', [work('a.pdf')])
        expect(await deposits(share)).toHaveLength(1)
      },
    )

    test('la date de fin est dite, et après elle le retard', async () => {
      const now = Math.floor(school.domain.now() / 1000)
      const { share, url } = await box({ closes: now + 3600 })
      const page = await visit({}, url)
      expect(await main(page)).toContain('Ouvert jusqu’au')
      await changeBox(school.domain, SYSTEM, share, { closes: now - 60, late: 'mark' })
      await page.goto(url)
      expect(await main(page)).toContain('L’heure de fin est passée')
      await hand(page, 'Tom', [work('a.pdf')])
      expect(await main(page)).toContain('En retard')
    })
  })

  describe('une zone de dépôt de fichiers collaborative entre enseignants élèves entre famille/ élèves et enseignants', () => {
    test('un collègue connecté dépose par la même page', async () => {
      const { share, url } = await box()
      const page = await visit({}, `${school.url}/login`)
      await page.fill('#user', TEACHER.id)
      await page.fill('#password', TEACHER.password)
      await page.click(SUBMIT)
      await page.goto(url)
      await hand(page, 'Marie Durand', [work('a.pdf')])
      expect((await deposits(share))[0]).toMatchObject({ person: TEACHER.id })
    })

    test('personne ne voit ce que d’autres ont déposé', async () => {
      const { url } = await box()
      const page = await visit({}, url)
      await hand(page, 'Léa Secrète', [work('secret.pdf')])
      const other = await visit({}, url)
      for (const path of ['', '/receipt', '/download', '/view?path=/secret.pdf']) {
        await other.goto(url + path)
        expect(await other.content()).not.toMatch(/Léa Secrète|secret\.pdf(?!")/)
      }
    })
  })

  test.each([
    ['en français', { locale: 'fr-FR' }],
    ['en anglais, sur un petit téléphone', { ...PHONE, locale: 'en-GB' }],
  ])('sans faute pour les personnes handicapées, %s', { timeout: 600_000 }, async (_how, options) => {
    const now = Math.floor(school.domain.now() / 1000)
    const { share, url } = await box({
      ...{
        instructions: 'Rendez\nun plan.',
        closes: now + 3600,
        mostBytes: 50_000_000,
        types: 'pdf image .py',
      },
      label: 'Rédaction : un-titre-vraiment-très-long-sans-aucune-espace-pour-se-replier',
    })
    const page = await visit(options, url)
    const expectNoFault = async (): Promise<void> =>
      expect([await heading(page), await faults(page)]).toEqual([await heading(page), []])
    await expectNoFault()
    const pdf = { ...work(`${'long'.repeat(30)}.pdf`), buffer: Buffer.from('%PDF-1.7') }
    await hand(page, 'Inès', [pdf])
    await expectNoFault()
    await page.goto(`${url}/receipt`)
    await expectNoFault()
    await page.fill('#code', 'faux')
    await page.click(SUBMIT)
    await expectNoFault()
    for (const settings of [
      { opens: now + 60 },
      { opens: null, closes: now - 1 },
      { late: 'mark' },
    ] as const) {
      await changeBox(school.domain, SYSTEM, share, settings)
      await page.goto(url)
      await expectNoFault()
    }
  })
})
