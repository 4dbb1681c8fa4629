import { afterAll, beforeAll, expect, test } from 'vitest'
import { listAppPasswords } from '../../server/src/domain/accounts/app-passwords/list.ts'
import {
  issuePhoneTicket,
  TICKET_SECONDS,
} from '../../server/src/domain/accounts/app-passwords/phone-ticket.ts'
import type { Member } from '../../server/src/vocabulary/actor.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { ocsCall } from './ocs-call.ts'

const PATH = '/core/getapppassword-onetime'
const alice: Member = { kind: 'member', person: 'alice', admin: false }
const earlier = (house: TestHouse) => ({
  ...house.domain,
  now: () => house.domain.now() - TICKET_SECONDS * 1000,
})
let house: TestHouse

beforeAll(async () => {
  house = await openTestHouse()
  for (const id of ['alice', 'bob']) await house.person({ id })
})
afterAll(() => house.close())

const redeem = (password: string, user = 'alice', of = house) =>
  ocsCall(of.stranger.as({ user, password }), 'GET', PATH, undefined, {
    'User-Agent': 'Mozilla/5.0 (Android) Nextcloud-android/34.0.0',
  })

test('a ticket is exchanged once for an app password that is named after the phone', async () => {
  const ticket = await issuePhoneTicket(house.domain, alice)
  const { status, data } = await redeem(ticket)
  expect([status, data]).toEqual([200, { apppassword: expect.stringMatching(/^[A-Za-z0-9]{72}$/) }])
  const welcome = house.stranger.as({ user: 'alice', password: data.apppassword })
  expect((await ocsCall(welcome, 'GET', '/cloud/user')).data.id).toBe('alice')
  const names = (await listAppPasswords(house.domain, 'alice')).map(({ name }) => name)
  expect(names).toContain('Mozilla/5.0 (Android) Nextcloud-android/34.0.0')
  expect((await redeem(ticket)).status).toBe(401)
})

test('of many who show it at the same moment, one is let in', async () => {
  const ticket = await issuePhoneTicket(house.domain, alice)
  const all = await Promise.all(Array.from({ length: 8 }, () => redeem(ticket)))
  expect(all.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
})

test('a ticket opens nothing else, nor for anybody else, nor later, nor when another took its place', async () => {
  const first = await issuePhoneTicket(house.domain, alice)
  const ticket = await issuePhoneTicket(house.domain, alice)
  const holder = house.stranger.as({ user: 'alice', password: ticket })
  for (const path of ['/cloud/user', '/core/getapppassword'])
    expect((await ocsCall(holder, 'GET', path)).status).toBe(401)
  expect((await holder.dav('PROPFIND', '/remote.php/dav/files/alice/')).status).toBe(401)
  expect((await redeem(first)).status).toBe(401)
  expect((await redeem(ticket, 'bob')).status).toBe(401)
  expect((await ocsCall(house.stranger, 'GET', PATH)).status).toBe(401)
  expect((await redeem(ticket)).status).toBe(200)
  expect((await redeem(await issuePhoneTicket(earlier(house), alice))).status).toBe(401)
})

test('whoever guesses is held up', async () => {
  const wary = await openTestHouse({ settings: { NUAGE_THROTTLE: 'on' } })
  try {
    await wary.person({ id: 'alice' })
    const ticket = await issuePhoneTicket(wary.domain, alice)
    const seen = new Set<number>()
    for (let guess = 0; guess < 30 && !seen.has(429); guess++)
      seen.add((await redeem(`${guess}`.padStart(48, 'x'), 'alice', wary)).status)
    expect([...seen].sort()).toEqual([401, 429])
    expect((await redeem(ticket, 'alice', wary)).status).toBe(429)
  } finally {
    await wary.close()
  }
})
