import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { addAcademy } from '../../../server/src/domain/academies/change.ts'
import { newSaml } from '../../../server/src/domain/providers/accept.ts'
import { addProvider } from '../../../server/src/domain/providers/change.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { PASSWORD } from '../../rigs/simplesamlphp/configure.ts'
import { openSimpleSamlPhp, type SimpleSamlPhp } from '../../rigs/simplesamlphp/simplesamlphp.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { launch, PHONE } from '../browser.ts'
import { openSchool, type School } from '../school.ts'

const ZOE = { uid: 'z-1', displayName: 'Zoé Martin', mail: 'zoe@ac-dijon.fr', login: 'zmartin' }

withTools(['chromium', 'simplesamlphp'], 'the first steps of somebody whose academy speaks SAML', () => {
  let browser: Browser
  let provider: SimpleSamlPhp
  let school: School

  beforeAll(async () => {
    browser = await launch()
    provider = await openSimpleSamlPhp()
  })
  afterAll(async () => {
    await browser?.close()
    await provider?.dispose()
  })
  beforeEach(async () => {
    school = await openSchool()
    const { domain, url } = school
    const plain = newSaml()
    const settings = { ...plain, metadata: provider.metadata, internal: true }
    const mapping = { ...plain.mapping, id: 'login' }
    await addProvider(domain, SYSTEM, { id: 'aen', name: 'AEN', settings: { ...settings, mapping } })
    await addAcademy(domain, SYSTEM, 'dijon', {
      ...{ name: 'Académie de Dijon', region: 'Bourgogne-Franche-Comté', providers: ['aen'] },
    })
    await provider.behave({
      people: { zoe: ZOE },
      services: {
        [`${url}/login/saml/aen/metadata`]: { AssertionConsumerService: `${url}/login/saml/aen/acs` },
      },
    })
  })
  afterEach(() => school?.close())

  async function open(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({ locale: 'fr-FR', serviceWorkers: 'block', ...options })
    return await context.newPage()
  }

  async function identify(page: Page): Promise<void> {
    await page.getByLabel('Votre académie').selectOption('Académie de Dijon')
    await page.getByRole('button', { name: 'Valider' }).click()
    await page.fill('input[name=username]', 'zoe')
    await page.fill('input[name=password]', PASSWORD)
    await page.press('input[name=password]', 'Enter')
  }

  test('with scripts, to the app with its tour, and the second time to the very page', async () => {
    const page = await open({})
    await page.goto(school.url)
    await identify(page)
    await page.getByRole('heading', { name: 'Bienvenue, Zoé Martin' }).waitFor()
    expect(await page.getByLabel('Région').inputValue()).toBe('Bourgogne-Franche-Comté')
    await page.getByRole('button', { name: 'Mettre à jour' }).click()
    await page.waitForURL(`${school.url}/files`)
    for (let screen = 0; screen < 3; screen++) await page.getByRole('button', { name: 'Suivant' }).click()
    await page.getByRole('button', { name: 'Commencer à utiliser Nuage' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.context().clearCookies({ name: 'nuage-session' })
    await page.goto(`${school.url}/login?academie=dijon&redirect_url=%2Ftrash`)
    await page.waitForURL(`${school.url}/trash`)
    await page.context().close()
  })

  test('without scripts, on a phone, to the page that was asked for', async () => {
    const page = await open({ ...PHONE, javaScriptEnabled: false })
    await page.goto(`${school.url}/settings/devices/new`)
    await identify(page)
    // The provider’s own page sends its answer by a script, or by this.
    await page.locator('form[action$="/login/saml/aen/acs"] button[type=submit]').click()
    await page.getByRole('heading', { name: 'Bienvenue, Zoé Martin' }).waitFor()
    await page.getByRole('button', { name: 'Passer cette étape' }).click()
    await page.waitForURL(`${school.url}/settings/devices/new`)
    await page.context().close()
  })

  test('in the window of a client, to the address that it waits for', async () => {
    const page = await open({
      extraHTTPHeaders: { 'OCS-APIRequest': 'true' },
      userAgent: 'SALLE-12 (Desktop Client - Linux)',
    })
    await page.goto(`${school.url}/index.php/login/flow`)
    await page.click('main a.button')
    await identify(page)
    await page.getByLabel('Structure de rattachement').fill('Lycée Carnot')
    await page.getByRole('button', { name: 'Mettre à jour' }).click()
    await page.getByRole('heading', { name: 'Autoriser l’accès ?' }).waitFor()
    // No program of this machine takes the address up: that it was asked for shows that the policy lets it pass.
    const led = page.waitForEvent('requestfailed', (request) => request.url().startsWith('nc://'))
    await page.getByRole('button', { name: 'Autoriser l’accès' }).click({ noWaitAfter: true })
    const [, login = '', password = ''] =
      /^nc:\/\/login\/server:.*&user:(\w+)&password:(\w+)$/.exec((await led).url()) ?? []
    await page.context().close()
    const listing = await fetch(`${school.url}/remote.php/dav/files/zmartin/`, {
      method: 'PROPFIND',
      headers: { depth: '0', authorization: `Basic ${btoa(`${login}:${password}`)}` },
    })
    await listing.text()
    expect([login, listing.status]).toEqual(['zmartin', 207])
  })
})
