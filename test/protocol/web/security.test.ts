import { TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../house.ts'
import { browserOf, speaker } from './api.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house?.close())

const codeOf = (url: string): string =>
  new TOTP({ secret: new URL(url).searchParams.get('secret')! }).generate({ timestamp: house.domain.now() })

test('an app of codes is set up in the browser, not by a program, and what it opens changes at once', async () => {
  const { client, account } = await house.person({ id: 'alice' })
  const [browser, other] = [await browserOf(house, 'alice'), await browserOf(house, 'alice')]
  expect((await speaker(client).call('GET', '/me/security')).status).toBe(403)
  const none = { password: true, email: false, totp: null, passkeys: [], codesLeft: 0, required: false }
  expect((await browser.call('GET', '/me/security')).body).toEqual(none)
  const { body: offer } = await browser.call('POST', '/me/security/totp/offer')
  expect(offer.url).toMatch(/^otpauth:\/\/totp\/Nuage:alice\?/)
  const wrong = await browser.call('PUT', '/me/security/totp', { sealed: offer.sealed, code: '12' })
  expect(wrong).toMatchObject({ status: 400, body: { reason: 'code-wrong' } })
  const code = codeOf(offer.url)
  expect((await other.call('PUT', '/me/security/totp', { sealed: offer.sealed, code })).status).toBe(412)
  const set = await browser.call('PUT', '/me/security/totp', { sealed: offer.sealed, code })
  expect(set.body.codes).toHaveLength(10)
  expect((await browser.call('GET', '/me/security')).body).toMatchObject({ codesLeft: 10, totp: {} })
  // Every other browser is signed out, programs go on, and the password alone opens nothing any more.
  expect((await other.call('GET', '/session')).status).toBe(401)
  expect((await speaker(client).call('GET', '/session')).status).toBe(200)
  expect((await speaker(client.as(account)).call('GET', '/session')).status).toBe(401)
  expect((await browser.call('POST', '/me/devices', { name: 'SALLE-12' })).status).toBe(201)
  const unproved = await browserOf(house, 'alice')
  expect(await unproved.call('POST', '/me/devices', { name: 'SALLE-12' })).toMatchObject({
    status: 403,
    body: { reason: 'second-factor-first' },
  })
  const proof = await unproved.call('POST', '/me/security/confirm', { code: set.body.codes[0] })
  expect(proof.status).toBe(204)
  expect((await unproved.call('POST', '/me/devices', { name: 'SALLE-12' })).status).toBe(201)
  expect((await unproved.call('POST', '/me/security/confirm', { password: 'wrong' })).status).toBe(403)
  expect((await unproved.call('DELETE', '/me/security/totp')).status).toBe(204)
  expect((await browser.call('GET', '/me/security')).body).toEqual(none)
})

test('what no authenticator said is no passkey', async () => {
  await house.person({ id: 'bob' })
  const browser = await browserOf(house, 'bob')
  const { body } = await browser.call('POST', '/me/security/passkeys/offer')
  const options = JSON.parse(body.options)
  expect(options).toMatchObject({ rp: { name: 'Nuage' }, attestation: 'none', user: { name: 'bob' } })
  const { challenge } = options
  const clientDataJSON = Buffer.from(
    JSON.stringify({ type: 'webauthn.create', challenge, origin: house.url }),
  ).toString('base64url')
  for (const answer of [
    'not JSON',
    '{}',
    JSON.stringify({
      ...{ id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {} },
      response: { clientDataJSON, attestationObject: 'oA' },
    }),
  ]) {
    const refused = await browser.call('POST', '/me/security/passkeys', { name: 'x', answer })
    expect(refused).toMatchObject({ status: 400, body: { reason: 'passkey-wrong' } })
  }
  expect((await browser.call('POST', '/me/security/codes')).status).toBe(404)
})

test('every other browser is signed out at once', async () => {
  await house.person({ id: 'carl' })
  const [browser, other] = [await browserOf(house, 'carl'), await browserOf(house, 'carl')]
  expect((await browser.call('DELETE', '/me/sessions')).status).toBe(204)
  expect((await other.call('GET', '/session')).status).toBe(401)
  expect((await browser.call('GET', '/session')).status).toBe(200)
})

test('the password is changed by the one there is, and every other browser is signed out', async () => {
  const { account, client } = await house.person({ id: 'dora' })
  const [browser, other] = [await browserOf(house, 'dora'), await browserOf(house, 'dora')]
  const change = (current: string, password: string) =>
    browser.call('PUT', '/me/security/password', { current, password })
  const fresh = 'trois hérons sur la digue'
  expect(await change('not this one', fresh)).toMatchObject({
    status: 403,
    body: { reason: 'credentials-wrong' },
  })
  expect(await change(account.password, 'court')).toMatchObject({
    status: 400,
    body: { reason: 'password-short' },
  })
  // Nothing happened yet.
  expect((await other.call('GET', '/session')).status).toBe(200)
  expect((await change(account.password, fresh)).status).toBe(204)
  expect((await browser.call('GET', '/session')).status).toBe(200)
  expect((await other.call('GET', '/session')).status).toBe(401)
  // Programs have passwords of their own.
  expect((await speaker(client).call('GET', '/session')).status).toBe(200)
  expect((await change(account.password, fresh)).status).toBe(403)
  expect((await change(fresh, 'quatre hérons sur la digue')).status).toBe(204)
})

test('who signs in elsewhere has no password to change', async () => {
  await house.person({ id: 'emil' })
  await house.domain.records.write([], (writer) =>
    writer.run("UPDATE person SET password = NULL WHERE id = 'emil'"),
  )
  const browser = await browserOf(house, 'emil')
  const answer = await browser.call('PUT', '/me/security/password', {
    current: 'x',
    password: 'trois hérons sur la digue',
  })
  expect(answer.status).toBe(404)
})
