import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch } from '../../browser/browser.ts'
import type { Credentials } from '../../protocol/client.ts'
import { value } from '../../protocol/multistatus.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { noise } from '../folder.ts'
import { type Server, startServer } from '../server.ts'
import { type DesktopClient, startDesktopClient } from './client.ts'
import { complaintsIn } from './complaints.ts'
import { type Session, startSession } from './session.ts'

/** Milliseconds for one chapter: what it waits for says by itself what does not come true, long before. */
const CHAPTER = 900_000

const TEACHER = { id: 'm.durand', password: 'nuage du matin calme' }
const FILES = `/remote.php/dav/files/${TEACHER.id}`

/** How often the client asks the server of its own accord, in milliseconds: for its sign-in, and for changes. */
const OFTEN = 'remotePollInterval=5000'
const SELDOM = 'remotePollInterval=7200000'

/** What schools tell teachers of the client, step by step: one chapter after the other, on one desktop. */
withTools(['desktop', 'chromium'], 'the graphical client, installed and used as the guide says', () => {
  let server: Server
  let session: Session
  let client: DesktopClient
  /** The file of the client's settings. */
  let settings: string
  /** Another device of the same person. */
  let other: Credentials

  beforeAll(async () => {
    server = await startServer()
    other = await server.addPerson(TEACHER.id)
    await server.setPassword(TEACHER.id, TEACHER.password)
    await send('MKCOL', 'Cours')
    await send('PUT', 'Cours/leçon 1.txt', 'Il était une fois')
    await send('PUT', 'Lisez-moi.txt', 'Bonjour')
    await send('MKCOL', 'Vidéos')
    await send('PUT', 'Vidéos/film.bin', noise(3 * 1024 * 1024, 'film'))
    session = await startSession()
    settings = join(session.home, '.config/Nextcloud/nextcloud.cfg')
    await mkdir(dirname(settings), { recursive: true })
    await writeFile(settings, `[Nextcloud]\n${OFTEN}\n`)
    client = startDesktopClient(session)
  }, CHAPTER)

  afterAll(async () => {
    await client?.stop()
    await session?.end()
    await server?.stop()
  }, CHAPTER)

  async function send(method: string, path: string, body?: string | Buffer): Promise<void> {
    const address = `${FILES}/${path.split('/').map(encodeURIComponent).join('/')}`
    const asked = { method, path: address, ...(body === undefined ? {} : { body }) }
    const answer = await server.client(other).send(asked)
    expect([201, 204]).toContain(answer.status)
  }

  const onServer = async (path: string): Promise<string> => {
    const address = `${FILES}/${path.split('/').map(encodeURIComponent).join('/')}`
    return (await server.client(other).send({ method: 'GET', path: address })).text
  }

  interface Made {
    readonly share_type: number
    readonly url: string
    readonly password: string | null
  }
  async function sharesOf(path: string): Promise<Made[]> {
    const query = new URLSearchParams({ path: `/${path}`, reshares: 'true', format: 'json' })
    const answer = await server.client(other).send({
      method: 'GET',
      path: `/ocs/v2.php/apps/files_sharing/api/v1/shares?${query}`,
      headers: { 'OCS-APIRequest': 'true' },
    })
    return (answer.json() as { ocs: { data: Made[] } }).ocs.data
  }

  async function give(path: string, person: string): Promise<void> {
    const answer = await server.client(other).send({
      ...{ method: 'POST', path: '/ocs/v2.php/apps/files_sharing/api/v1/shares?format=json' },
      headers: { 'OCS-APIRequest': 'true', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ path: `/${path}`, shareType: '0', shareWith: person }).toString(),
    })
    expect(answer.status).toBe(200)
  }

  const local = (path: string): string => join(client.folder, path)
  const holds = async (path: string, text: string): Promise<boolean> =>
    (await readFile(local(path), 'utf8')) === text
  const untilHeld = (path: string, text: string): Promise<void> =>
    client.until(`${path} with ${text}`, () => holds(path, text))
  const untilMarked = (path: string): Promise<void> =>
    client.until(`the green mark of ${path || 'the folder'}`, async () => (await client.mark(path)) === 'OK')

  test('3 to 5: it is connected to the account in a browser', { timeout: CHAPTER }, async () => {
    await client.press('Se connecter', () => client.shows('text', ''))
    await session.accessibility.write(await client.find('text', ''), server.url)
    const opened = async () => (await readFile(session.opened, 'utf8')).trim()
    await client.press('Next >', async () => (await opened()) !== '')
    await session.screenshot('1-waits-for-the-browser')
    expect(await opened()).toMatch(new RegExp(`^${server.url}/login/v2/flow/[^/]+$`))
    await grant(await opened())
    await client.find('label', TEACHER.id)
  })

  test('6: everything is synchronised, but for what is larger than wished', {
    timeout: CHAPTER,
  }, async () => {
    const everything = await client.find('radio button', 'Tout synchroniser depuis le serveur')
    expect(everything.checked).toBe(true)
    await session.accessibility.set(await client.find('spin box', ''), 1)
    await session.screenshot('2-what-to-synchronise')
    await client.press('Connexion', async () => !(await client.shows('spin box', '')))
    await untilHeld('Cours/leçon 1.txt', 'Il était une fois')
    await untilHeld('Lisez-moi.txt', 'Bonjour')
    for (const path of ['Cours/leçon 1.txt', 'Lisez-moi.txt']) await untilMarked(path)

    await client.press('Compte actuel', () => client.shows('menu item', 'Paramètres'))
    await session.accessibility.click(await client.find('menu item', 'Paramètres'))
    await client.find('label', /^Certains dossiers n'ont pas été synchronisés .*Vidéos/)
    await session.screenshot('3-asks-about-a-large-folder')
    expect(await readdir(client.folder)).not.toContain('Vidéos')
    // While it is still listing the folders, the client takes the answer to be about none of them, and asks no more:
    // slotSyncAllPendingBigFolders in folderstatusmodel.cpp. The folder, what is in it, and the line for another one:
    await client.until('the folders in the settings', async () => (await client.count('tree item')) >= 4)
    await client.press('Tout synchroniser', async () => (await client.mark('Vidéos/film.bin')) === 'OK')
    expect(await readFile(local('Vidéos/film.bin'))).toEqual(noise(3 * 1024 * 1024, 'film'))
  })

  test('6 again: the green mark, and changes of both sides', { timeout: CHAPTER }, async () => {
    await untilMarked('')
    await client.find('label', 'Tous synchronisés!')
    await session.screenshot('4-all-is-well')
    await writeFile(local('Cours/leçon 2.txt'), 'Suite et fin')
    await client.until(
      'the new file on the server',
      async () => (await onServer('Cours/leçon 2.txt')) === 'Suite et fin',
    )
    await untilMarked('Cours/leçon 2.txt')
  })

  test('a file changed on both sides while away is kept twice', { timeout: CHAPTER }, async () => {
    await untilMarked('Lisez-moi.txt')
    await client.stop()
    await send('PUT', 'Lisez-moi.txt', 'Bonjour de la salle 12')
    await writeFile(local('Lisez-moi.txt'), 'Bonjour de la maison, et bonne lecture')
    const said = await readFile(settings, 'utf8')
    expect(said).toContain(OFTEN)
    await writeFile(settings, said.replace(OFTEN, SELDOM))
    client.start()
    const copies = async () =>
      (await readdir(client.folder)).filter((name) => /^Lisez-moi \(conflicted copy .*\)\.txt$/.test(name))
    await client.until('a copy of the conflict', async () => (await copies()).length === 1)
    await untilHeld('Lisez-moi.txt', 'Bonjour de la salle 12')
    expect(await holds((await copies())[0]!, 'Bonjour de la maison, et bonne lecture')).toBe(true)
    expect(await onServer('Lisez-moi.txt')).toBe('Bonjour de la salle 12')
    await session.screenshot('5-conflict')
    expect((await readFile(session.opened, 'utf8')).trim().split('\n')).toHaveLength(1)
  })

  test('a change elsewhere is pushed, and told as an activity', { timeout: CHAPTER }, async () => {
    const log = () => client.log(2)
    expect(await log()).toContain('setting remote poll timer interval to 7200000 msec')
    await client.until('push', async () => (await log()).includes('Authenticated successful on websocket'))
    const pushed = async () => (await log()).split('Received push notification: "notify_file').length
    // The second change finds the client with nothing else to do.
    for (const text of ['Depuis la salle 12', 'Et encore une fois depuis la salle 12']) {
      await untilMarked('Cours')
      const before = await pushed()
      await send('PUT', 'Cours/ailleurs.txt', text)
      await client.until('the push', async () => (await pushed()) > before)
      await untilHeld('Cours/ailleurs.txt', text)
    }
    await client.find('label', 'Vous avez créé ailleurs.txt')
    await session.screenshot('6-activity')
  })

  test('the file manager: a link is made and copied, and what is shared is shown', {
    timeout: CHAPTER,
  }, async () => {
    const file = 'Cours/leçon 1.txt'
    await untilMarked(file)
    const menu = await client.menu(file)
    expect(menu.get('COPY_PUBLIC_LINK')).toEqual({ name: 'Copier le lien public', usable: true })
    expect(menu.get('SHARE')).toEqual({ name: 'Options de partage', usable: true })
    await client.choose('COPY_PUBLIC_LINK', file)
    await client.until('a link', async () => (await sharesOf(file)).length === 1)
    const [made] = await sharesOf(file)
    expect(made).toMatchObject({ share_type: 3, permissions: 1, password: null })
    await session.screenshot('7-link-copied')
    const page = await fetch(made!.url)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('leçon 1.txt')])
    expect(await (await fetch(`${made!.url}/download`)).text()).toBe('Il était une fois')
    await client.choose('SHARE', file)
    await client.find('label', 'Partage')
    await client.find('label', 'Partager un lien')
    await session.screenshot('8-shares')
    const shownNow = await session.accessibility.shown()
    const line = shownNow.findIndex(({ role, name }) => role === 'label' && name === 'Partager un lien')
    const [_copy, more] = shownNow.slice(line).filter(({ role }) => role === 'push button')
    await session.accessibility.press(more!)
    await client.check('Protéger par mot de passe', async () => (await sharesOf(file))[0]?.password !== null)
    await session.screenshot('9-password')
    const locked = await fetch(made!.url, { redirect: 'manual' })
    expect([locked.status, locked.headers.get('location')]).toEqual([
      303,
      expect.stringContaining('authenticate'),
    ])
    await client.press('Cesser le partage', async () => (await sharesOf(file)).length === 0)
    expect((await fetch(made!.url)).status).toBe(404)
  })

  test('the file manager: who has locked a file is shown, and a file is locked for others', {
    timeout: CHAPTER,
  }, async () => {
    const file = 'Cours/leçon 2.txt'
    const lea = await server.addPerson('lea')
    await give('Cours', 'lea')
    const theirs = server.client(lea)
    const place = `/remote.php/dav/files/lea/${file.split('/').map(encodeURIComponent).join('/')}`
    const ask = async (method: string) =>
      (await theirs.dav(method, place, { headers: { 'X-User-Lock': '1' } })).status
    const locked = async () =>
      (await theirs.propfind(place, [`{http://nextcloud.org/ns}lock-owner`])).map((entry) =>
        value(entry, 'http://nextcloud.org/ns', 'lock-owner'),
      )[0]
    const said = async (command: string) => (await client.menu(file)).get(command)

    await untilMarked(file)
    expect(await ask('LOCK')).toBe(200)
    await client.until('the lock', async () => (await said('LOCKED_FILE_OWNER')) !== undefined)
    expect(await said('LOCKED_FILE_OWNER')).toEqual({ name: expect.stringContaining('lea'), usable: false })
    expect(await ask('UNLOCK')).toBe(200)
    await client.until('the end of the lock', async () => (await said('LOCK_FILE'))?.usable === true)

    await client.choose('LOCK_FILE', file)
    await client.until('one’s own lock', async () => (await locked()) === TEACHER.id)
    expect((await theirs.dav('PUT', place, { body: 'by lea' })).status).toBe(423)
    await client.until('the way back', async () => (await said('UNLOCK_FILE'))?.usable === true)
    await client.choose('UNLOCK_FILE', file)
    await client.until('the end of one’s own lock', async () => (await locked()) !== TEACHER.id)
    expect((await theirs.dav('PUT', place, { body: 'by lea' })).status).toBe(204)
    await untilHeld(file, 'by lea')
  })

  test('its log complains of nothing that the server did', async () => {
    await client.stop()
    for (const life of [1, 2]) {
      const log = await client.log(life)
      expect(log).toContain('Server capabilities')
      expect(complaintsIn(log)).toEqual([])
    }
  })
})

/** Walks the pages of the sign-in as the person does. */
async function grant(address: string): Promise<void> {
  const browser = await launch()
  try {
    const page = await (await browser.newContext({ locale: 'fr-FR' })).newPage()
    await page.goto(address)
    await page.click('main a.button')
    await page.fill('#user', TEACHER.id)
    await page.fill('#password', TEACHER.password)
    await page.click('main button[type=submit]')
    await page.getByRole('heading', { name: 'Autoriser l’accès ?' }).waitFor()
    await page.click('main button[type=submit] >> nth=0')
    await page.getByRole('heading', { name: 'Appareil connecté' }).waitFor()
  } finally {
    await browser.close()
  }
}
