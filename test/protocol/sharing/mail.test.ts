import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Inhabitant } from '../../school/inhabitant.ts'
import { API, folder, form, openSchool, type School, SHARES, share, shareWith } from './school.ts'

/** Nobody listens at the address of the mail server: letters wait, which is all that is asked here. */
let school: School
let alice: Inhabitant

beforeAll(async () => {
  school = await openSchool({ settings: { NUAGE_SMTP: 'smtp://127.0.0.1:1', NUAGE_THROTTLE: 'on' } })
  ;({ alice } = school)
  await folder(alice, '/mailed')
})
afterAll(() => school.close())

const letters = async (): Promise<{ address: string; kind: string; share: number }[]> =>
  await school.house.domain.records.read((reader) =>
    reader.all('SELECT address, kind, share FROM mail ORDER BY id'),
  )

test('links by mail are offered where there is a mail server', async () => {
  const { data } = await form(alice.client, 'GET', '/cloud/capabilities')
  expect(data.capabilities.files_sharing).toMatchObject({
    sharebymail: { enabled: true },
    user: { send_mail: true },
  })
  const found = await form(alice.client, 'GET', `${API}/sharees?search=zoe@elsewhere.example&itemType=file`)
  expect(found.data.exact.emails).toMatchObject([
    { label: 'zoe@elsewhere.example', value: { shareType: 4, shareWith: 'zoe@elsewhere.example' } },
  ])
  const known = await form(alice.client, 'GET', `${API}/sharees?search=bob@example.org&itemType=file`)
  expect(known.data.exact).toMatchObject({ emails: [], users: [{ label: 'Bob' }] })
})

test('a link is sent to the address that it was made for', async () => {
  const made = await share(alice, '/mailed', { shareType: '4', shareWith: 'zoe@elsewhere.example' })
  expect(made).toMatchObject({
    ...{ share_type: 4, share_with: 'zoe@elsewhere.example', permissions: 1, password: null },
    ...{ token: expect.stringMatching(/^[A-Za-z0-9]+$/), send_password_by_talk: false },
  })
  expect(made).not.toHaveProperty('url')
  expect(await letters()).toMatchObject([{ address: 'zoe@elsewhere.example', kind: 'link' }])
})

test('a colleague is written to when that is wished, and again', async () => {
  await folder(alice, '/told')
  const before = (await letters()).length
  const { id } = await shareWith(alice, '/told', school.bob)
  expect(await letters()).toHaveLength(before)
  expect((await form(alice.client, 'POST', `${SHARES}/${id}/send-email`)).code).toBe(200)
  expect((await letters()).slice(before)).toMatchObject([{ address: 'bob@example.org', share: Number(id) }])
  expect((await form(school.bob.client, 'POST', `${SHARES}/${id}/send-email`)).code).toBe(403)
  expect((await form(school.dave.client, 'POST', `${SHARES}/${id}/send-email`)).code).toBe(404)
  const group = await share(alice, '/told', { shareType: '1', shareWith: 'team' })
  expect((await form(alice.client, 'POST', `${SHARES}/${group.id}/send-email`)).code).toBe(400)
  await share(alice, '/told', { shareType: '0', shareWith: 'root', sendMail: 'true' })
})

test('who writes too often is refused without a word', async () => {
  await folder(alice, '/again')
  const { id } = await shareWith(alice, '/again', school.bob)
  const answers = []
  for (let i = 0; i < 11; i++) answers.push(await form(alice.client, 'POST', `${SHARES}/${id}/send-email`))
  const last = answers.at(-1)!
  expect(last.status).toBe(429)
  expect(last.answer.body).toHaveLength(0)
})
