import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { changeAcademy } from '../../server/src/domain/academies/change.ts'
import { drawPicture } from '../../server/src/domain/academies/picture.ts'
import { addTile } from '../../server/src/domain/portal/change.ts'
import { SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { type Ground, openGround } from '../protocol/sign-in/ground.ts'
import { withTools } from '../rigs/with-tools.ts'
import { faults, launch, PHONE, tabTo } from './browser.ts'

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="40" height="40" rx="6" fill="#7a1f5c"/><text x="48" y="28" font-size="22" fill="#222">Dijon</text></svg>'

withTools('chromium', 'the portal in a browser', () => {
  let browser: Browser
  let ground: Ground

  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(async () => await browser.close())
  beforeEach(async () => {
    ground = await openGround()
    const { domain } = ground.house
    const picture = await drawPicture(domain, Buffer.from(LOGO))
    await changeAcademy(domain, SYSTEM, 'dijon', {
      ...{
        logo: picture,
        brand: {
          accent: '#ffd100',
          line: 'Le Nuage des personnels de l’académie',
          help: 'https://aide.example.org/',
        },
      },
    })
    for (const [id, name, line] of [
      ['evento', 'Evento', 'Trouver une date à plusieurs, sans échanger dix courriels'],
      ['filesender', 'FileSender', 'Envoyer des fichiers très lourds'],
      ['visio', 'Visio-Agents', ''],
      ['tribu', 'Tribu', 'Les espaces de travail partagés des équipes'],
    ] as const)
      await addTile(domain, SYSTEM, 'dijon', {
        ...{ id, name, line, address: `https://${id}.example.org/` },
        ...(id === 'evento' ? { picture } : {}),
      })
  })
  afterEach(() => ground?.close())

  async function enter(options: BrowserContextOptions): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext({ locale: 'fr-FR', ...options })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text())
    })
    page.on('request', (request) => {
      const ours = [ground.house.url, ground.provider.issuer].some((url) => request.url().startsWith(url))
      if (!ours) complaints.push(request.url())
    })
    await page.goto(`${ground.house.url}/login?academie=dijon&redirect_url=%2Fportal`)
    await page.fill('input[name=login]', '4711')
    await page.getByRole('button', { name: 'Valider' }).click()
    await page.getByRole('button', { name: 'Passer cette étape' }).click()
    await page.waitForURL(`${ground.house.url}/portal`)
    return { page, complaints }
  }

  const names = (page: Page): Promise<string[]> => page.locator('.tile h3').allTextContents()

  test.each([
    ['with scripts', {}],
    ['without scripts, on a phone', { javaScriptEnabled: false, ...PHONE }],
  ])('a star moves a tile to the front, and whoever pressed it is still on it: %s', async (_how, options) => {
    const { page, complaints } = await enter(options)
    expect(await names(page)).toEqual(['Nuage', 'Evento', 'FileSender', 'Visio-Agents', 'Tribu'])
    await tabTo(page, '[aria-label="Ajouter «\u00a0Tribu\u00a0» aux favoris"]')
    await page.keyboard.press('Enter')
    await page.getByRole('status').filter({ hasText: '« Tribu » est maintenant dans vos favoris.' }).waitFor()
    expect(await names(page)).toEqual(['Nuage', 'Tribu', 'Evento', 'FileSender', 'Visio-Agents'])
    const star = page.getByRole('button', { name: 'Retirer « Tribu » des favoris' })
    await expect.poll(() => star.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Ajouter « Tribu » aux favoris' }).waitFor()
    expect(await names(page)).toEqual(['Nuage', 'Evento', 'FileSender', 'Visio-Agents', 'Tribu'])
    const link = page.getByRole('link', { name: 'Ouvrir l’application Evento' })
    expect(await link.getAttribute('href')).toBe('https://evento.example.org/')
    expect(complaints).toEqual([])
    await page.close()
  })

  test.each([
    ['on a large screen', {}],
    ['on a phone', PHONE],
  ])(
    'the portal and the pages that wear an academy’s colour are right for everybody %s',
    async (_where, options) => {
      const { page, complaints } = await enter(options)
      for (const path of [
        '/portal',
        '/portal?marked=evento&lang=en',
        '/?plain=1',
        '/settings/security?lang=fr',
      ]) {
        await page.goto(`${ground.house.url}${path}`)
        expect(await faults(page), path).toEqual([])
      }
      await page.goto(`${ground.house.url}/portal`)
      await page.getByRole('button', { name: 'Se déconnecter' }).click()
      await page.goto(`${ground.house.url}/login`)
      expect(await page.locator('.academy').textContent()).toBe('Académie de Dijon')
      expect(await faults(page)).toEqual([])
      expect(complaints).toEqual([])
      await page.close()
    },
  )
})
