import { afterEach, beforeEach, expect, test } from 'vitest'
import { revokeAppPassword } from '../../../server/src/domain/accounts/app-passwords/change.ts'
import { issueAppPassword } from '../../../server/src/domain/accounts/app-passwords/issue.ts'
import { listAppPasswords } from '../../../server/src/domain/accounts/app-passwords/list.ts'
import { finishWipe, isToWipe, markForWipe } from '../../../server/src/domain/accounts/app-passwords/wipe.ts'
import { addPerson } from '../../../server/src/domain/accounts/people/add.ts'
import { disablePerson, enablePerson } from '../../../server/src/domain/accounts/people/enable.ts'
import { removePerson } from '../../../server/src/domain/accounts/people/remove.ts'
import { setPassword } from '../../../server/src/domain/accounts/people/set-password.ts'
import { signIn, signInByToken } from '../../../server/src/domain/accounts/sign-in/sign-in.ts'
import type { Domain } from '../../../server/src/domain/domain.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { type TestDomain, testDomain } from '../../rigs/domain.ts'

let rig: TestDomain
let domain: Domain

const place = '192.0.2.7'
const password = 'correct horse battery'

beforeEach(async () => {
  rig = await testDomain()
  domain = rig.domain
  await addPerson(domain, SYSTEM, { id: 'Alice', email: 'alice@example.org', password })
})

afterEach(() => rig.dispose())

const reasonOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'none',
    (error) => `${error.kind}/${error.reason}`,
  )
const guess = (login: string, address = place) =>
  reasonOf(signIn(domain, { login, password: `wrong ${Math.random()}`, place: address }))

test('lets in by id, by login and by e-mail, whatever the capitals', async () => {
  for (const login of ['Alice', 'alice', 'ALICE@example.org']) {
    const signed = await signIn(domain, { login, password, place })
    expect(signed.member).toEqual({ kind: 'member', person: 'Alice', admin: false, place })
    expect(signed.by).toBe('account-password')
  }
  expect(await guess('alice')).toBe('not-signed-in/credentials-wrong')
  expect(await guess('nobody')).toBe('not-signed-in/credentials-wrong')
})

test('an app password opens until it is revoked, and knows its last use', async () => {
  const { id, token } = await issueAppPassword(domain, SYSTEM, { person: 'alice', name: 'Laptop\r\n' })
  expect(token).toMatch(/^[A-Za-z0-9]{72}$/)
  const signed = await signIn(domain, { login: 'alice', password: token, place })
  expect(signed).toMatchObject({ by: 'app-password', appPassword: id, person: { id: 'Alice' } })
  expect((await signInByToken(domain, token, place)).person.id).toBe('Alice')
  expect(await reasonOf(signIn(domain, { login: 'bob', password: token, place }))).toBe(
    'not-signed-in/credentials-wrong',
  )
  await expect
    .poll(async () => (await listAppPasswords(domain, 'Alice'))[0])
    .toMatchObject({ name: 'Laptop', lastUsed: domain.now() / 1000, lastPlace: place })
  await revokeAppPassword(domain, signed.member, { person: 'Alice', id })
  expect(await reasonOf(signIn(domain, { login: 'alice', password: token, place }))).toBe(
    'not-signed-in/credentials-wrong',
  )
})

test('the eleventh wrong guess for one name from one address must wait, right ones elsewhere need not', async () => {
  for (let i = 0; i < 10; i++) expect(await guess('alice')).toBe('not-signed-in/credentials-wrong')
  expect(await guess('alice')).toBe('too-many/too-many-guesses')
  expect(await reasonOf(signIn(domain, { login: 'alice', password, place }))).toBe(
    'too-many/too-many-guesses',
  )
  expect(await reasonOf(signIn(domain, { login: 'alice', password, place: '192.0.2.8' }))).toBe('none')
  const { token } = await issueAppPassword(domain, SYSTEM, { person: 'Alice', name: 'Laptop' })
  expect(await reasonOf(signIn(domain, { login: 'alice', password: token, place }))).toBe('none')
  rig.turn(75_000)
  expect(await reasonOf(signIn(domain, { login: 'alice', password: 'correct horse batteri', place }))).toBe(
    'not-signed-in/credentials-wrong',
  )
  expect(await reasonOf(signIn(domain, { login: 'alice', password, place }))).toBe('none')
})

