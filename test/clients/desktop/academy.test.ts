import { readFile, rename, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch } from '../../browser/browser.ts'
import type { Credentials } from '../../protocol/client.ts'
import { ZOE } from '../../protocol/sign-in/ground.ts'
import { type IdentityProvider, openIdentityProvider } from '../../rigs/identity-provider.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { newDevice } from '../nextcloudcmd/device.ts'
import { type Server, startServer } from '../server.ts'
import { type DesktopClient, startDesktopClient } from './client.ts'
import { complaintsIn } from './complaints.ts'
import { type Session, startSession } from './session.ts'

/** Milliseconds; what is waited for says by itself what does not come true, long before. */
const CHAPTER = 900_000

const FILE = '/remote.php/dav/files/zmartin/Bonjour.txt'

/** A teacher who has no account yet, connects a computer: the client’s sign-in goes through academy and provider. */
withTools(
  ['desktop', 'chromium', 'nextcloudcmd'],
  'the graphical client, of somebody whose academy says who it is',
  () => {
    let server: Server
    let provider: IdentityProvider
    let session: Session
    let client: DesktopClient
    let browser: Browser
    let window: BrowserContext
    let other: Credentials

    beforeAll(async () => {
      server = await startServer()
      provider = await openIdentityProvider(server.url, 'aen')
      provider.people.set('4711', ZOE)
      const { issuer, client: id, secret } = provider
      const said = ['--issuer', issuer, '--client', id, '--internal', '--secret-stdin']
      for (const scope of ['profile', 'email', 'school']) said.push('--scope', scope)
      for (const map of ['id=uid', 'academy=academy']) said.push('--map', map)
      await server.commandWith(secret, 'provider', 'add', 'aen', '--name', 'Éducation nationale', ...said)
      await server.command(
        ...['academy', 'add', 'dijon', '--name', 'Académie de Dijon', '--provider', 'aen'],
        ...['--region', 'Bourgogne-Franche-Comté', '--quota', '100GB'],
      )
      session = await startSession()
      client = startDesktopClient(session)
      browser = await launch()
      window = await browser.newContext({ locale: 'fr-FR' })
    }, CHAPTER)

    afterAll(async () => {
      await browser?.close()
      await client?.stop()
      await session?.end()
      await provider?.close()
      await server?.stop()
    }, CHAPTER)

    /** From the page that the client opened to the academy; whoever is known there is asked nothing more. */
    async function chooseAcademy(address: string) {
      const page = await window.newPage()
      await page.goto(address)
      await page.click('main a.button')
      await page.getByLabel('Votre académie').selectOption('Académie de Dijon')
      await page.getByRole('button', { name: 'Valider' }).click()
      return page
    }

    /** As a file comes that was made before: the client is wary of those that change while it looks. */
    async function bring(name: string, text: string, secondsAgo: number): Promise<void> {
      const made = join(session.home, name)
      await writeFile(made, text)
      const then = Date.now() / 1000 - secondsAgo
      await utimes(made, then, then)
      await rename(made, join(client.folder, name))
    }

    async function allow(page: Awaited<ReturnType<typeof chooseAcademy>>): Promise<void> {
      await page.getByRole('heading', { name: 'Autoriser l’accès ?' }).waitFor()
      await page.getByRole('button', { name: 'Autoriser l’accès' }).click()
      await page.getByRole('heading', { name: 'Appareil connecté' }).waitFor()
      await page.close()
    }

    test('academy, provider, profile, « Autoriser l’accès »: the account is made, and the computer connected', {
      timeout: CHAPTER,
    }, async () => {
      await client.press('Se connecter', () => client.shows('text', ''))
      await session.accessibility.write(await client.find('text', ''), server.url)
      const opened = async () => (await readFile(session.opened, 'utf8')).trim()
      await client.press('Next >', async () => (await opened()) !== '')
      const page = await chooseAcademy(await opened())
      await page.getByLabel('Identifiant').fill('4711')
      await page.getByRole('button', { name: 'Valider' }).click()
      await page.getByRole('heading', { name: 'Bienvenue, Zoé Martin' }).waitFor()
      await page.getByLabel('Structure de rattachement').fill('Collège Jean-Moulin, Dijon')
      await page.getByRole('button', { name: 'Mettre à jour' }).click()
      await allow(page)
      await client.find('label', 'Zoé Martin')
      expect(await server.command('user', 'show', 'zmartin')).toMatchObject({
        ...{ academy: 'dijon', organisation: 'Collège Jean-Moulin, Dijon', quota: 100 * 1024 ** 3 },
      })
    })

    test('then it keeps a folder in step, both ways', { timeout: CHAPTER }, async () => {
      await client.press('Connexion', async () => !(await client.shows('push button', 'Connexion')))
      await client.until('the folder', async () => (await client.mark('')) === 'OK')
      await bring('Bonjour.txt', 'Bonjour de la salle 12', 600)
      const issued = (await server.command('token', 'add', 'zmartin', '--name', 'test')) as {
        appPassword: string
      }
      other = { user: 'zmartin', password: issued.appPassword }
      const onServer = async () => (await server.client(other).send({ method: 'GET', path: FILE })).text
      await client.until(
        'the file on the server',
        async () => (await onServer()) === 'Bonjour de la salle 12',
      )
      await client.until('its mark', async () => (await client.mark('Bonjour.txt')) === 'OK')
    })

    test('a second computer needs only the academy, and its app password is good for the client of the command line', {
      timeout: CHAPTER,
    }, async () => {
      const begun = (await (
        await fetch(`${server.url}/index.php/login/v2`, {
          ...{ method: 'POST', headers: { 'user-agent': 'SALLE-12 (Desktop Client - Linux)' } },
        })
      ).json()) as { poll: { token: string; endpoint: string }; login: string }
      await window.clearCookies({ name: 'nuage-session' })
      await allow(await chooseAcademy(begun.login))
      const body = new URLSearchParams({ token: begun.poll.token })
      const granted = (await (await fetch(begun.poll.endpoint, { method: 'POST', body })).json()) as {
        loginName: string
        appPassword: string
      }
      const device = await newDevice(server, { user: granted.loginName, password: granted.appPassword })
      try {
        await device.sync()
        expect(await readFile(join(device.folder, 'Bonjour.txt'), 'utf8')).toBe('Bonjour de la salle 12')
        await writeFile(join(device.folder, 'Réponse.txt'), 'Bien reçu')
        await device.sync()
        const path = FILE.replace('Bonjour', encodeURIComponent('Réponse'))
        expect((await server.client(other).send({ method: 'GET', path })).text).toBe('Bien reçu')
      } finally {
        await device.remove()
      }
    })

    test('a provider that is down keeps no computer from its files', { timeout: CHAPTER }, async () => {
      await provider.stop()
      try {
        await bring('Bonjour.txt', 'Toujours là', 300)
        const onServer = async () => (await server.client(other).send({ method: 'GET', path: FILE })).text
        await client.until('the change on the server', async () => (await onServer()) === 'Toujours là')
      } finally {
        await provider.start()
      }
      await client.stop()
      expect(complaintsIn(await client.log(1))).toEqual([])
    })
  },
)
