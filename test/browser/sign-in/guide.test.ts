import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeAcademy } from '../../../server/src/domain/academies/change.ts'
import { setSetting } from '../../../server/src/domain/settings/set.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { settleAcademies, ZOE } from '../../protocol/sign-in/ground.ts'
import type { IdentityProvider } from '../../rigs/identity-provider.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { faults, launch } from '../browser.ts'
import { openSchool, type School } from '../school.ts'
import { Deposits, textFile } from '../web/pages/deposits.ts'

const PROVIDER = 'Authentification Éducation Nationale'
const DAY = 86_400

/** One step after the other, in one browser: what one left is what the next begins with. */
withTools('chromium', 'Les étapes à suivre pour créer son Nuage', () => {
  let browser: Browser
  let school: School
  let provider: IdentityProvider
  let context: BrowserContext
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await launch()
    school = await openSchool()
    provider = await settleAcademies(school)
    provider.people.set('4712', { ...ZOE, uid: 'pdurand', name: 'Paul Durand', email: 'paul@ac-dijon.fr' })
    await changeAcademy(school.domain, SYSTEM, 'dijon', { region: 'Bourgogne-Franche-Comté' })
    const dijon = { scope: 'academy', subject: 'dijon' } as const
    await setSetting(school.domain, SYSTEM, dijon, 'quota.default', '100 GB')
    context = await browser.newContext({ locale: 'fr-FR', serviceWorkers: 'block' })
    page = await context.newPage()
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)))
  })
  afterAll(async () => {
    await browser?.close()
    await provider?.close()
    await school?.close()
    expect(complaints).toEqual([])
  })

  const at = (path: string) => page.waitForURL(`${school.url}${path}`)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const tour = () => page.getByRole('dialog')

  /** The provider’s own page, as somebody who is not known there yet. */
  async function identify(login: string, on = page): Promise<void> {
    await on.waitForURL((url) => url.origin === provider.issuer)
    await on.getByLabel('Identifiant').fill(login)
    await on.getByRole('button', { name: 'Valider' }).click()
  }

  test('cliquer en bas à droite sur SE CONNECTER et cocher Rester connecté(e)', async () => {
    await page.goto(school.url)
    await page.getByRole('heading', { name: 'Se connecter' }).waitFor()
    await page.getByLabel('Rester connecté(e)').check()
  })

  test('Sur l’écran suivant, sélectionner Académie Dijon puis Valider', async () => {
    await page.getByLabel('Votre académie').selectOption('Académie de Dijon')
    await button('Valider').click()
  })

  test('cliquer sur le pavé bleu S’identifier avec Authentification Éducation Nationale', async () => {
    await page.getByRole('heading', { name: PROVIDER }).waitFor()
    await identify('4711')
    await page.waitForURL(`${school.url}/account/profile?**`)
  })

  test('Poursuivre pour créer une Structure de rattachement en cliquant sur le bouton MODIFIER MON PROFIL', async () => {
    await page.getByRole('heading', { name: 'Bienvenue, Zoé Martin' }).waitFor()
    expect(await faults(page)).toEqual([])
    await page.getByLabel('Structure de rattachement').fill('Collège Jean-Moulin, Dijon')
  })

  test('Sur cet écran, indiquer Bourgogne-Franche-Comté', async () => {
    expect(await page.getByLabel('Région').inputValue()).toBe('Bourgogne-Franche-Comté')
  })

  test('Cocher Activer l’espace personnel avancé et Activer les publications', async () => {
    for (const name of ['Activer l’espace personnel avancé', 'Activer les publications']) {
      expect(await page.getByLabel(name).isChecked()).toBe(false)
      await page.getByLabel(name).check()
    }
  })

  test('Valider avec le bouton METTRE À JOUR', async () => {
    await button('Mettre à jour').click()
    await at('/files')
  })

  test('Faire défiler la suite des 4 écrans et sur le dernier cliquer sur Commencer à utiliser Nuage', async () => {
    for (const [place, title] of ['Déposer', 'Retrouver', 'Partager', 'Collecter'].entries()) {
      await tour().getByRole('heading', { name: title, exact: true }).waitFor()
      if (place === 0) expect(await faults(page)).toEqual([])
      if (place < 3) await button('Suivant').click()
    }
    await button('Commencer à utiliser Nuage').click()
    await tour().waitFor({ state: 'detached' })
  })

  test('Le compte est créé, paramétré et enregistré.', async () => {
    const cookies = await context.cookies(school.url)
    const { expires } = cookies.find(({ name }) => name === 'nuage-session')!
    expect(expires * 1000).toBeGreaterThan(Date.now() + 59 * DAY * 1000)
    await page.goto(`${school.url}/account`)
    for (const fact of ['Zoé Martin', 'zmartin', 'zoe.martin@ac-dijon.fr', 'Académie de Dijon'])
      await page.getByRole('definition').filter({ hasText: fact }).first().waitFor()
    const structure = page.getByRole('combobox', { name: 'Structure de rattachement' })
    expect(await structure.inputValue()).toBe('Collège Jean-Moulin, Dijon')
    expect(await faults(page)).toEqual([])
    await structure.fill('Lycée Carnot')
    await button('Mettre à jour').click()
    await page.getByText('Votre profil est à jour.').waitFor()
    await page.reload()
    await structure.waitFor()
    expect(await structure.inputValue()).toBe('Lycée Carnot')
    await page.getByRole('switch', { name: /publications/, checked: true }).waitFor()
  })

  test('L’application Nuage s’ouvre dans le navigateur et peut être utilisée pour déposer et partager des fichiers.', async () => {
    await page.goto(school.url)
    await at('/files')
    await new Deposits(page).add([textFile('cours.txt')])
    await page.getByRole('row', { name: /cours\.txt/ }).waitFor()
  })

  test('La capacité de stockage est de 100 Go.', async () => {
    await page
      .getByText(/sur 100\sGo/)
      .first()
      .waitFor()
  })

  test('L’espace utilisé par les fichiers déposés s’affiche et s’actualise au fur et à mesure des dépôts.', async () => {
    await new Deposits(page).add([textFile('manuel.txt', 'Il était une fois. '.repeat(150_000))])
    await page
      .getByText(/^[2-3][,.]?\d*\sMo utilisés sur 100\sGo$/)
      .first()
      .waitFor()
  })

  test('L’URL (adresse internet) de Nuage peut être enregistrée dans les favoris du navigateur de manière à en avoir par la suite l’accès direct.', async () => {
    for (const favourite of ['/files', '/account/look']) {
      await page.goto(school.url + favourite)
      expect(page.url()).toBe(school.url + favourite)
    }
  })

  test('Seules les étapes 4 et 5 pour s’identifier doivent alors être effectuées.', async () => {
    const favourite = `${school.url}/settings/devices/new`
    await context.clearCookies({ name: 'nuage-session' })
    await page.goto(favourite)
    // The academy is remembered, and the provider still knows who it is.
    expect(await page.getByLabel('Votre académie').inputValue()).toBe('dijon')
    await button('Valider').click()
    await page.waitForURL(favourite)
  })

  test('from the intranet, with the academy named in the link, to a deep page of the app', async () => {
    await context.clearCookies({ name: 'nuage-session' })
    await page.goto(`${school.url}/login?academie=dijon&redirect_url=%2Faccount%2Flook`)
    await at('/account/look')
    await page.getByRole('heading', { name: 'Apparence et langue' }).waitFor()
    expect(await tour().count()).toBe(0)
  })

  // In English, without scripts, on a narrow screen.
  test('L’ouverture de l’espace se fait à partir d’une adresse académique.', async () => {
    const plain = await browser.newContext({
      ...{ locale: 'en-GB', javaScriptEnabled: false, viewport: { width: 320, height: 640 } },
    })
    const other = await plain.newPage()
    await other.goto(`${school.url}/settings/devices/new`)
    await other.getByLabel('or your academic address').fill('paul@ac-dijon.fr')
    await other.getByRole('button', { name: 'Continue' }).click()
    await identify('4712', other)
    await other.getByRole('heading', { name: 'Welcome, Paul Durand' }).waitFor()
    expect(await other.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)).toBe(0)
    await other.getByLabel('School or department').fill('Lycée Carnot')
    await other.getByRole('button', { name: 'Update' }).click()
    await other.waitForURL(`${school.url}/settings/devices/new`)
    const { expires } = (await plain.cookies()).find(({ name }) => name === 'nuage-session')!
    expect(expires).toBe(-1)
    await plain.close()
  })
})
