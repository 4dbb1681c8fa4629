import { addAcademy } from '../../../server/src/domain/academies/change.ts'
import { newOidc } from '../../../server/src/domain/providers/accept.ts'
import { addProvider } from '../../../server/src/domain/providers/change.ts'
import type { OidcSettings } from '../../../server/src/domain/providers/provider.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { openTestHouse, type TestHouse, type TestHouseWish } from '../../house.ts'
import { type IdentityProvider, openIdentityProvider } from '../../rigs/identity-provider.ts'
import type { PlainBrowser } from '../../rigs/plain-browser.ts'

/** A house whose academy of Dijon has a provider, and a person there. */
export interface Ground {
  readonly house: TestHouse
  readonly provider: IdentityProvider
  /** Signs in there, from the choice of the academy on, and comes back; newcomers pass by their profile. */
  signIn(browser: PlainBrowser, login?: string, wish?: { to?: string; remember?: boolean }): Promise<string>
  /** The same, up to the profile of whoever is new. */
  comeBack: Ground['signIn']
  /** The same, up to the address that leads back to Nuage. */
  answerOf(browser: PlainBrowser, login?: string): Promise<string>
  close(): Promise<void>
}

export const ZOE = {
  ...{ uid: 'zmartin', name: 'Zoé Martin', email: 'zoe.martin@ac-dijon.fr', email_verified: true },
  ...{ academy: 'dijon', etab: ['0210001A'] },
}

/** The academies of Dijon and Lyon; that of Dijon has a provider, which is asked to be closed. */
export async function settleAcademies(
  house: Pick<TestHouse, 'url' | 'domain'>,
  settings: Partial<OidcSettings> = {},
): Promise<IdentityProvider> {
  const provider = await openIdentityProvider(house.url, 'aen')
  provider.people.set('4711', ZOE)
  const { domain } = house
  const plain = newOidc({ issuer: provider.issuer, client: provider.client })
  const mapping = { ...plain.mapping, id: 'uid', academy: 'academy', groups: ['etab'] }
  await addProvider(domain, SYSTEM, {
    ...{ id: 'aen', name: 'Authentification Éducation Nationale' },
    settings: {
      ...{ ...plain, secret: provider.secret, scopes: ['profile', 'email', 'school'] },
      ...{ mapping, internal: true, groups: 'make', ...settings },
    },
  })
  const domains = [{ domain: 'ac-dijon.fr', signUp: false }]
  await addAcademy(domain, SYSTEM, 'dijon', { name: 'Académie de Dijon', providers: ['aen'], domains })
  await addAcademy(domain, SYSTEM, 'lyon', { name: 'Académie de Lyon' })
  return provider
}

export async function openGround(
  settings: Partial<OidcSettings> = {},
  wish: TestHouseWish = {},
): Promise<Ground> {
  const house = await openTestHouse(wish)
  const provider = await settleAcademies(house, settings)
  const comeBack: Ground['comeBack'] = async (browser, login = '4711', { to, remember } = {}) => {
    const asked = new URLSearchParams({ ...(to && { redirect_url: to }) })
    await browser.open(`${house.url}/login?${asked}`)
    await browser.submit({ academie: 'dijon', ...(remember && { remember: '1' }) })
    if (browser.url.startsWith(house.url)) return browser.url
    return await browser.submit({ login, yes: '1' })
  }
  const isAnswer = (url: string): boolean => url.startsWith(`${house.url}/login/oidc/aen?`)
  return {
    ...{ house, provider, comeBack },
    async signIn(browser, login = '4711', wish = {}) {
      const back = await comeBack(browser, login, wish)
      if (!back.startsWith(`${house.url}/account/profile?`)) return back
      return await browser.submit({ organisation: '', skip: '1' })
    },
    async answerOf(browser, login = '4711') {
      await browser.open(`${house.url}/login?academie=dijon`)
      return await browser.submit({ login, yes: '1' }, isAnswer)
    },
    async close() {
      await provider.close()
      await house.close()
    },
  }
}

/** Who a browser is signed in as, as the JSON API says it. */
export async function whoIs(house: TestHouse, browser: PlainBrowser): Promise<string | undefined> {
  const cookie = [...browser.cookies(house.url)].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(`${house.url}/?plain=1`, { redirect: 'manual', headers: { cookie } })
  const page = await answer.text()
  if (answer.status !== 200) return undefined
  return /<h1>(?:Bonjour|Hello) ([^<]*)<\/h1>/.exec(page)?.[1]
}