test('guesses made at the same moment count like any others', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => guess('alice')))
  expect(answers.filter((answer) => answer === 'too-many/too-many-guesses')).toHaveLength(10)
})

test('thirty requests at once with the right password are one guess', async () => {
  const attempts = Array.from({ length: 30 }, () =>
    reasonOf(signIn(domain, { login: 'alice', password, place })),
  )
  expect(new Set(await Promise.all(attempts))).toEqual(new Set(['none']))
  for (let i = 0; i < 10; i++) expect(await guess('alice')).toBe('not-signed-in/credentials-wrong')
})

test('addresses of one IPv6 network count as one', async () => {
  for (let i = 0; i < 10; i++) await guess('alice', `2001:db8:0:1::${i + 1}`)
  expect(await guess('alice', '2001:db8::1:0:0:0:ffff')).toBe('too-many/too-many-guesses')
  expect(await guess('alice', '2001:db8:0:2::1')).toBe('not-signed-in/credentials-wrong')
})

test('a disabled account opens by nothing, and by everything again once enabled', async () => {
  const { token } = await issueAppPassword(domain, SYSTEM, { person: 'Alice', name: 'Laptop' })
  await signIn(domain, { login: 'alice', password, place })
  await disablePerson(domain, SYSTEM, 'Alice')
  for (const secret of [token, password])
    expect(await reasonOf(signIn(domain, { login: 'alice', password: secret, place }))).toBe(
      'not-signed-in/account-disabled',
    )
  await enablePerson(domain, SYSTEM, 'Alice')
  for (const secret of [token, password])
    expect(await reasonOf(signIn(domain, { login: 'alice', password: secret, place }))).toBe('none')
})

test('a new password ends the old one at once', async () => {
  await signIn(domain, { login: 'alice', password, place })
  await setPassword(domain, SYSTEM, 'Alice', 'another long secret')
  expect(await reasonOf(signIn(domain, { login: 'alice', password, place }))).toBe(
    'not-signed-in/credentials-wrong',
  )
  for (const [weak, reason] of [
    ['short', 'password-short'],
    ['1234567890', 'password-common'],
    ['Password123!', 'password-common'],
    ['alicealice', 'password-like-id'],
  ] as const)
    expect(await reasonOf(setPassword(domain, SYSTEM, 'Alice', weak))).toBe(`bad-request/${reason}`)
})

test('an id is never given twice', async () => {
  await removePerson(domain, SYSTEM, 'alice')
  expect(await reasonOf(signIn(domain, { login: 'alice', password, place }))).toBe(
    'not-signed-in/credentials-wrong',
  )
  expect(await reasonOf(addPerson(domain, SYSTEM, { id: 'ALICE' }))).toBe('exists/person-exists')
  expect(await reasonOf(addPerson(domain, SYSTEM, { id: 'a/b' }))).toBe('bad-request/person-id')
})

test('a token marked for wipe is refused, and gone once the device has wiped', async () => {
  const { token } = await issueAppPassword(domain, SYSTEM, { person: 'Alice', name: 'Phone' })
  expect(await isToWipe(domain, token)).toBe(false)
  expect(await finishWipe(domain, token)).toBe(false)
  await markForWipe(domain, SYSTEM, 'Alice')
  expect(await isToWipe(domain, token)).toBe(true)
  expect(await reasonOf(signIn(domain, { login: 'alice', password: token, place }))).toBe(
    'not-signed-in/credentials-wrong',
  )
  expect(await finishWipe(domain, token)).toBe(true)
  expect(await isToWipe(domain, token)).toBe(false)
})
