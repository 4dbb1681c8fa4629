import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, refusal, type World } from '../../../../../test/rigs/world.ts'
import { type Member, SYSTEM } from '../../../vocabulary/actor.ts'
import { addAcademy } from '../../academies/change.ts'
import type { Domain } from '../../domain.ts'
import { deliverMails } from '../../mail/deliver.ts'
import type { AccountNews, Sendable } from '../../mail/letter.ts'
import { retryMail } from '../../mail/retry.ts'
import { newOidc } from '../../providers/accept.ts'
import { addProvider } from '../../providers/change.ts'
import { setSetting } from '../../settings/set.ts'
import { issueAppPassword } from '../app-passwords/issue.ts'
import { listAppPasswords } from '../app-passwords/list.ts'
import { askNewEmail } from '../email/ask.ts'
import { confirmEmail, restoreEmail } from '../email/change.ts'
import { changeForgotten, confirmForgotten, whoForgot } from '../forgotten/change.ts'
import { offersForgotten } from '../forgotten/offer.ts'
import { writeIdentity } from '../identities/link.ts'
import { addPerson } from '../people/add.ts'
import { changePerson } from '../people/change.ts'
import { disablePerson } from '../people/enable.ts'
import { findPerson } from '../people/find.ts'
import { removePerson } from '../people/remove.ts'
import { findSession } from '../sessions/find.ts'
import { openSession } from '../sessions/open.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { askToSignUp } from '../sign-up/ask.ts'
import { confirmSignUp } from '../sign-up/confirm.ts'
import { makeAccount } from '../sign-up/make.ts'
import { offersSignUp } from '../sign-up/offer.ts'
import { lookAtTicket, sweepTickets } from '../tickets/redeem.ts'
import { askForLetter } from './ask.ts'

const PASSWORD = 'trois petits nuages gris'
const place = '192.0.2.1'

