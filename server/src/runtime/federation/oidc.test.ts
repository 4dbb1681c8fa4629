import { afterEach, beforeEach, expect, test } from 'vitest'
import { type IdentityProvider, openIdentityProvider } from '../../../../test/rigs/identity-provider.ts'
import { PlainBrowser } from '../../../../test/rigs/plain-browser.ts'
import { refusal } from '../../../../test/rigs/world.ts'
import { newOidc } from '../../domain/providers/accept.ts'
import type { OidcSettings, ProviderRow } from '../../domain/providers/provider.ts'
import { Oidc } from './oidc.ts'

const HOUSE = 'http://nuage.test'
const CALLBACK = `${HOUSE}/login/oidc/aen`
let provider: IdentityProvider

beforeEach(async () => {
  provider = await openIdentityProvider(HOUSE, 'aen')
  provider.people.set('4711', { name: 'Zoé', email: 'zoe@ac-dijon.fr', etab: ['0210001A'] })
})
afterEach(() => provider?.close())

function speaking(settings: Partial<OidcSettings> = {}, cooldown = 0): Oidc {
  const plain = newOidc({ issuer: provider.issuer, client: provider.client })
  const all: OidcSettings = {
    ...{ ...plain, secret: provider.secret, scopes: ['profile', 'email', 'school'], internal: true },
    ...settings,
  }
  const row: ProviderRow = { id: 'aen', kind: 'oidc', name: 'AEN', enabled: true, settings: all }
  return new Oidc(row, all, { cooldown })
}

/** Goes to the provider, signs in there and gives what comes back. */
async function visited(oidc: Oidc, state = 'a-state') {
  const { address, secrets } = await oidc.begin({ state, callback: CALLBACK, language: 'fr', login: '' })
  const browser = new PlainBrowser()
  await browser.open(address)
  const back = await browser.submit({ login: '4711', yes: '1' }, (url) => url.startsWith(HOUSE))
  return { url: new URL(back), callback: CALLBACK, state, secrets }
}

test('what the provider says comes from the token and from where attributes are asked for', async () => {
  const oidc = speaking()
  const statement = await oidc.finish(await visited(oidc))
  expect(statement).toMatchObject({
    subject: '4711',
    sid: expect.any(String),
    attributes: { name: 'Zoé', email: 'zoe@ac-dijon.fr', etab: ['0210001A'] },
  })
  const [asked = ''] = provider.asked
  expect(JSON.parse(asked)).toMatchObject({ code_verifier: expect.stringMatching(/^[\w-]{43,}$/) })
  expect((await oidc.describe()).join('\n')).toContain(`issuer: ${provider.issuer}`)
})

test('keys may roll: those that are not known are asked for again', async () => {
  const oidc = speaking()
  await oidc.finish(await visited(oidc))
  await provider.rollKeys()
  expect((await oidc.finish(await visited(oidc))).subject).toBe('4711')
  const token = await provider.sign(
    {
      ...{ iss: provider.issuer, aud: provider.client, iat: Math.floor(Date.now() / 1000), jti: 'j' },
      ...{ sub: '4711', events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
    },
    'logout+jwt',
  )
  expect(await oidc.logoutToken(token)).toMatchObject({ subject: '4711', id: 'logout j' })
})

test('keys that nobody knows are not asked for without end', async () => {
  const oidc = speaking({}, 60_000)
  await oidc.finish(await visited(oidc))
  await provider.rollKeys()
  await expect(oidc.finish(await visited(oidc))).rejects.toMatchObject(
    refusal('not-signed-in', 'provider-answer'),
  )
})

test('a code counts once, and with the verifier of whoever asked for it', async () => {
  const oidc = speaking()
  const answer = await visited(oidc)
  const other = await visited(oidc)
  const wrong = refusal('not-signed-in', 'provider-answer')
  await expect(oidc.finish({ ...answer, secrets: other.secrets })).rejects.toMatchObject(wrong)
  await oidc.finish(other)
  await expect(oidc.finish(other)).rejects.toMatchObject(wrong)
  const third = await visited(oidc)
  await expect(oidc.finish({ ...third, state: 'another' })).rejects.toMatchObject(wrong)
  const mixed = new URL(third.url)
  mixed.searchParams.set('iss', 'https://evil.example')
  await expect(oidc.finish({ ...third, url: mixed })).rejects.toMatchObject(wrong)
})

test('a provider that is not there is told apart from one that says no, and is asked again at once', async () => {
  const oidc = speaking()
  await provider.stop()
  const begun = oidc.begin({ state: 's', callback: CALLBACK, language: 'fr' })
  await expect(begun).rejects.toMatchObject(refusal('unavailable', 'provider-down'))
  await provider.start()
  const answer = await visited(oidc)
  await provider.stop()
  await expect(oidc.finish(answer)).rejects.toMatchObject(refusal('unavailable', 'provider-down'))
})

test('a provider that lies inside is not asked unless it is said to', async () => {
  const oidc = speaking({ internal: false })
  const begun = oidc.begin({ state: 's', callback: CALLBACK, language: 'fr' })
  await expect(begun).rejects.toMatchObject(refusal('unavailable', 'provider-down'))
})

test('one that calls itself something else is none, and a wrong secret is no way in', async () => {
  const other = speaking({ issuer: provider.issuer.replace('127.0.0.1', 'localhost') })
  await expect(other.begin({ state: 's', callback: CALLBACK, language: 'fr' })).rejects.toMatchObject(
    refusal('unavailable', 'provider-down'),
  )
  const oidc = speaking({ secret: 'wrong' })
  const answer = await visited(oidc)
  await expect(oidc.finish(answer)).rejects.toMatchObject(refusal('not-signed-in', 'provider-answer'))
  await expect(oidc.finish(answer)).rejects.not.toThrow(/wrong/)
})
