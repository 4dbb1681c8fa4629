import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAcademy } from '../../../server/src/domain/academies/change.ts'
import { deliverMails } from '../../../server/src/domain/mail/deliver.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { type Arrived, type Mailbox, openMailbox } from '../../rigs/mailbox.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { faults, launch, PHONE } from '../browser.ts'
import { openSchool, type School } from '../school.ts'

const WAYS: readonly [string, BrowserContextOptions, string][] = [
  ['avec JavaScript', {}, 'lea.petit'],
  ['sans JavaScript, sur un petit téléphone', { ...PHONE, javaScriptEnabled: false }, 'tom.leroy'],
]
const PASSWORD = 'trois petits nuages gris'
const OTHER = 'quatre grands nuages blancs'
/** Milliseconds: on a busy machine a browser takes its time. */
const PATIENCE = 120_000

withTools('chromium', 'Créer un compte', () => {
  let browser: Browser
  let school: School
  let mailbox: Mailbox

  beforeAll(async () => {
    browser = await launch()
    mailbox = await openMailbox()
    school = await openSchool({ NUAGE_SMTP: mailbox.address })
    await addAcademy(school.domain, SYSTEM, 'dijon', {
      ...{ name: 'Académie de Dijon', domains: [{ domain: 'ac-dijon.fr', signUp: true }] },
    })
  })
  afterAll(async () => {
    await browser?.close()
    await school?.close()
    await mailbox?.close()
  })

  const read = new Set<Arrived>()
  /** The latest letter that was not read yet. */
  async function letterTo(address: string): Promise<Arrived> {
    const isNew = (letter: Arrived): boolean => letter.to.includes(address) && !read.has(letter)
    await deliverMails(school.domain)
    // The house sends letters by itself, too, each ten seconds: it may be about to.
    await expect.poll(() => mailbox.letters.some(isNew), { timeout: 15_000 }).toBe(true)
    const letter = mailbox.letters.findLast(isNew)!
    read.add(letter)
    return letter
  }
  /** Its link; letters name the instance, which here is at another port. */
  const linkTo = async (address: string): Promise<string> =>
    `${school.url}${new URL((await letterTo(address)).link).pathname}`

  // One step after the other, in one browser: what one left is what the next begins with.
  describe.each(WAYS)('%s', (_how, options, name) => {
    let context: BrowserContext
    let page: Page
    const address = `${name}@ac-dijon.fr`

    beforeAll(async () => {
      context = await browser.newContext({ locale: 'fr-FR', serviceWorkers: 'block', ...options })
      page = await context.newPage()
      page.setDefaultTimeout(PATIENCE)
    })
    afterAll(async () => await context?.close())

    const button = (label: string) => page.getByRole('button', { name: label, exact: true })
    const link = (label: string) => page.getByRole('link', { name: label, exact: true })
    const heading = (label: string) => page.getByRole('heading', { name: label, exact: true })
    const newPassword = () => page.locator('#password')
    const scripts = options.javaScriptEnabled !== false
    /** Axe needs scripts, so pages without them are looked at in a browser that has them. */
    const look = async (): Promise<void> => {
      if (scripts) expect(await faults(page)).toEqual([])
      const wide = await page.locator('main').evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(page.viewportSize()!.width)
    }
    const greeted = async (): Promise<string | null> => {
      await page.goto(`${school.url}/?plain=1`)
      return await page.locator('h1').textContent()
    }

    test('Etape 1 : créer un compte', async () => {
      await page.goto(school.url)
      await look()
      await link('Créer un compte avec une adresse académique').click()
      await heading('Créer un compte').waitFor()
    })

    test('L’ouverture de l’espace se fait à partir d’une adresse académique.', async () => {
      await page.getByText('L’ouverture de l’espace se fait à partir d’une adresse académique.').waitFor()
      await look()
      await page.getByLabel('Votre adresse académique').fill(address)
      await button('Continuer').click()
      await page.getByText('Si cette adresse peut ouvrir un compte, un message vient de partir.').waitFor()
      await look()
    })

    test('le message arrive, son lien attend qu’on appuie sur un bouton', async () => {
      const letter = await linkTo(address)
      for (let scanner = 0; scanner < 2; scanner++) expect((await fetch(letter)).status).toBe(200)
      await page.goto(letter)
      await look()
      await button('Confirmer mon adresse').click()
      await heading('Encore deux choses').waitFor()
      await page.goto(letter)
      await heading('Ce lien n’ouvre plus rien').waitFor()
      await look()
    })

    test('le nom, et un mot de passe sans règle absurde', async () => {
      await page.goto(`${school.url}/signup/account`)
      await look()
      await page.getByLabel('Votre nom').fill(`Personne ${name}`)
      await newPassword().fill('motdepasse2026')
      if (scripts) {
        await page.getByText('Trop facile à deviner').waitFor()
        await look()
      }
      await button('Créer mon compte').click()
      await page.getByText('parmi les premiers que l’on devine').waitFor()
      await look()
      expect(await page.getByLabel('Votre nom').inputValue()).toBe(`Personne ${name}`)
      await newPassword().fill(PASSWORD)
      if (scripts) await page.getByText('Très solide').waitFor()
      await button('Créer mon compte').click()
      await page.waitForURL((url) => !url.pathname.startsWith('/signup'))
    })

    test('Etape 2 : ouvrir l’application', async () => {
      expect(await greeted()).toBe(`Bonjour Personne ${name}`)
      const inside = await context.request.get(`${school.url}/api/v1/me/sessions`)
      expect(inside.status()).toBe(200)
    })

    test('Mot de passe oublié ?', async () => {
      await context.clearCookies()
      await page.goto(`${school.url}/login?local=1`)
      await look()
      await link('Mot de passe oublié ?').click()
      await look()
      await page.getByLabel('Adresse de courriel').fill(address)
      await button('Recevoir un message').click()
      await page.getByText('Si cette adresse est celle d’un compte, un message vient de partir.').waitFor()
      await page.goto(await linkTo(address))
      await look()
      await button('Continuer').click()
      await heading('Choisissez un mot de passe').waitFor()
      await look()
      await newPassword().fill(OTHER)
      await button('Changer mon mot de passe').click()
      await page.waitForURL((url) => !url.pathname.startsWith('/forgotten'))
      expect(await greeted()).toBe(`Bonjour Personne ${name}`)
    })

    test('changer d’adresse, et reprendre celle d’avant', async () => {
      await page.goto(`${school.url}/settings/security`)
      await link('Changer d’adresse').click()
      await look()
      await page.getByLabel('Nouvelle adresse').fill(`${name}@elsewhere.example`)
      await button('Envoyer le message').click()
      await heading('Regardez votre messagerie').waitFor()
      await look()
      await page.goto(await linkTo(`${name}@elsewhere.example`))
      await look()
      await button('Confirmer cette adresse').click()
      await heading('C’est confirmé').waitFor()
      await look()
      await page.goto(await linkTo(address))
      await look()
      await button('Reprendre mon adresse').click()
      await heading('Vous avez repris votre adresse').waitFor()
      await look()
      expect(await greeted()).toBe('Se connecter')
    })
  })

  test('in English', async () => {
    const context = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block', ...PHONE })
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE)
    for (const path of [
      '/signup',
      '/forgotten',
      '/signup/account',
      '/forgotten/password',
      '/email/letter/x',
    ]) {
      await page.goto(`${school.url}${path}`)
      expect(await page.locator('html').getAttribute('lang')).toBe('en')
      expect(await faults(page)).toEqual([])
    }
    await page.goto(`${school.url}/signup`)
    await page.getByLabel('Your academic address').fill('somebody@ac-dijon.fr')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('If this address can open an account, a message has just left.').waitFor()
    const { text } = await letterTo('somebody@ac-dijon.fr')
    expect(text).toContain('To go on, open this page:')
    await context.close()
  })
})
