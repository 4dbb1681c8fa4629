import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { withTools } from '../rigs/with-tools.ts'
import { faults, launch, PHONE, tabTo } from './browser.ts'
import { openSchool, type School, TEACHER } from './school.ts'

const SUBMIT = 'main button[type=submit]'
const CONTINUE = 'main a.button'

interface Begun {
  poll: { token: string; endpoint: string }
  login: string
}

withTools('chromium', 'a client is connected in a browser', () => {
  let browser: Browser
  let school: School

  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(async () => await browser.close())
  beforeEach(async () => {
    school = await openSchool()
  })
  afterEach(async () => await school.close())

  async function begin(agent = 'SALLE-12 (Desktop Client - Linux)'): Promise<Begun> {
    const headers = { 'user-agent': agent }
    const answer = await fetch(`${school.url}/index.php/login/v2`, { method: 'POST', headers })
    return (await answer.json()) as Begun
  }

  const collect = ({ poll }: Begun): Promise<Response> =>
    fetch(poll.endpoint, { method: 'POST', body: new URLSearchParams({ token: poll.token }) })

  /** Signs in as a file client does, over OCS and over DAV. */
  async function isWelcome(loginName: string, appPassword: string): Promise<[number, number]> {
    const authorization = `Basic ${btoa(`${loginName}:${appPassword}`)}`
    const user = await fetch(`${school.url}/ocs/v2.php/cloud/user?format=json`, {
      headers: { authorization, 'ocs-apirequest': 'true' },
    })
    const files = await fetch(`${school.url}/remote.php/dav/files/${loginName}/`, {
      method: 'PROPFIND',
      headers: { authorization, depth: '0' },
    })
    return [user.status, files.status]
  }

  async function open(options: BrowserContextOptions, path: string): Promise<Page> {
    const context = await browser.newContext({ locale: 'fr-FR', ...options })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text())
    })
    page.on('close', () => expect(complaints).toEqual([]))
    await page.goto(path)
    return page
  }

  async function fillIn(page: Page, password = TEACHER.password): Promise<void> {
    await page.fill('#user', TEACHER.id)
    await page.fill('#password', password)
    await page.click(SUBMIT)
  }

  const heading = (page: Page): Promise<string | null> => page.locator('h1').textContent()

  async function expectConnected(begun: Begun): Promise<void> {
    const got = await collect(begun)
    expect(got.status).toBe(200)
    const { server, loginName, appPassword } = (await got.json()) as Record<string, string>
    expect([server, loginName]).toEqual([school.url, TEACHER.id])
    expect(await isWelcome(loginName!, appPassword!)).toEqual([200, 207])
    expect((await collect(begun)).status).toBe(404)
  }

  test.each([
    ['with scripts', {}],
    ['without scripts', { javaScriptEnabled: false }],
    ['on a small phone', PHONE],
    ['on a small phone without scripts', { ...PHONE, javaScriptEnabled: false }],
  ] as const)('%s, from its first request to files in its hands', async (_how, options) => {
    await school.addTeacher()
    const begun = await begin()
    expect((await collect(begun)).status).toBe(404)
    const page = await open(options, `${begun.login}?user=${TEACHER.id}`)
    expect(await heading(page)).toBe('Connecter un appareil')
    expect(await page.locator('.thing').textContent()).toContain('SALLE-12')
    expect(page.url()).not.toContain(begun.login.split('/').at(-1))
    await page.click(CONTINUE)
    expect(await heading(page)).toBe('Se connecter')
    expect(await page.inputValue('#user')).toBe(TEACHER.id)
    await fillIn(page)
    expect(await heading(page)).toBe('Autoriser l’accès\u00a0?')
    expect((await collect(begun)).status).toBe(404)
    await page.click(`${SUBMIT} >> nth=0`)
    expect(await heading(page)).toBe('Appareil connecté')
    await page.close()
    await expectConnected(begun)
  })

  test.each([
    ['with scripts', {}],
    ['without scripts', { javaScriptEnabled: false }],
  ] as const)('%s, in a window of the client’s own, to the address it waits for', async (_how, options) => {
    await school.addTeacher()
    const page = await open(
      {
        ...options,
        extraHTTPHeaders: { 'OCS-APIRequest': 'true' },
        userAgent: 'SALLE-12 (Desktop Client - Linux)',
      },
      `${school.url}/index.php/login/flow?user=${TEACHER.id}`,
    )
    expect(await page.locator('.thing').textContent()).toContain('SALLE-12')
    await page.click(CONTINUE)
    await fillIn(page)
    expect(await heading(page)).toBe('Autoriser l’accès\u00a0?')
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST')
    // No program of this machine takes the address up: that it was asked for shows that the policy lets it pass.
    const led = page.waitForEvent('requestfailed', (request) => request.url().startsWith('nc://'))
    await page.click(`${SUBMIT} >> nth=0`, { noWaitAfter: true })
    const answer = await answered
    expect(answer.status()).toBe(303)
    const [, password] =
      new RegExp(`^nc://login/server:${school.url}&user:${TEACHER.id}&password:(\\w{72})$`).exec(
        (await answer.headerValue('location')) ?? '',
      ) ?? []
    await led
    await page.close()
    expect(await isWelcome(TEACHER.id, password!)).toEqual([200, 207])
  })

  test('by keyboard alone', async () => {
    await school.addTeacher()
    const begun = await begin()
    const page = await open({}, begun.login)
    await tabTo(page, CONTINUE)
    const outline = page.locator(CONTINUE).evaluate((element) => getComputedStyle(element).outlineStyle)
    expect(await outline).toBe('solid')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#user:focus')
    await page.keyboard.type(TEACHER.id)
    await tabTo(page, '#password')
    await page.keyboard.type(TEACHER.password)
    await page.keyboard.press('Enter')
    await page.waitForSelector('input[name=stateToken]', { state: 'attached' })
    await tabTo(page, `${SUBMIT} >> nth=0`)
    await page.keyboard.press('Space')
    await page.waitForSelector('.mark')
    expect(await heading(page)).toBe('Appareil connecté')
    await page.close()
    await expectConnected(begun)
  })

  test('in English, chosen by the browser or on the page', async () => {
    await school.addTeacher()
    const page = await open({ locale: 'en-GB' }, (await begin()).login)
    expect(await heading(page)).toBe('Connect a device')
    const french = await open({}, (await begin()).login)
    await french.click('footer a')
    expect(await heading(french)).toBe('Connect a device')
    await french.click(CONTINUE)
    expect(await heading(french)).toBe('Sign in')
    expect(await french.locator('html').getAttribute('lang')).toBe('en')
    await Promise.all([page.close(), french.close()])
  })

  test('after a wrong password, and not after twenty minutes or twice', async () => {
    await school.addTeacher()
    const begun = await begin()
    const page = await open({}, begun.login)
    await page.click(CONTINUE)
    await fillIn(page, 'faux')
    expect(await page.locator('[role=alert]').textContent()).toContain('ne vont pas ensemble')
    expect(await page.inputValue('#user')).toBe(TEACHER.id)
    await page.fill('#password', TEACHER.password)
    await page.click(SUBMIT)
    const late = await open({ storageState: await page.context().storageState() }, page.url())
    await page.click(`${SUBMIT} >> nth=0`)
    expect(await heading(page)).toBe('Appareil connecté')
    await late.click(`${SUBMIT} >> nth=0`)
    expect(await heading(late)).toBe('L’accès a déjà été autorisé')
    await expectConnected(begun)

    const slow = await begin()
    await page.goto(slow.login)
    await page.click(CONTINUE)
    school.later(20 * 60)
    await page.click(`${SUBMIT} >> nth=0`)
    expect(await heading(page)).toBe('Cette demande n’est plus valable')
    expect((await collect(slow)).status).toBe(404)
    await Promise.all([page.close(), late.close()])
  })

  test('with another account than the one at hand, and removed again on the home page', async () => {
    await school.addTeacher()
    const begun = await begin()
    const page = await open({}, `${school.url}/login`)
    await fillIn(page)
    await page.goto(begun.login)
    await page.click(CONTINUE)
    await page.click(`${SUBMIT} >> nth=1`)
    expect(await heading(page)).toBe('Se connecter')
    await fillIn(page)
    await page.click(`${SUBMIT} >> nth=0`)
    const { loginName, appPassword } = await (await collect(begun)).json()
    await page.goto(`${school.url}/?plain=1`)
    await page.click('.rows a')
    await page.click('#end + p + .stack a >> nth=0')
    await page.click(SUBMIT)
    expect(await page.locator('[role=alert]').textContent()).toContain('a été retiré')
    expect(await isWelcome(loginName, appPassword)).toEqual([401, 401])
    await page.close()
  })

  test.each([
    ['in French', { locale: 'fr-FR' }],
    ['in English, on a small phone', { ...PHONE, locale: 'en-GB' }],
  ])(
    'on pages without a fault for people with disabilities, %s',
    { timeout: 600_000 },
    async (_how, options) => {
      const page = await open(options, `${school.url}${await school.firstSteps()}`)
      const expectNoFault = async (): Promise<void> =>
        expect([await heading(page), await faults(page)]).toEqual([await heading(page), []])
      await expectNoFault()
      await page.fill('#name', TEACHER.name)
      await page.fill('#user', TEACHER.id)
      await page.fill('#password', 'court')
      await page.fill('#again', 'court')
      await page.click(SUBMIT)
      await expectNoFault()
      await page.fill('#password', TEACHER.password)
      await page.fill('#again', TEACHER.password)
      await page.click(SUBMIT)
      await page.waitForURL(/\/files$/)
      await page.goto(`${school.url}/?plain=1`)
      await expectNoFault()
      await page.click('header button')
      await expectNoFault()
      await fillIn(page, 'faux')
      await expectNoFault()
      await page.goto((await begin(Buffer.from('<i>Tablette</i> de Zoé 📱').toString('latin1'))).login)
      await expectNoFault()
      await page.click('summary')
      await expectNoFault()
      await page.click(CONTINUE)
      await fillIn(page)
      await expectNoFault()
      await page.click(`${SUBMIT} >> nth=0`)
      await expectNoFault()
      await page.goto(`${school.url}/settings/devices/new`)
      await expectNoFault()
      await page.fill('#name', 'Copieur')
      await page.click(SUBMIT)
      await expectNoFault()
      await page.click('main a.button')
      await expectNoFault()
      await page.click('.rows a >> nth=0')
      await expectNoFault()
      const device = page.url()
      for (const step of ['remove', 'wipe']) {
        await page.goto(`${device}/${step}`)
        await expectNoFault()
      }
      await page.click(SUBMIT)
      await expectNoFault()
      await page.goto(device)
      await expectNoFault()
      await page.goto(`${school.url}/settings/devices/phone`)
      await expectNoFault()
      await page.click(SUBMIT)
      await expectNoFault()
      await page.goto(`${school.url}/nowhere`)
      await expectNoFault()
      await page.goto(`${school.url}/login/v2/flow`)
      await expectNoFault()
      await page.close()
    },
  )
})
