import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDomain, testDomain } from '../../../../../test/rigs/domain.ts'
import { SYSTEM } from '../../../vocabulary/actor.ts'
import { randomText } from '../../../vocabulary/random-text.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { askForLetter } from '../letters/ask.ts'
import { addPerson } from '../people/add.ts'
import { openSession } from '../sessions/open.ts'
import { lookAtTicket } from '../tickets/redeem.ts'
import { countGuess } from './throttle.ts'

/** What is tried in an hour. */
const TRIES = 10_000
const AT_ONCE = 100
const HOUR = 3_600_000

const TICKET = { kinds: ['sign-up', 'password', 'email', 'email-back'] } as const

let rig: TestDomain
beforeEach(async () => {
  rig = await testDomain()
})
afterEach(() => rig.dispose())

const address = (n: number): string => `198.${51 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`

/** Whether the password is looked at; it is wrong, unless it is said to be right. */
async function judged(
  place: string,
  login: string,
  more: { person?: string; right?: true } = {},
): Promise<boolean> {
  try {
    const { right, ...person } = more
    const giveBack = await countGuess(rig.domain, { address: place, login, ...person })
    if (right) await giveBack()
    return true
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'too-many') return false
    throw error
  }
}

/** @returns how many of the tries of an hour, spread evenly, were looked at. */
async function attack(
  guess: (n: number) => Promise<boolean>,
  meanwhile?: () => Promise<void>,
): Promise<number> {
  let count = 0
  for (let done = 0; done < TRIES; done += AT_ONCE) {
    const tries = Array.from({ length: AT_ONCE }, (_, n) => guess(done + n))
    count += (await Promise.all(tries)).filter((looked) => looked).length
    if (done === TRIES / 2) await meanwhile?.()
    rig.turn((HOUR * AT_ONCE) / TRIES)
  }
  return count
}

test('many addresses against one account: few are looked at, and its owner gets in from where they always do', async () => {
  await addPerson(rig.domain, SYSTEM, { id: 'alice' })
  await openSession(rig.domain, { state: 'signed-in', person: 'alice', place: '192.0.2.1' })
  let owner: boolean | undefined
  let elsewhere: boolean | undefined
  const looked = await attack(
    (n) => judged(address(n), 'alice', { person: 'alice' }),
    async () => {
      owner = await judged('192.0.2.1', 'alice', { person: 'alice', right: true })
      elsewhere = await judged('203.0.113.9', 'alice', { person: 'alice', right: true })
    },
  )
  console.log(
    `passwords: ${TRIES} tries in an hour from as many addresses against one account, ${looked} looked at`,
  )
  expect(looked).toBeGreaterThanOrEqual(100)
  expect(looked).toBeLessThanOrEqual(700)
  expect(owner).toBe(true)
  // Who comes from a new place during an attack waits: that is the price, and it is known.
  expect(elsewhere).toBe(false)
})

test('one address against many accounts: few are looked at, and another address is not held up', async () => {
  let beside: boolean | undefined
  const looked = await attack(
    (n) => judged('198.51.100.7', `person${n}`),
    async () => {
      beside = await judged('198.51.100.8', 'person1')
    },
  )
  console.log(
    `passwords: ${TRIES} tries in an hour from one address against as many accounts, ${looked} looked at`,
  )
  expect(looked).toBeGreaterThanOrEqual(100)
  expect(looked).toBeLessThanOrEqual(700)
  expect(beside).toBe(true)
})

test('links of letters: one address tries in vain, and few are looked up', async () => {
  const lookAt = async (place: string): Promise<boolean> => {
    try {
      return (await lookAtTicket(rig.domain, { ...TICKET, token: randomText(43), place })) === undefined
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'too-many') return false
      throw error
    }
  }
  let beside: boolean | undefined
  const looked = await attack(
    () => lookAt('198.51.100.7'),
    async () => {
      beside = await lookAt('198.51.100.8')
    },
  )
  console.log(`links of letters: ${TRIES} tries of 256 bits in an hour from one address, ${looked} looked up`)
  expect(looked).toBeGreaterThanOrEqual(100)
  expect(looked).toBeLessThanOrEqual(700)
  expect(beside).toBe(true)
})

test('letters: many addresses ask for one mailbox, which gets three an hour; one address asks for many', async () => {
  const domain = { ...rig.domain, postman: { deliver: async () => {}, close: async () => {} } }
  const asked = async (address: string, place: string): Promise<boolean> => {
    const before = await waiting()
    const wanted = { what: 'password', address, language: 'fr', place } as const
    await askForLetter(domain, wanted).catch((error: unknown) => {
      if (!(error instanceof Refusal && error.kind === 'too-many')) throw error
    })
    return (await waiting()) > before
  }
  const waiting = async (): Promise<number> =>
    Number((await rig.domain.records.get<{ count: number }>('SELECT count(*) AS count FROM mail'))!.count)
  let one = 0
  for (let n = 0; n < 1_000; n++) if (await asked('alice@ac-dijon.fr', address(n))) one++
  let many = 0
  for (let n = 0; n < 1_000; n++) if (await asked(`person${n}@ac-dijon.fr`, '198.51.100.7')) many++
  console.log(`letters: 1000 asked for one mailbox from as many addresses, ${one} written`)
  console.log(`letters: 1000 asked for as many mailboxes from one address, ${many} written`)
  expect([one, many]).toEqual([3, 600])
  expect(await asked('bob@ac-dijon.fr', '198.51.100.8')).toBe(true)
})

test('a school behind one address signs up in one morning, and nobody is held up', async () => {
  const domain = { ...rig.domain, postman: { deliver: async () => {}, close: async () => {} } }
  const [teachers, place] = [300, '192.0.2.77']
  let held = 0
  for (let n = 0; n < teachers; n++) {
    const wanted = { what: 'password', address: `t${n}@ac-dijon.fr`, language: 'fr', place } as const
    await askForLetter(domain, wanted).catch(() => held++)
    // One in four opens a link twice, which opens nothing any more.
    if (n % 4 === 0)
      await lookAtTicket(rig.domain, { ...TICKET, token: randomText(43), place }).catch(() => held++)
    rig.turn(6_000)
  }
  console.log(`letters: ${teachers} people behind one address in half an hour: ${held} held up`)
  expect(held).toBe(0)
})

test('a school behind one address signs in at eight o’clock, mistyping as people do', async () => {
  const [teachers, place] = [300, '192.0.2.77']
  let held = 0
  for (let n = 0; n < teachers; n++) {
    const login = `teacher${n}`
    const wrong = n % 4 === 0 ? 2 : 0
    for (let typed = 0; typed < wrong; typed++) if (!(await judged(place, login))) held++
    if (!(await judged(place, login, { right: true }))) held++
    rig.turn(2_000)
  }
  console.log(
    `passwords: ${teachers} people behind one address in ten minutes, 75 of them wrong twice first: ${held} held up`,
  )
  expect(held).toBe(0)
})
