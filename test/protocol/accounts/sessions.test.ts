import { afterEach, beforeEach, expect, test } from 'vitest'
import { addPerson } from '../../../server/src/domain/accounts/people/add.ts'
import { disablePerson } from '../../../server/src/domain/accounts/people/enable.ts'
import {
  closeSession,
  endSession,
  sweepSessions,
  writeSessionData,
} from '../../../server/src/domain/accounts/sessions/change.ts'
import { findSession } from '../../../server/src/domain/accounts/sessions/find.ts'
import { listSessions } from '../../../server/src/domain/accounts/sessions/list.ts'
import { openSession, replaceSession } from '../../../server/src/domain/accounts/sessions/open.ts'
import { csrfToken, isCsrfToken } from '../../../server/src/domain/accounts/sessions/session.ts'
import type { Domain } from '../../../server/src/domain/domain.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { type TestDomain, testDomain } from '../../rigs/domain.ts'

let rig: TestDomain
let domain: Domain
const place = '192.0.2.7'

beforeEach(async () => {
  rig = await testDomain()
  domain = rig.domain
  await addPerson(domain, SYSTEM, { id: 'alice' })
})

afterEach(() => rig.dispose())

test('signing in changes the token and keeps what the browser carried', async () => {
  const before = await openSession(domain, { state: 'anonymous', place })
  const anonymous = await findSession(domain, before, place)
  expect(anonymous).toMatchObject({ state: 'anonymous', data: {} })
  expect(anonymous?.member).toBeUndefined()
  await writeSessionData(domain, anonymous!, { flow: 'f1' })
  const after = await replaceSession(domain, before, { state: 'signed-in', person: 'alice', place })
  expect(await findSession(domain, before, place)).toBeUndefined()
  const session = (await findSession(domain, after, place))!
  expect(session).toMatchObject({
    data: { flow: 'f1' },
    member: { kind: 'member', person: 'alice', admin: false, place },
  })
  const token = csrfToken(domain, session)
  expect(isCsrfToken(domain, session, token)).toBe(true)
  expect(isCsrfToken(domain, anonymous!, token)).toBe(false)
  await closeSession(domain, after)
  expect(await findSession(domain, after, place)).toBeUndefined()
})

test('a pending second factor is no member', async () => {
  const token = await openSession(domain, { state: 'second-factor-pending', person: 'alice', place })
  const session = await findSession(domain, token, place)
  expect(session?.person?.id).toBe('alice')
  expect(session?.member).toBeUndefined()
})

test('a session ends when it is not used, in the end anyhow, and with the account', async () => {
  const idle = await openSession(domain, { state: 'signed-in', person: 'alice', place })
  rig.turn(8 * 3600_000)
  expect(await findSession(domain, idle, place)).toBeUndefined()
  expect(await sweepSessions(domain)).toBe(1)
  const long = await openSession(domain, { state: 'signed-in', person: 'alice', place, remember: true })
  for (let day = 0; day < 59; day += 10) {
    rig.turn(10 * 86_400_000)
    const found = await findSession(domain, long, place)
    if (day < 50) expect(found).toBeDefined()
    else expect(found).toBeUndefined()
    await expect
      .poll(async () => await findSession(domain, long, place).then((s) => s?.lastUsed))
      .toBe(day < 50 ? domain.now() / 1000 : undefined)
  }
  const third = await openSession(domain, { state: 'signed-in', person: 'alice', place })
  await disablePerson(domain, SYSTEM, 'alice')
  expect(await findSession(domain, third, place)).toBeUndefined()
})

test('people see their browsers and end them', async () => {
  const token = await openSession(domain, { state: 'signed-in', person: 'alice', place, client: 'Firefox' })
  const [listed] = await listSessions(domain, 'alice')
  expect(listed).toMatchObject({ client: 'Firefox', place, lastUsed: domain.now() / 1000 })
  await endSession(domain, SYSTEM, 'alice', listed!.id)
  expect(await findSession(domain, token, place)).toBeUndefined()
  await expect(endSession(domain, SYSTEM, 'alice', listed!.id)).rejects.toThrow('session-missing')
})