/** What letters that were asked for open, and to whom they go. */
export function accountLettersSuite(engine: string): void {
  describe(`accounts by letter: ${engine}`, () => {
    let world: World
    let domain: Domain
    let taken: Sendable[]
    let faults: Error[]
    beforeEach(async () => {
      world = await openWorld()
      taken = []
      faults = []
      const deliver = async (letter: Sendable): Promise<void> => {
        const fault = faults.shift()
        taken.push(letter)
        if (fault !== undefined) throw fault
      }
      domain = { ...world.domain, postman: { deliver, close: async () => {} } }
      await addAcademy(domain, SYSTEM, 'dijon', {
        name: 'Dijon',
        domains: [
          { domain: 'ac-dijon.fr', signUp: true },
          { domain: 'univ-dijon.fr', signUp: false },
        ],
      })
      await setSetting(domain, SYSTEM, { scope: 'academy', subject: 'dijon' }, 'quota.default', '1GB')
    })
    afterEach(() => world?.close())

    const signUp = (address: string, from = place) =>
      askToSignUp(domain, { address, language: 'fr', place: from })
    const forgot = (address: string) =>
      askForLetter(domain, { what: 'password', address, language: 'fr', place })
    const posted = async (): Promise<[string, AccountNews][]> => {
      await deliverMails(domain)
      return taken.splice(0).flatMap(({ to, kind, facts }) => (kind === 'account' ? [[to, facts]] : []))
    }
    const news = async <What extends AccountNews['what']>(what: What) => {
      const found = (await posted()).map(([, facts]) => facts).find((facts) => facts.what === what)
      return found as Extract<AccountNews, { what: What }>
    }
    const rows = (sql: string) => domain.records.read((reader) => reader.all<Record<string, unknown>>(sql))
    const zoe = () => addPerson(domain, SYSTEM, { id: 'zoe', email: 'zoe@ac-dijon.fr', password: PASSWORD })
    const fresh = async (person: string) => {
      const token = await openSession(domain, { state: 'signed-in', person, place })
      return (await findSession(domain, token, place))!
    }
    const make = (email: string, name = 'Léa Petit', password = PASSWORD) =>
      makeAccount(domain, { email, name, password, language: 'fr', place })

    test('an account by an academic address: letter, button, name and password', async () => {
      await signUp(' Léa.Petit@AC-Dijon.FR ')
      const { token, until } = await news('sign-up')
      expect(token).toMatch(/^[A-Za-z0-9]{43}$/)
      expect(until).toBe(world.now() + 24 * 3600)
      for (let scanner = 0; scanner < 3; scanner++)
        expect(await lookAtTicket(domain, { token, kinds: ['sign-up'], place })).toBeDefined()
      expect(await confirmSignUp(domain, { token, place })).toBe('Léa.Petit@ac-dijon.fr')
      expect(await confirmSignUp(domain, { token, place })).toBeUndefined()
      const person = await make('Léa.Petit@ac-dijon.fr')
      expect(person).toMatchObject({
        ...{ id: 'lea.petit', name: 'Léa Petit', email: 'Léa.Petit@ac-dijon.fr', academy: 'dijon' },
        ...{ admin: false, enabled: true, hasPassword: true, language: 'fr' },
      })
      await signIn(domain, { login: 'léa.petit@ac-dijon.fr', password: PASSWORD, place })
      const said = await rows("SELECT verb, actor, place FROM audit WHERE verb = 'account.sign-up'")
      expect(said).toEqual([{ verb: 'account.sign-up', actor: 'lea.petit', place }])
      await expect(make('Léa.Petit@ac-dijon.fr')).rejects.toMatchObject(refusal('gone', 'sign-up-known'))
    })

    test('who gets which letter: confirm, already known, nothing', async () => {
      await zoe()
      await addPerson(domain, SYSTEM, { id: 'off', email: 'off@ac-dijon.fr', password: PASSWORD })
      await disablePerson(domain, SYSTEM, 'off')
      for (const address of [
        ...['new@ac-dijon.fr', 'ZOE@ac-dijon.fr', 'off@ac-dijon.fr', 'x@univ-dijon.fr'],
        ...['x@elsewhere.example', 'x@ac-dijon.fr.elsewhere.example'],
      ])
        await signUp(address)
      expect(await rows("SELECT count(*) AS count FROM mail WHERE kind = 'ask'")).toEqual([{ count: 6 }])
      // What is written down differs by nothing but the address.
      const alike = await rows('SELECT DISTINCT kind, facts, language, state, tries, next, person FROM mail')
      expect(alike).toMatchObject([{ kind: 'ask', facts: '{"what":"sign-up"}', person: null }])
      const letters = await posted()
      expect(letters.map(([to, { what }]) => [to, what])).toEqual([
        ['new@ac-dijon.fr', 'sign-up'],
        ['zoe@ac-dijon.fr', 'known'],
      ])
      expect(await rows('SELECT state FROM mail ORDER BY id')).toEqual([{ state: 'sent' }, { state: 'sent' }])
    })

    test('nothing that opens an account is kept where it can be read', async () => {
      await zoe()
      await signUp('new@ac-dijon.fr')
      await forgot('zoe@ac-dijon.fr')
      const before = JSON.stringify([await rows('SELECT * FROM mail'), await rows('SELECT * FROM ticket')])
      const letters = JSON.stringify(await posted())
      const after = JSON.stringify([await rows('SELECT * FROM mail'), await rows('SELECT * FROM ticket')])
      const tokens = letters.match(/[A-Za-z0-9]{43}/g)!
      expect(tokens).toHaveLength(2)
      for (const token of tokens) {
        expect(before).not.toContain(token)
        expect(after).not.toContain(token)
      }
    })

    test('a letter that is tried again opens the same, and so does the one before', async () => {
      faults = [new Error('450 later')]
      await signUp('new@ac-dijon.fr')
      const first = await news('sign-up')
      world.pass(61)
      const second = await news('sign-up')
      expect(second.token).not.toBe(first.token)
      expect(await confirmSignUp(domain, { token: first.token, place })).toBe('new@ac-dijon.fr')
      expect(await confirmSignUp(domain, { token: second.token, place })).toBeUndefined()
    })

    test('a letter that failed is written anew when it is retried', async () => {
      faults = Array.from({ length: 7 }, () => new Error('450 later'))
      await signUp('new@ac-dijon.fr')
      for (let n = 0; n < 8; n++) {
        await posted()
        world.pass(25 * 3600)
      }
      const [{ id, state }] = (await rows('SELECT id, state FROM mail')) as [{ id: number; state: string }]
      expect(state).toBe('failed')
      await retryMail(domain, SYSTEM, id)
      expect(await confirmSignUp(domain, { token: (await news('sign-up')).token, place })).toBe(
        'new@ac-dijon.fr',
      )
    })

    test('what ends ends: a letter after its day, an academy that closed, an account that came meanwhile', async () => {
      await signUp('new@ac-dijon.fr')
      const { token } = await news('sign-up')
      world.pass(24 * 3600)
      expect(await confirmSignUp(domain, { token, place })).toBeUndefined()
      expect(await sweepTickets(domain)).toBe(1)
      await expect(make('x@univ-dijon.fr')).rejects.toMatchObject(refusal('gone', 'sign-up-closed'))
      await zoe()
      await expect(make('ZOE@ac-dijon.fr')).rejects.toMatchObject(refusal('gone', 'sign-up-known'))
    })

    test('of two windows that send the same form one makes the account', async () => {
      const made = await Promise.allSettled([make('new@ac-dijon.fr'), make('new@ac-dijon.fr')])
      expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(await rows("SELECT id FROM person WHERE email_folded = 'new@ac-dijon.fr'")).toHaveLength(1)
    })

    test('of two who press the button at once one goes on', async () => {
      await signUp('new@ac-dijon.fr')
      const { token } = await news('sign-up')
      const both = await Promise.all([0, 1].map(() => confirmSignUp(domain, { token, place })))
      expect(both.filter((email) => email !== undefined)).toEqual(['new@ac-dijon.fr'])
    })

    test('a name that is taken gets a number, and passwords are judged', async () => {
      await addPerson(domain, SYSTEM, { id: 'Lea.Petit' })
      expect((await make('lea.petit@ac-dijon.fr')).id).toBe('lea.petit2')
      await removePerson(domain, SYSTEM, 'lea.petit2')
      world.pass(61)
      expect((await make('lea.petit@ac-dijon.fr')).id).toBe('lea.petit3')
      await expect(make('a@ac-dijon.fr', ' ')).rejects.toMatchObject(refusal('bad-request', 'name-needed'))
      await expect(make('a@ac-dijon.fr', 'A', 'court')).rejects.toMatchObject(
        refusal('bad-request', 'password-short'),
      )
      await expect(make('a@ac-dijon.fr', 'A', 'motdepasse2026')).rejects.toMatchObject(
        refusal('bad-request', 'password-common'),
      )
    })

    test('what is no address is told at once, and one mailbox has one name', async () => {
      for (const address of [
        '',
        'zoe',
        'zoe@',
        '@ac-dijon.fr',
        'a b@ac-dijon.fr',
        'a@b@ac-dijon.fr',
        'x@1.2',
      ])
        await expect(signUp(address)).rejects.toMatchObject(refusal('bad-request', 'mail-address'))
      await expect(signUp('zoe+2@ac-dijon.fr')).rejects.toMatchObject(
        refusal('bad-request', 'mail-address-part'),
      )
      expect(await rows('SELECT id FROM mail')).toEqual([])
    })

    test('it is offered where a domain lets people in and letters go out', async () => {
      expect(await offersSignUp(domain)).toBe(true)
      expect(await offersForgotten(domain)).toBe(true)
      const { postman: _, ...mute } = domain
      expect(await offersSignUp(mute)).toBe(false)
      expect(await offersForgotten(mute)).toBe(false)
      await expect(
        askForLetter(mute, { what: 'password', address: 'a@b.fr', language: 'fr', place }),
      ).rejects.toMatchObject(refusal('unavailable', 'no-mail-server'))
      await setSetting(
        domain,
        SYSTEM,
        { scope: 'instance', subject: '' },
        'accounts.forgotten-password',
        'no',
      )
      expect(await offersForgotten(domain)).toBe(false)
    })

    test('a forgotten password: browsers are signed out, devices and the second factor stay', async () => {
      await zoe()
      const session = await openSession(domain, { state: 'signed-in', person: 'zoe', place })
      const member: Member = { kind: 'member', person: 'zoe', admin: false, place, factor: true }
      await issueAppPassword(domain, member, { person: 'zoe', name: 'PC' })
      await forgot('Zoe@ac-dijon.fr')
      await forgot('zoe@ac-dijon.fr')
      const letters = (await posted()).map(([to, facts]) => ({ to, ...facts })) as unknown as {
        to: string
        accounts: { id: string; token: string }[]
      }[]
      expect(letters.map(({ to }) => to)).toEqual(['zoe@ac-dijon.fr', 'zoe@ac-dijon.fr'])
      const [one, two] = letters.map(({ accounts }) => accounts[0]!.token) as [string, string]
      const forgotten = (await confirmForgotten(domain, { token: one, place }))!
      expect(await confirmForgotten(domain, { token: one, place })).toBeUndefined()
      expect((await whoForgot(domain, forgotten))?.id).toBe('zoe')
      const wanted = { password: 'quatre grands nuages blancs', devices: false, place }
      await changeForgotten(domain, forgotten, wanted)
      await expect(changeForgotten(domain, forgotten, wanted)).rejects.toMatchObject(
        refusal('gone', 'ticket-spent'),
      )
      expect(await confirmForgotten(domain, { token: two, place })).toBeUndefined()
      expect(await findSession(domain, session, place)).toBeUndefined()
      expect(await listAppPasswords(domain, 'zoe')).toHaveLength(1)
      await signIn(domain, { login: 'zoe', password: wanted.password, place })
      await expect(signIn(domain, { login: 'zoe', password: PASSWORD, place })).rejects.toMatchObject(
        refusal('not-signed-in'),
      )
      expect(await rows("SELECT verb FROM audit WHERE verb LIKE 'account.%'")).toEqual([
        { verb: 'account.forgotten-password' },
      ])
      await forgot('zoe@ac-dijon.fr')
      const again = (await confirmForgotten(domain, {
        token: (await news('password')).accounts[0]!.token,
        place,
      }))!
      await changeForgotten(domain, again, { ...wanted, devices: true })
      expect(await listAppPasswords(domain, 'zoe')).toEqual([])
    })

    test('who gets which letter of a forgotten password', async () => {
      await zoe()
      await addPerson(domain, SYSTEM, { id: 'zoe2', email: 'zoe@ac-dijon.fr', password: PASSWORD })
      await addPerson(domain, SYSTEM, { id: 'paul', email: 'paul@ac-dijon.fr', academy: 'dijon' })
      await addPerson(domain, SYSTEM, { id: 'off', email: 'off@ac-dijon.fr', password: PASSWORD })
      await disablePerson(domain, SYSTEM, 'off')
      await addPerson(domain, SYSTEM, { id: 'no', email: 'no@b.fr', password: PASSWORD, academy: 'lyon' })
      await addAcademy(domain, SYSTEM, 'lyon', { name: 'Lyon' })
      await setSetting(
        domain,
        SYSTEM,
        { scope: 'academy', subject: 'lyon' },
        'accounts.forgotten-password',
        'no',
      )
      await addProvider(domain, SYSTEM, {
        ...{ id: 'aen', name: 'Authentification Éducation Nationale' },
        settings: newOidc({ issuer: 'https://aen.example.org', client: 'nuage' }),
      })
      await domain.records.write([], (writer) =>
        writeIdentity(writer, domain, { provider: 'aen', subject: '4711', person: 'paul' }),
      )
      for (const name of ['zoe', 'paul', 'off', 'nobody']) await forgot(`${name}@ac-dijon.fr`)
      await forgot('no@b.fr')
      const letters = await posted()
      expect(letters).toMatchObject([
        ['zoe@ac-dijon.fr', { what: 'password', accounts: [{ id: 'zoe' }, { id: 'zoe2' }] }],
        [
          'paul@ac-dijon.fr',
          { what: 'elsewhere', academy: 'dijon', providers: ['Authentification Éducation Nationale'] },
        ],
      ])
      expect(letters).toHaveLength(2)
    })

    test('a letter goes to the address of the account, not to one that only looks like it', async () => {
      await addPerson(domain, SYSTEM, { id: 'mike', email: 'mike@ac-dijon.fr', password: PASSWORD })
      await forgot('mi\u212Ae@ac-dijon.fr')
      expect((await posted()).map(([to]) => to)).toEqual(['mike@ac-dijon.fr'])
    })

    test('what was sent to an address opens nothing once the account has another', async () => {
      await zoe()
      await forgot('zoe@ac-dijon.fr')
      const { token } = (await news('password')).accounts[0]!
      await forgot('zoe@ac-dijon.fr')
      const second = (await news('password')).accounts[0]!.token
      const pressed = (await confirmForgotten(domain, { token: second, place }))!
      await changePerson(domain, SYSTEM, 'zoe', { email: 'other@ac-dijon.fr' })
      expect(await confirmForgotten(domain, { token, place })).toBeUndefined()
      expect(await whoForgot(domain, pressed)).toBeUndefined()
    })

    test('a new address: confirmed, told to the old one, which comes back within seven days, once', async () => {
      await zoe()
      const session = await fresh('zoe')
      const ask = (address: string) => askNewEmail(domain, session, { address, language: 'fr', place })
      await ask('zoe.martin@elsewhere.example')
      expect((await findPerson(domain, 'zoe'))!.email).toBe('zoe@ac-dijon.fr')
      const { token } = await news('email')
      expect(await confirmEmail(domain, { token, place })).toBe('zoe.martin@elsewhere.example')
      expect(await confirmEmail(domain, { token, place })).toBeUndefined()
      expect((await findPerson(domain, 'zoe'))!.email).toBe('zoe.martin@elsewhere.example')
      const [[to, back]] = (await posted()) as unknown as [
        [string, { token: string; email: string; until: number }],
      ]
      expect([to, back.email]).toEqual(['zoe@ac-dijon.fr', 'zoe.martin@elsewhere.example'])
      expect(back.until).toBe(world.now() + 7 * 24 * 3600)
      expect(await restoreEmail(domain, { token: back.token, place })).toBe('zoe@ac-dijon.fr')
      expect(await restoreEmail(domain, { token: back.token, place })).toBeUndefined()
      expect((await findPerson(domain, 'zoe'))!.email).toBe('zoe@ac-dijon.fr')
      expect(await rows('SELECT hash FROM session')).toEqual([])
    })

    test('whoever took an account over has no way round its owner’s way back', async () => {
      await zoe()
      const session = await fresh('zoe')
      const move = async (address: string): Promise<string> => {
        await askNewEmail(domain, session, { address, language: 'fr', place })
        await confirmEmail(domain, { token: (await news('email')).token, place })
        return (await news('email-back')).token
      }
      const owners = await move('thief@elsewhere.example')
      const thiefs = await move('thief2@elsewhere.example')
      expect(await restoreEmail(domain, { token: owners, place })).toBe('zoe@ac-dijon.fr')
      expect(await restoreEmail(domain, { token: thiefs, place })).toBeUndefined()
    })

    test('the thief’s own way back does not close that of the owner', async () => {
      await zoe()
      const session = await fresh('zoe')
      const backs: string[] = []
      for (const address of ['thief@elsewhere.example', 'thief2@elsewhere.example']) {
        await askNewEmail(domain, session, { address, language: 'fr', place })
        await confirmEmail(domain, { token: (await news('email')).token, place })
        backs.push((await news('email-back')).token)
      }
      expect(await restoreEmail(domain, { token: backs[1]!, place })).toBe('thief@elsewhere.example')
      expect(await restoreEmail(domain, { token: backs[0]!, place })).toBe('zoe@ac-dijon.fr')
    })

    test('who may change an address, and to which', async () => {
      await zoe()
      await addPerson(domain, SYSTEM, { id: 'paul', email: 'paul@ac-dijon.fr' })
      const session = await fresh('zoe')
      const ask = (address: string, on = session) =>
        askNewEmail(domain, on, { address, language: 'fr', place })
      await ask('paul@ac-dijon.fr')
      await ask('zoe@ac-dijon.fr')
      expect((await posted()).map(([to, { what }]) => [to, what])).toEqual([
        ['paul@ac-dijon.fr', 'email-taken'],
      ])
      await expect(ask('zoe')).rejects.toMatchObject(refusal('bad-request', 'mail-address'))
      await expect(ask('a@b.fr', await fresh('paul'))).rejects.toMatchObject(
        refusal('not-permitted', 'email-elsewhere'),
      )
      world.pass(16 * 60)
      await expect(ask('a@b.fr')).rejects.toMatchObject(refusal('not-permitted', 'confirm-first'))
      const self: Member = { kind: 'member', person: 'zoe', admin: false }
      await expect(changePerson(domain, self, 'zoe', { email: 'a@b.fr' })).rejects.toMatchObject(
        refusal('not-permitted', 'email-by-page'),
      )
      await changePerson(domain, self, 'zoe', { email: 'zoe@ac-dijon.fr', name: 'Zoé' })
    })

    test('an address that became somebody’s meanwhile is not taken from them', async () => {
      await zoe()
      await askNewEmail(domain, await fresh('zoe'), { address: 'new@ac-dijon.fr', language: 'fr', place })
      const { token } = await news('email')
      await make('new@ac-dijon.fr')
      expect(await confirmEmail(domain, { token, place })).toBeUndefined()
      expect((await findPerson(domain, 'zoe'))!.email).toBe('zoe@ac-dijon.fr')
    })

    test('letters open their own door alone', async () => {
      await zoe()
      await forgot('zoe@ac-dijon.fr')
      const { token } = (await news('password')).accounts[0]!
      expect(await confirmSignUp(domain, { token, place })).toBeUndefined()
      expect(await confirmEmail(domain, { token, place })).toBeUndefined()
      expect(await confirmForgotten(domain, { token, place })).toMatchObject({ person: 'zoe' })
    })

    test('three letters an hour to one address, six hundred from one network', async () => {
      for (let n = 0; n < 5; n++) await signUp('new@ac-dijon.fr', `198.51.100.${n}`)
      expect(await posted()).toHaveLength(3)
      world.pass(3600)
      await signUp('new@ac-dijon.fr')
      expect(await posted()).toHaveLength(1)
      for (let n = 0; n < 599; n++) await signUp(`t${n}@elsewhere.example`)
      await expect(signUp('one.more@ac-dijon.fr')).rejects.toMatchObject(
        refusal('too-many', 'too-many-asked'),
      )
      await signUp('one.more@ac-dijon.fr', '192.0.2.2')
      expect(await posted()).toHaveLength(1)
    })
  })
}
