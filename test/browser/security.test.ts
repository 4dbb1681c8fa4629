import { TOTP } from 'otpauth'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { changePreferences } from '../../server/src/domain/accounts/preferences/preferences.ts'
import { setSetting } from '../../server/src/domain/settings/set.ts'
import { SYSTEM } from '../../server/src/vocabulary/actor.ts'
import { withTools } from '../rigs/with-tools.ts'
import { faults, launch, PHONE } from './browser.ts'
import { openSchool, type School, TEACHER } from './school.ts'

const SECURITY = '/settings/security'
/** Milliseconds: on a busy machine a browser takes its time. */
const PATIENCE = 120_000

withTools('chromium', 'an account is protected by more than a password', () => {
  let browser: Browser
  let school: School
  let context: BrowserContext
  let page: Page
  /** Passkeys are for names: an address of numbers has none. */
  let base: string

  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(async () => await browser.close())
  beforeEach(async () => {
    school = await openSchool()
    await school.addTeacher()
    const teacher = { kind: 'member', person: TEACHER.id, admin: false } as const
    await changePreferences(school.domain, teacher, { tourSeen: true })
    base = school.url.replace('127.0.0.1', 'localhost')
  })
  afterEach(async () => {
    await context?.close()
    await school.close()
  })

  async function open(options: BrowserContextOptions = {}): Promise<void> {
    context = await browser.newContext({ locale: 'fr-FR', baseURL: base, ...options })
    page = await context.newPage()
    page.setDefaultTimeout(PATIENCE)
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) throw new Error(message.text())
    })
  }

  const heading = (name: string) => page.getByRole('heading', { name, exact: true })
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  async function typePassword(): Promise<void> {
    await page.getByLabel('Identifiant ou adresse de courriel').fill(TEACHER.id)
    await page.getByLabel('Mot de passe', { exact: true }).fill(TEACHER.password)
    await page.locator('main form button[type=submit]').first().click()
  }

  /** An authenticator as telephones and laptops have one: it knows its owner. */
  async function addAuthenticator(): Promise<void> {
    const session = await context.newCDPSession(page)
    await session.send('WebAuthn.enable')
    await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
        ...{ isUserVerified: true, automaticPresenceSimulation: true },
      },
    })
  }

  const appOf = (secret: string | null): TOTP => new TOTP({ secret: (secret ?? '').replaceAll(' ', '') })
  /** Each code opens once. */
  function next(app: TOTP): string {
    school.later(60)
    return app.generate({ timestamp: school.now() })
  }

  test('codes of an app without JavaScript: set up, asked for, codes of paper', {
    timeout: 600_000,
  }, async () => {
    await open({ javaScriptEnabled: false, ...PHONE })
    await page.goto(SECURITY)
    await typePassword()
    await page.getByRole('link', { name: 'Mettre en place une application de codes' }).click()
    await page.getByText('Je ne peux pas scanner le code').click()
    const app = appOf(await page.locator('#secret').textContent())
    await page.getByLabel('Code à six chiffres').fill('12')
    await button('Vérifier et activer').click()
    await page.getByText('Ce code n’est pas le bon').waitFor()
    await page.getByLabel('Code à six chiffres').fill(next(app))
    await button('Vérifier et activer').click()
    const codes = await page.locator('.codes code').allTextContents()
    expect(codes).toHaveLength(10)
    await page.getByRole('link', { name: 'Je les ai mis de côté' }).click()
    await button('Se déconnecter').click()

    await page.goto(SECURITY)
    await typePassword()
    await heading('C’est bien vous ?').waitFor()
    await page.goto('/files')
    await heading('C’est bien vous ?').waitFor()
    await page.getByLabel('Code', { exact: true }).fill(next(app))
    await button('Continuer').click()
    await page.waitForURL('**/files')
    await page.goto(SECURITY)
    await button('Se déconnecter').click()
    await page.goto(SECURITY)
    await typePassword()
    await page.getByLabel('Code', { exact: true }).fill(codes[0]!)
    await button('Continuer').click()
    await heading('Sécurité du compte').waitFor()
    expect(await page.getByText('Il en reste 9.').count()).toBe(1)
  })

  test('a passkey: added, asked for after the password, and instead of it', {
    timeout: 600_000,
  }, async () => {
    await open()
    await addAuthenticator()
    await page.goto(SECURITY)
    await typePassword()
    await page.getByRole('link', { name: 'Ajouter une clé d’accès' }).click()
    await page.getByLabel('Nom de la clé').fill('Mon ordinateur')
    await button('Ajouter une clé d’accès').click()
    await heading('Vos codes de secours').waitFor()
    await page.getByRole('link', { name: 'Je les ai mis de côté' }).click()
    await page.getByText('Mon ordinateur').waitFor()
    await button('Se déconnecter').click()

    await page.goto(SECURITY)
    await typePassword()
    await heading('C’est bien vous ?').waitFor()
    expect(await faults(page)).toEqual([])
    await button('Utiliser une clé d’accès').click()
    await heading('Sécurité du compte').waitFor()
    await button('Se déconnecter').click()

    await page.goto(SECURITY)
    await button('Se connecter avec une clé d’accès').click()
    await heading('Sécurité du compte').waitFor()
    school.later(20 * 60)
    await page.getByRole('link', { name: 'Retirer Mon ordinateur' }).click()
    await heading('Confirmez que c’est vous').waitFor()
    expect(await faults(page)).toEqual([])
    await button('Utiliser une clé d’accès').click()
    await heading('Retirer cette clé d’accès ?').waitFor()
    expect(await faults(page)).toEqual([])
    await button('Retirer').click()
    await page.getByText('C’est retiré.').waitFor()
    await button('Se déconnecter').click()
    await page.goto(SECURITY)
    await button('Se connecter avec une clé d’accès').click()
    await page.getByText('Cette clé d’accès n’a pas pu être vérifiée').waitFor()
  })

  test('a rule demands it before anything else, on a narrow screen, with nothing in the way', {
    timeout: 600_000,
  }, async () => {
    const place = { scope: 'instance', subject: '' } as const
    await setSetting(school.domain, SYSTEM, place, 'security.second-factor', 'required')
    await open(PHONE)
    await addAuthenticator()
    await page.goto('/files')
    expect(await faults(page)).toEqual([])
    await typePassword()
    await heading('Protégez votre compte').waitFor()
    expect(await faults(page)).toEqual([])
    await button('Ajouter une clé d’accès').click()
    await heading('Vos codes de secours').waitFor()
    expect(await faults(page)).toEqual([])
    await page.getByRole('link', { name: 'Je les ai mis de côté' }).click()
    await page.waitForURL('**/files')
    for (const path of [SECURITY, `${SECURITY}/totp`, `${SECURITY}/passkeys`, `${SECURITY}/codes`]) {
      await page.goto(path)
      expect(await faults(page), path).toEqual([])
    }
  })

  test('in the app: an app of codes, new codes, other browsers', { timeout: 600_000 }, async () => {
    await open()
    await addAuthenticator()
    await page.goto('/account/security')
    await typePassword()
    await heading('Double authentification').waitFor()
    expect(await faults(page)).toEqual([])
    school.later(20 * 60)
    await button('Mettre en place une application de codes').click()
    await page.getByLabel('Votre mot de passe').fill('faux')
    await button('Confirmer').click()
    await page.getByText('n’est pas le bon').waitFor()
    await page.getByLabel('Votre mot de passe').fill(TEACHER.password)
    await button('Confirmer').click()
    const app = appOf(await page.getByLabel('Ou recopiez cette clé dans l’application').inputValue())
    expect(await faults(page)).toEqual([])
    await page.getByLabel('Code à six chiffres').fill(next(app))
    await button('Vérifier et activer').click()
    await heading('Vos codes de secours').waitFor()
    expect(await page.getByRole('alertdialog').locator('code').count()).toBe(10)
    expect(await faults(page)).toEqual([])
    await button('Je les ai mis de côté').click()
    await page.getByText('Il en reste 10.').waitFor()
    await button('Ajouter une clé d’accès').click()
    await page.getByLabel('Nom de la clé').fill('Mon ordinateur')
    expect(await faults(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
    await page.getByText('Mon ordinateur').waitFor()
    await button('Retirer Application de codes').click()
    await page.getByRole('alertdialog', { name: /^Retirer «/ }).waitFor()
    expect(await faults(page)).toEqual([])
    await page.getByRole('alertdialog').getByRole('button', { name: 'Retirer', exact: true }).click()
    await page.getByText('Application de codes retirée').waitFor()
    await button('Déconnecter tous les autres').click()
    await page.getByText('Tous les autres navigateurs sont déconnectés').waitFor()
    expect(await faults(page)).toEqual([])
  })
})
