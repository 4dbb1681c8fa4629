import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { addAcademy, changeAcademy } from '../../../server/src/domain/academies/change.ts'
import { newOidc } from '../../../server/src/domain/providers/accept.ts'
import { addProvider } from '../../../server/src/domain/providers/change.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { type Ground, openGround } from '../../protocol/sign-in/ground.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { faults, launch, PHONE } from '../browser.ts'

const MORE = ['Bordeaux', 'Créteil', 'Grenoble', 'Lille', 'Montpellier', 'Nancy-Metz', 'Orléans-Tours']

withTools('chromium', 'signing in through an academy in a browser', () => {
  let browser: Browser
  let ground: Ground

  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(async () => await browser.close())
  beforeEach(async () => {
    ground = await openGround()
    for (const name of MORE)
      await addAcademy(
        ground.house.domain,
        SYSTEM,
        name
          .normalize('NFD')
          .replace(/[^A-Za-z-]/g, '')
          .toLowerCase(),
        {
          name: `Académie de ${name}`,
        },
      )
  })
  afterEach(() => ground?.close())

  async function open(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({ locale: 'fr-FR', ...options })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text())
    })
    page.on('close', () => expect(complaints).toEqual([]))
    return page
  }

  const look = async (page: Page): Promise<void> => expect(await faults(page)).toEqual([])

  async function offerTwo(): Promise<void> {
    await addProvider(ground.house.domain, SYSTEM, {
      ...{ id: 'second', name: 'ÉduConnect' },
      settings: newOidc({ issuer: 'https://second.example.org', client: 'nuage' }),
    })
    await changeAcademy(ground.house.domain, SYSTEM, 'dijon', {
      ...{ providers: ['aen', 'second'], brand: { line: 'Le Nuage des personnels de l’académie' } },
    })
  }

  test.each([
    ['with scripts', {}],
    ['without scripts, on a phone', { javaScriptEnabled: false, ...PHONE }],
  ])(
    'S2 3–5: « Rester connecté(e) », « S’identifier avec … », the academy, « Valider »: %s',
    async (_how, options) => {
      await offerTwo()
      const page = await open(options)
      await page.goto(`${ground.house.url}/settings/devices/new`)
      if (!('javaScriptEnabled' in options)) {
        await look(page)
        await page.fill('#filter-academie', 'academie dij')
        expect(await page.locator('#academie option').allTextContents()).toEqual(['Académie de Dijon'])
      } else await page.selectOption('#academie', 'dijon')
      await page.check('input[name=remember]')
      await page.click('main button[type=submit]')
      if (!('javaScriptEnabled' in options)) await look(page)
      expect(await page.isChecked('input[name=remember]')).toBe(true)
      await page
        .getByRole('button', { name: 'S’identifier avec Authentification Éducation Nationale' })
        .click()
      await page.waitForURL((url) => url.origin === ground.provider.issuer)
      await page.fill('input[name=login]', '4711')
      await page.getByRole('button', { name: 'Valider' }).click()
      await page.getByRole('button', { name: 'Passer cette étape' }).click()
      await page.waitForURL(`${ground.house.url}/settings/devices/new`)
      const cookies = await page.context().cookies(ground.house.url)
      const session = cookies.find(({ name }) => name === 'nuage-session')!
      expect([session.httpOnly, session.sameSite, session.expires > 0]).toEqual([true, 'Lax', true])
      await page.close()
    },
  )

  test('each page of it is right for everybody, on a phone, in every look', async () => {
    await offerTwo()
    const page = await open(PHONE)
    const { house } = ground
    await page.goto(`${house.url}/login?redirect_url=%2Flogin%2Fv2%2Fgrant`)
    await look(page)
    await page.goto(`${house.url}/login?adresse=x%40nowhere.example`)
    await look(page)
    await page.goto(`${house.url}/login?academie=dijon&lang=en`)
    await look(page)
    await page.goto(`${house.url}/login/oidc/aen?code=x&state=y&lang=fr`)
    await look(page)
    await ground.provider.stop()
    await page.goto(`${house.url}/login/go?provider=aen&lang=fr`)
    await look(page)
    await page.goto(`${house.url}/login/out?provider=aen`)
    await look(page)
    await ground.provider.start()
    await page.goto(`${house.url}/login/go?provider=aen&academie=dijon`)
    await page.fill('input[name=login]', '4711')
    await page.getByRole('button', { name: 'Valider' }).click()
    await page.getByRole('heading', { name: 'Bienvenue, Zoé Martin' }).waitFor()
    await look(page)
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Skip this step' }).waitFor()
    await look(page)
    await page.getByRole('button', { name: 'Skip this step' }).click()
    await page.goto(`${house.url}/account/profile`)
    await page.getByRole('heading', { name: 'Edit my profile' }).waitFor()
    await look(page)
    await page.close()
  })
})
