import { afterAll, beforeAll, expect, test } from 'vitest'
import { countDeed } from '../../../server/src/domain/shares/pace.ts'
import { folder, form, openSchool, type School, SHARES, share } from './school.ts'

const PASSWORD = 'nuage rouge du matin'
const PUPILS = 35

let school: School
beforeAll(async () => {
  school = await openSchool({ settings: { NUAGE_THROTTLE: 'on' } })
}, 120_000)
afterAll(() => school?.close())

test('shares without end are refused without a word, and nobody else is', {
  timeout: 120_000,
}, async () => {
  const { alice, bob } = school
  await folder(alice, '/many')
  await folder(bob, '/few')
  const first = await share(alice, '/many', { shareType: '3' })
  await school.house.domain.records.write([], async (writer) => {
    for (let i = 0; i < 999; i++) await countDeed(writer, school.house.domain, alice.id, 'share')
  })
  const { answer } = await form(alice.client, 'POST', SHARES, { path: '/many', shareType: '3' })
  expect([answer.status, answer.body.length]).toEqual([429, 0])
  // What is there may be changed and ended, and a share that is there already is no new one.
  expect((await form(alice.client, 'PUT', `${SHARES}/${first.id}`, { label: 'one' })).code).toBe(200)
  expect((await form(alice.client, 'DELETE', `${SHARES}/${first.id}`)).code).toBe(200)
  await share(bob, '/few', { shareType: '3' })
})

/** As the file drop of the clients: the password with every request, and no cookie. */
test('a class hands in by a protected drop from one address, some mistyping, and a guesser is held', {
  timeout: 600_000,
}, async () => {
  const { carol, house } = school
  await folder(carol, '/drop')
  const fields = { shareType: '3', permissions: '4', password: PASSWORD }
  const { token } = await share(carol, '/drop', fields)
  const send = async (pupil: number, password: string): Promise<number> => {
    const headers = {
      'X-Requested-With': 'XMLHttpRequest',
      'X-NC-Nickname': encodeURIComponent(`Élève ${pupil}`),
      Authorization: `Basic ${Buffer.from(`anonymous:${password}`).toString('base64')}`,
    }
    const path = `/public.php/dav/files/${token}/copie.txt`
    return (await house.stranger.dav('PUT', path, { body: `copie ${pupil}`, headers })).status
  }
  const handIn = async (pupil: number): Promise<void> => {
    for (let wrong = 0; pupil < 3 && wrong < 3; wrong++) expect(await send(pupil, `faux ${wrong}`)).toBe(401)
    expect([pupil, await send(pupil, PASSWORD)]).toEqual([pupil, 201])
  }
  await Promise.all(Array.from({ length: PUPILS }, (_, pupil) => handIn(pupil)))
  const query = 'SELECT count(DISTINCT name) AS count FROM deposit'
  expect((await house.domain.records.get<{ count: number }>(query))!.count).toBe(PUPILS)
  const statuses = new Set<number>()
  for (let guess = 0; guess < 400 && !statuses.has(429); guess++)
    statuses.add(await send(99, `faux ${guess}`))
  expect(statuses).toEqual(new Set([401, 429]))
})
