import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addAcademy } from '../../../server/src/domain/academies/change.ts'
import { personDetails } from '../../../server/src/domain/accounts/people/details.ts'
import { disablePerson } from '../../../server/src/domain/accounts/people/enable.ts'
import { newSaml } from '../../../server/src/domain/providers/accept.ts'
import { addProvider, changeProvider } from '../../../server/src/domain/providers/change.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { openTestHouse, type TestHouse } from '../../house.ts'
import { PlainBrowser } from '../../rigs/plain-browser.ts'
import {
  openSimpleSamlPhp,
  type PostedAnswer,
  type SimpleSamlPhp,
} from '../../rigs/simplesamlphp/simplesamlphp.ts'
import { withTools } from '../../rigs/with-tools.ts'
import { whoIs } from './ground.ts'

// A provider and a house, on a machine that has much else to do.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

withTools('simplesamlphp', 'signing in by SAML', () => {
  let provider: SimpleSamlPhp | undefined
  let house: TestHouse
  let browser: PlainBrowser

  const ZOE = {
    ...{ uid: 'z-1', displayName: 'Zoé Martin', mail: 'zoe@ac-dijon.fr', login: 'zmartin' },
    ...{ ou: 'dijon', etab: ['0210001A', '0210002B'], space: '3 GB' },
  }
  const there = (): SimpleSamlPhp => provider!

  beforeEach(async () => {
    house = await openTestHouse()
    browser = new PlainBrowser()
    provider ??= await openSimpleSamlPhp()
    const settings = { ...newSaml(), metadata: provider.metadata, internal: true, groups: 'make' as const }
    const mapping = { ...settings.mapping, id: 'login', academy: 'ou', groups: ['etab'], quota: 'space' }
    await addProvider(house.domain, SYSTEM, { id: 'aen', name: 'AEN', settings: { ...settings, mapping } })
    for (const id of ['dijon', 'lyon'])
      await addAcademy(house.domain, SYSTEM, id, { name: `Académie de ${id}`, providers: ['aen'] })
    const AssertionConsumerService = `${house.url}/login/saml/aen/acs`
    await provider.behave({
      people: { zoe: ZOE, luc: { ...ZOE, uid: 'l-1', login: 'luc', displayName: 'Luc' } },
      services: { [`${house.url}/login/saml/aen/metadata`]: { AssertionConsumerService } },
    })
  })
  afterEach(() => house?.close())
  afterAll(() => provider?.dispose())

  const heading = (): string | undefined => /<h1>([^<]*)<\/h1>/.exec(browser.page)?.[1]
  const person = (id: string) => personDetails(house.domain, id)

  /** From the entrance link to the form of the provider that leads back. */
  async function answerOf(by = browser, login = 'zoe', to = '/'): Promise<PostedAnswer> {
    const query = new URLSearchParams({ academie: 'dijon', redirect_url: to })
    await by.ask(`${house.url}/login?${query}`)
    return await there().signIn(by.headers.get('location')!, login)
  }
  /** A page of another site sends its form: browsers keep cookies that are `Lax` at home. */
  async function post({ action, fields }: PostedAnswer) {
    const answered = await fetch(action, {
      ...{ method: 'POST', redirect: 'manual', headers: { accept: 'text/html', 'accept-language': 'fr' } },
      body: new URLSearchParams(fields),
    })
    const { status, headers } = answered
    const next = `${house.url}${headers.get('location')}`
    return { status, next, cookies: headers.getSetCookie(), page: await answered.text() }
  }
  const statusOf = async (address: string): Promise<number> => {
    const answered = await fetch(address)
    await answered.text()
    return answered.status
  }
  async function deliver(answer: PostedAnswer, by = browser): Promise<void> {
    const { status, cookies, next } = await post(answer)
    expect([status, cookies]).toEqual([303, []])
    await by.open(next)
  }

  test('from the academy over its provider to the very page that was asked for', async () => {
    await deliver(await answerOf(browser, 'zoe', '/settings/devices/new'))
    await browser.submit({ organisation: 'Lycée Carnot' })
    expect(browser.url).toBe(`${house.url}/settings/devices/new`)
    expect(await whoIs(house, browser)).toBe('Zoé Martin')
    expect(await person('zmartin')).toMatchObject({
      ...{ name: 'Zoé Martin', email: 'zoe@ac-dijon.fr', academy: 'dijon', hasPassword: false },
      ...{ groups: ['aen:0210001A', 'aen:0210002B'], quota: 3 * 1024 ** 3 },
    })
    expect(browser.cookies(house.url).has('nuage-sign-in')).toBe(false)
    const later = new PlainBrowser()
    await deliver(await answerOf(later, 'zoe', '/settings/devices/new'), later)
    expect(later.url).toBe(`${house.url}/settings/devices/new`)
  })

  test('a name and an academy that change keep the account; one that is closed stays closed', async () => {
    await deliver(await answerOf())
    const now = {
      ...ZOE,
      displayName: 'Zoé Durand',
      mail: 'zd@ac-lyon.fr',
      login: 'zdurand',
      ou: 'lyon',
      etab: '9',
    }
    await there().behave({ people: { zoe: now } })
    const later = new PlainBrowser()
    await deliver(await answerOf(later), later)
    expect(await whoIs(house, later)).toBe('Zoé Durand')
    expect(await person('zmartin')).toMatchObject({
      email: 'zd@ac-lyon.fr',
      academy: 'lyon',
      groups: ['aen:9'],
    })
    expect(await person('zdurand')).toBeUndefined()
    await disablePerson(house.domain, SYSTEM, 'zmartin')
    browser = new PlainBrowser()
    await deliver(await answerOf())
    expect([browser.status, heading()]).toEqual([403, 'Ce compte n’est plus actif'])
    expect(await whoIs(house, browser)).toBeUndefined()
  })

  test('an answer counts once, for the browser that asked, and for what it asked', async () => {
    const answer = await answerOf()
    const { url } = house
    const { next: finish } = await post(answer)
    expect((await post(answer)).status).toBe(403)
    const victim = new PlainBrowser()
    await victim.ask(finish)
    expect(victim.status).toBe(403)
    // It was spent by whoever tried.
    await browser.ask(finish)
    expect([browser.status, heading()]).toEqual([403, 'La connexion est à recommencer'])
    // The answer to somebody else’s request, under one’s own state.
    const luc = new PlainBrowser()
    const theirs = await answerOf(luc, 'luc')
    const mine = await answerOf()
    const swapped = { ...mine, fields: { ...theirs.fields, RelayState: mine.fields.RelayState! } }
    await deliver(swapped)
    expect(browser.status).toBe(403)
    expect(await whoIs(house, browser)).toBeUndefined()
    for (const RelayState of ['', 'x']) {
      const strange = new PlainBrowser()
      await deliver({ ...mine, fields: { ...(await answerOf(strange)).fields, RelayState } }, strange)
      expect(strange.status).toBe(403)
    }
    const again = await answerOf()
    await changeProvider(house.domain, SYSTEM, 'aen', { enabled: false })
    expect((await post(again)).status).toBe(404)
    await changeProvider(house.domain, SYSTEM, 'aen', { enabled: true })
    await deliver(again)
    expect(await whoIs(house, browser)).toBe('Zoé Martin')
    await browser.open(`${url}/login/finish?answer=x`)
    expect(browser.status).toBe(200)
  })

  test('what proves nothing is told on a page, whatever its length', async () => {
    const action = `${house.url}/login/saml/aen/acs`
    const { fields } = await answerOf()
    for (const SAMLResponse of [
      '',
      'AAAA',
      fields.SAMLResponse!.slice(0, -8),
      'A'.repeat(400_000),
      'A'.repeat(600_000),
    ]) {
      const answered = await post({ action, fields: { ...fields, SAMLResponse } })
      expect(answered.status, String(SAMLResponse.length)).toBe(403)
      expect(answered.page).toContain('La connexion n’a pas abouti')
    }
    expect(await statusOf(action)).toBe(404)
  })

  test('it tells providers about itself', async () => {
    const answered = await fetch(`${house.url}/login/saml/aen/metadata`)
    expect(answered.headers.get('content-type')).toMatch('application/samlmetadata+xml')
    const text = await answered.text()
    for (const said of ['entityID="$/metadata"', 'Location="$/acs"', 'WantAssertionsSigned="true"'])
      expect(text).toContain(said.replace('$', `${house.url}/login/saml/aen`))
    expect(await statusOf(`${house.url}/login/saml/other/metadata`)).toBe(404)
  })

  test('a provider that is down gives a clear page and keeps no administrator out', async () => {
    await house.person({ id: 'root', admin: true, password: 'un long mot de passe' })
    await there().dispose()
    provider = undefined
    await browser.open(`${house.url}/login?academie=dijon`)
    expect([browser.status, heading()]).toEqual([503, 'Votre académie ne répond pas'])
    await browser.open(`${house.url}/login?local=1`)
    await browser.submit({ user: 'root', password: 'un long mot de passe' })
    expect(await whoIs(house, browser)).toBe('root')
  })
})
