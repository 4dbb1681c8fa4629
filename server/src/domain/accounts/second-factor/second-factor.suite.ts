import { TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../../test/rigs/world.ts'
import { SYSTEM } from '../../../vocabulary/actor.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { listNotifications } from '../../notifications/list.ts'
import { setSetting } from '../../settings/set.ts'
import { issueAppPassword } from '../app-passwords/issue.ts'
import { issuePhoneTicket, redeemPhoneTicket } from '../app-passwords/phone-ticket.ts'
import { addMember } from '../groups/members.ts'
import { findPerson } from '../people/find.ts'
import { removePerson } from '../people/remove.ts'
import { setPassword } from '../people/set-password.ts'
import { endOtherSessions, sweepSessions } from '../sessions/change.ts'
import { findSession } from '../sessions/find.ts'
import { openSession } from '../sessions/open.ts'
import type { Session } from '../sessions/session.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { rememberBrowser } from './browsers.ts'
import { isChallenge, newChallenge, spendChallenge } from './challenge.ts'
import { confirmAgain } from './confirm.ts'
import { securityOverview } from './overview.ts'
import { checkSecond, stateOfEntering } from './pending.ts'
import { makeCodes } from './recovery.ts'
import { removeTotp, resetSecondFactor } from './remove.ts'
import { IN_A_ROW, offerTotp, setTotp } from './totp.ts'

const PASSWORD = 'nuage du matin calme'
const place = '192.0.2.7'

/** What it was refused with. */
async function refused(work: Promise<unknown>): Promise<Refusal> {
  const outcome = await work.catch((error: unknown) => error)
  if (outcome instanceof Refusal) return outcome
  throw outcome instanceof Error ? outcome : new Error('it was not refused')
}

export function secondFactorSuite(engine: string): void {
  describe(`second factor: ${engine}`, () => {
    let world: World
    let domain: Domain
    beforeEach(async () => {
      world = await openWorld()
      domain = world.domain
      await world.person('alice')
      await setPassword(domain, SYSTEM, 'alice', PASSWORD)
    })
    afterEach(() => world?.close())

    const alice = async () => (await findPerson(domain, 'alice'))!
    async function session(more: { factor?: boolean } = {}): Promise<Session> {
      const token = await openSession(domain, { state: 'signed-in', person: 'alice', place, ...more })
      return (await findSession(domain, token, place))!
    }
    const again = async ({ hash }: Session): Promise<Session> => {
      const row = await domain.records.get<{ token: string }>(
        'SELECT hash AS token FROM session WHERE hash = ?',
        hash,
      )
      expect(row).toBeDefined()
      return { ...(await session({ factor: true })), hash }
    }

    /** @returns what the app shows at the moment. */
    async function withApp(): Promise<{
      codes: string[]
      code: (later?: number) => string
      wrong: () => string
      session: Session
    }> {
      const mine = await session()
      const { url, sealed } = offerTotp(domain, mine)
      const app = new TOTP({ secret: new URL(url).searchParams.get('secret')! })
      const code = (later = 0) => app.generate({ timestamp: domain.now() + later * 1000 })
      const codes = await setTotp(domain, mine, { sealed, code: code(), place })
      world.pass(60)
      const wrong = () => {
        const right = [code(-30), code(), code(30)]
        return ['000000', '000001', '000002', '000003'].find((one) => !right.includes(one))!
      }
      return { codes, code, wrong, session: await again(mine) }
    }
    const check = (code: string, from = place) => checkSecond(domain, 'alice', { code }, from)
    const enters = async (browser?: string) =>
      (await stateOfEntering(domain, { person: await alice(), browser })).state
    const said = async () =>
      (await listNotifications(domain, 'alice')).map(({ facts }) => 'change' in facts && facts.change)
    const byPassword = () => signIn(domain, { login: 'alice', password: PASSWORD, place })

    test('an app becomes one by its first code; then a password alone opens neither page nor program', async () => {
      expect(await enters()).toBe('signed-in')
      const other = await session()
      const { codes, code } = await withApp()
      expect(codes).toHaveLength(10)
      expect(new Set(codes).size).toBe(10)
      expect(await enters()).toBe('second-factor-pending')
      expect(await refused(byPassword())).toMatchObject({ reason: 'second-factor-needed' })
      expect(
        await domain.records.get('SELECT 1 AS there FROM session WHERE hash = ?', other.hash),
      ).toBeUndefined()
      await check(code())
      expect(await said()).toEqual(['totp-set'])
    })

    test('a secret is worth nothing to whoever reads the database, or in another session', async () => {
      const mine = await session()
      const { url, sealed } = offerTotp(domain, mine)
      const secret = new URL(url).searchParams.get('secret')!
      const code = new TOTP({ secret }).generate({ timestamp: domain.now() })
      const another = await session()
      expect(await refused(setTotp(domain, another, { sealed, code, place }))).toMatchObject({
        kind: 'stale',
      })
      await setTotp(domain, mine, { sealed, code, place })
      const rows = await domain.records.read((reader) =>
        reader.all<Record<string, unknown>>('SELECT * FROM second_factor'),
      )
      expect(JSON.stringify(rows)).not.toContain(secret)
    })

    test('a code opens once, and one step to each side of now', async () => {
      const { code } = await withApp()
      await check(code(-30))
      expect(await refused(check(code(-30)))).toMatchObject({ reason: 'code-wrong' })
      await check(code())
      expect(await refused(check(code()))).toMatchObject({ reason: 'code-wrong' })
      expect(await refused(check(code(-30)))).toMatchObject({ reason: 'code-wrong' })
      await check(code(30))
      expect(await refused(check(code(60)))).toMatchObject({ reason: 'code-wrong' })
      world.pass(120)
      expect(await refused(check(code(-60)))).toMatchObject({ reason: 'code-wrong' })
      await check(` ${code().slice(0, 3)} ${code().slice(3)} `)
    })

    test('the same code sent twice at once opens once', async () => {
      const { code } = await withApp()
      const right = code()
      const all = await Promise.allSettled(Array.from({ length: 5 }, () => check(right)))
      expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    test('a recovery code opens once, however it is typed; new ones take the place of all', async () => {
      const { codes, session: mine } = await withApp()
      await check(codes[0]!.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'))
      expect(await refused(check(codes[0]!))).toMatchObject({ reason: 'code-wrong' })
      expect((await securityOverview(domain, await alice())).codesLeft).toBe(9)
      const fresh = await makeCodes(domain, mine)
      expect(await refused(check(codes[1]!))).toMatchObject({ reason: 'code-wrong' })
      await check(fresh[1]!)
      expect(await said()).toEqual(['code-used', 'codes-made', 'code-used', 'totp-set'])
    })

    test('a browser is remembered for thirty days, and no longer than the password stands', async () => {
      await withApp()
      const token = await rememberBrowser(domain, 'alice')
      expect(await enters(token)).toBe('signed-in')
      world.pass(29 * 86_400)
      expect(await enters(token)).toBe('signed-in')
      world.pass(86_400)
      expect(await enters(token)).toBe('second-factor-pending')
      await sweepSessions(domain)
      expect(await domain.records.get('SELECT 1 AS there FROM known_browser')).toBeUndefined()
      const second = await rememberBrowser(domain, 'alice')
      await setPassword(domain, SYSTEM, 'alice', 'cinq petits nuages gris')
      expect(await enters(second)).toBe('second-factor-pending')
      const third = await rememberBrowser(domain, 'alice')
      await endOtherSessions(domain, await session())
      expect(await enters(third)).toBe('second-factor-pending')
    })

    test('app passwords are made only where it was passed, and pass without it', async () => {
      await withApp()
      const [without, passed] = [(await session()).member!, (await session({ factor: true })).member!]
      const wanted = { person: 'alice', name: 'SALLE-12' }
      expect(await refused(issueAppPassword(domain, without, wanted))).toMatchObject({
        reason: 'second-factor-first',
      })
      expect(await refused(issuePhoneTicket(domain, without))).toMatchObject({
        reason: 'second-factor-first',
      })
      const { token } = await issueAppPassword(domain, passed, wanted)
      expect(await signIn(domain, { login: 'alice', password: token, place })).toMatchObject({
        by: 'app-password',
      })
      const ticket = await issuePhoneTicket(domain, passed)
      await redeemPhoneTicket(domain, { login: 'alice', ticket, name: 'Phone', place })
    })

    test('it is changed only by whoever proved a short while ago who they are', async () => {
      const { code, session: mine } = await withApp()
      const old = { ...mine, confirmed: world.now() - 16 * 60 }
      expect(await refused(removeTotp(domain, old))).toMatchObject({ reason: 'confirm-first' })
      expect(await refused(removeTotp(domain, { ...mine, factor: null }))).toMatchObject({
        reason: 'second-factor-first',
      })
      expect(await refused(confirmAgain(domain, mine, { password: 'wrong' }, place))).toMatchObject({
        kind: 'not-permitted',
      })
      await confirmAgain(domain, mine, { password: PASSWORD }, place)
      await confirmAgain(domain, mine, { code: code() }, place)
      await removeTotp(domain, mine)
      expect(await securityOverview(domain, await alice())).toMatchObject({
        totp: null,
        passkeys: [],
        codesLeft: 0,
      })
      expect(await enters()).toBe('signed-in')
    })

    test('a rule demands it, of administrators or of a group, and of who is signed in already', async () => {
      const token = await openSession(domain, { state: 'signed-in', person: 'alice', place })
      const state = async () => (await findSession(domain, token, place))?.state
      const rule = (
        value: string | null,
        name = 'security.second-factor',
        at = { scope: 'instance', subject: '' },
      ) => setSetting(domain, SYSTEM, at as never, name, value)
      await rule('required', 'security.second-factor-administrators')
      expect(await state()).toBe('signed-in')
      await addMember(domain, SYSTEM, { group: 'admin', person: 'alice' })
      expect(await state()).toBe('second-factor-pending')
      expect((await findSession(domain, token, place))?.member).toBeUndefined()
      expect(await enters()).toBe('second-factor-pending')
      expect(await refused(byPassword())).toMatchObject({ reason: 'second-factor-needed' })
      await rule(null, 'security.second-factor-administrators')
      expect(await state()).toBe('signed-in')
      await rule('required')
      expect(await state()).toBe('second-factor-pending')
      await rule('optional', 'security.second-factor', { scope: 'person', subject: 'alice' })
      expect(await state()).toBe('signed-in')
      await rule(null, 'security.second-factor', { scope: 'person', subject: 'alice' })
      const { session: mine } = await withApp()
      expect(await refused(removeTotp(domain, mine))).toMatchObject({ reason: 'second-factor-required' })
      expect((await securityOverview(domain, await alice())).totp).not.toBeNull()
    })

    test('a provider that says it asked for it is believed', async () => {
      await withApp()
      const person = await alice()
      expect(await stateOfEntering(domain, { person, vouched: true })).toEqual({
        state: 'signed-in',
        factor: true,
      })
    })

    test('an administrator takes it away for somebody who lost everything, who is told', async () => {
      const { session: mine } = await withApp()
      const bob = await world.person('bob')
      expect(await refused(resetSecondFactor(domain, bob, 'alice'))).toMatchObject({
        reason: 'administrators-only',
      })
      await resetSecondFactor(domain, SYSTEM, 'alice')
      expect(await enters()).toBe('signed-in')
      expect(
        await domain.records.get('SELECT 1 AS there FROM session WHERE hash = ?', mine.hash),
      ).toBeUndefined()
      expect(await said()).toEqual(['reset', 'totp-set'])
    })

    test('nothing of it stays when somebody leaves', async () => {
      await withApp()
      await rememberBrowser(domain, 'alice')
      await removePerson(domain, SYSTEM, 'alice')
      for (const table of ['second_factor', 'known_browser'])
        expect(await domain.records.get(`SELECT 1 AS there FROM ${table}`), table).toBeUndefined()
    })

    test('a challenge fits one purpose and one browser, for ten minutes, and is answered once', async () => {
      const purpose = { what: 'second', binding: 'a' } as const
      const challenge = Buffer.from(newChallenge(domain, purpose)).toString('base64url')
      expect(isChallenge(domain, purpose, challenge)).toBe(true)
      expect(isChallenge(domain, { ...purpose, binding: 'b' }, challenge)).toBe(false)
      expect(isChallenge(domain, { ...purpose, what: 'confirm' }, challenge)).toBe(false)
      for (const forged of ['', 'AAAA', `A${challenge.slice(1)}`, `${challenge}AAAA`])
        expect(isChallenge(domain, purpose, forged)).toBe(forged === challenge)
      const spend = () => domain.records.write([], (writer) => spendChallenge(writer, domain, challenge))
      await spend()
      expect(await refused(spend())).toMatchObject({ reason: 'passkey-wrong' })
      world.pass(600)
      expect(isChallenge(domain, purpose, challenge)).toBe(false)
    })

    test('a known password opens no unlimited number of codes, from wherever they come', async () => {
      const { codes, wrong } = await withApp()
      let [tried, judged] = [0, 0]
      const reasons = new Map<string, number>()
      for (let hour = 0; hour < 11; hour++) {
        for (let guess = 0; guess < 12; guess++) {
          tried++
          const { reason } = await refused(check(wrong(), `198.51.100.${guess}`))
          reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
          if (reason === 'code-wrong') judged++
        }
        world.pass(3600 + 10)
      }
      expect([...reasons.keys()].sort()).toEqual(['code-wrong', 'codes-locked', 'too-many-codes'])
      expect(judged).toBe(IN_A_ROW)
      console.log(
        `codes: ${tried} tries in 11 hours with the right password, ${judged} judged; ` +
          `a chance of ${((judged * 3) / 1e4).toFixed(2)} % in all`,
      )
      expect(await said()).toContain('codes-guessed')
      await check(codes[0]!)
      expect(await refused(check(wrong()))).toMatchObject({ reason: 'code-wrong' })
    })
  })
}
