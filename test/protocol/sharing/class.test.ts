import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listDeposits } from '../../../server/src/domain/boxes/list-deposits.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { openTestHouse, type TestHouse } from '../../house.ts'
import { openBox, sendForm, type TestBox } from './box-rig.ts'

const PUPILS = 35
const MISTYPING = 3
const BYTES = 5 * 1024 * 1024
const PASSWORD = 'nuage rouge 7'

let house: TestHouse
let box: TestBox
beforeAll(async () => {
  house = await openTestHouse({ settings: { NUAGE_THROTTLE: 'on' } })
  await house.person({ id: 'durand', name: 'Marie Durand', password: 'un mot de passe long' })
  box = await openBox(house, 'durand', 'Rendu', { password: PASSWORD })
}, 120_000)
afterAll(() => house?.close())

/** @returns the cookie of whoever knew it, and how the try was answered. */
async function unlock(password: string): Promise<{ status: number; cookie: string | undefined }> {
  const answer = await fetch(`${house.url}/s/${box.token}/authenticate/showshare`, {
    ...{ method: 'POST', redirect: 'manual' as const },
    body: new URLSearchParams({ password }),
  })
  await answer.arrayBuffer()
  return { status: answer.status, cookie: answer.headers.get('set-cookie')?.split(';')[0] }
}

const work = (pupil: number): Buffer => Buffer.alloc(BYTES, `copie de ${pupil} `)

test('a class behind one address hands in, and nobody is held up', { timeout: 600_000 }, async () => {
  async function handIn(pupil: number): Promise<string> {
    for (let wrong = 0; pupil < MISTYPING && wrong < 3; wrong++)
      expect(await unlock(`nuage rouge ${wrong}`)).toEqual({ status: 200, cookie: undefined })
    const { status, cookie } = await unlock(PASSWORD)
    expect([pupil, status]).toEqual([pupil, 303])
    const files = [{ name: 'copie.bin', bytes: work(pupil) }]
    const sent = await sendForm(house.url, box.token, `Élève ${pupil}`, files, { cookie: cookie! })
    expect([pupil, sent.status]).toEqual([pupil, 303])
    const receipt = await fetch(new URL(sent.headers.get('location')!, house.url))
    expect(receipt.status).toBe(200)
    return await receipt.text()
  }
  const receipts = await Promise.all(Array.from({ length: PUPILS }, (_, pupil) => handIn(pupil)))
  for (const [pupil, receipt] of receipts.entries())
    expect(receipt).toContain(createHash('sha256').update(work(pupil)).digest('hex'))
  const codes = receipts.map(
    (receipt) => /[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{5}/.exec(receipt)![0],
  )
  expect(new Set(codes).size).toBe(PUPILS)
  const deposits = await listDeposits(house.domain, SYSTEM, box.share)
  expect(new Set(deposits.map(({ name }) => name)).size).toBe(PUPILS)
})

test('whoever goes on guessing is held, and tells by that nothing about the box', {
  timeout: 600_000,
}, async () => {
  const statuses = new Set<number>()
  for (let guess = 0; guess < 400 && !statuses.has(429); guess++)
    statuses.add((await unlock(`faux ${guess}`)).status)
  expect(statuses).toEqual(new Set([200, 429]))
})
