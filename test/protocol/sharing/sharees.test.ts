import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addGroup } from '../../../server/src/domain/accounts/groups/change.ts'
import { changePerson } from '../../../server/src/domain/accounts/people/change.ts'
import { disablePerson } from '../../../server/src/domain/accounts/people/enable.ts'
import { removePerson } from '../../../server/src/domain/accounts/people/remove.ts'
import { setSetting } from '../../../server/src/domain/settings/set.ts'
import { SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import type { Inhabitant } from '../../school/inhabitant.ts'
import { API, folder, form, openSchool, policy, type School, share } from './school.ts'

let school: School
let alice: Inhabitant

beforeAll(async () => {
  school = await openSchool()
  ;({ alice } = school)
  const { house } = school
  await addGroup(house.domain, SYSTEM, { id: 'g7', name: 'Élèves de 3e B' })
  for (const [id, name, academy] of [
    ['zoe', 'Zoé Martin-Dupont', 'nord'],
    ['zack', 'Zack Martin', 'sud'],
    ['zelie', 'Zélie (Lili)', ''],
    ['gone', 'Zora Gone', ''],
    ['away', 'Zora Away', ''],
  ] as const)
    await house.person({ id, name, academy, email: `${id}@example.org` })
  await changePerson(house.domain, SYSTEM, 'alice', { academy: 'sud' })
  await disablePerson(house.domain, SYSTEM, 'away')
  await removePerson(house.domain, SYSTEM, 'gone')
})
afterAll(() => school.close())

async function search(text: string, more = '', who = alice) {
  const query = `search=${encodeURIComponent(text)}&itemType=file&page=1&perPage=50&lookup=false${more}`
  return await form(who.client, 'GET', `${API}/sharees?${query}`)
}
type Hits = { value: { shareWith: string } }[]
const ids = (hits: Hits): string[] => hits.map(({ value }) => value.shareWith)
const found = async (text: string, more = '', who = alice) => {
  const { data } = await search(text, more, who)
  return { users: ids(data.users), groups: ids(data.groups), exact: ids(data.exact.users) }
}

test('answers with every list that there is', async () => {
  const { data, code } = await search('bo')
  expect(code).toBe(200)
  expect(data).toEqual({
    exact: {
      ...{ users: [], groups: [], remotes: [], remote_groups: [], emails: [], circles: [], rooms: [] },
    },
    users: [
      {
        ...{ label: 'Bob', subline: '', icon: 'icon-user', value: { shareType: 0, shareWith: 'bob' } },
        ...{ shareWithDisplayNameUnique: 'bob@example.org', status: [] },
      },
    ],
    ...{ groups: [], remotes: [], remote_groups: [], emails: [], lookup: [], circles: [], rooms: [] },
    lookupEnabled: false,
  })
})

test.each([
  ['bob', 'bob'],
  ['BOB', 'bob'],
  ['bob@example.org', 'bob'],
  ['Zoé Martin-Dupont', 'zoe'],
  ['zoé martin-dupont', 'zoe'],
])('%s in full is %s alone', async (text, id) => {
  expect(await found(text)).toMatchObject({ exact: [id], users: [] })
})

test.each([
  ['zoe', [], ['zoe']],
  ['zo', ['zoe'], []],
  ['mar', ['zack', 'zoe'], []],
  ['dup mar', ['zoe'], []],
  ['martin z', ['zack', 'zoe'], []],
  ['artin', [], []],
  ['zora', [], []],
  ['away', [], []],
  ['away@example.org', [], []],
  ['alice', [], []],
  ['zel', ['zelie'], []],
  ['!', [], []],
])('%s proposes %j', async (text, users, exact) => {
  expect(await found(text)).toMatchObject({ users, exact })
})

test('people of one’s own academy come first, and nothing typed lists the first', async () => {
  const { users } = await found('')
  expect(users[0]).toBe('zack')
  expect(users.slice(1)).toEqual(['bob', 'carol', 'dave', 'root', 'zelie', 'zoe'])
})

test('groups are found by their words, and in full', async () => {
  expect(await found('eleves')).toMatchObject({ groups: ['g7'] })
  const { data } = await search('team')
  expect(data.exact.groups).toEqual([{ label: 'team', value: { shareType: 1, shareWith: 'team' } }])
  expect(data.groups).toEqual([])
})

test('only kinds that were asked for are looked for', async () => {
  expect(await found('te', '&shareType=0')).toMatchObject({ groups: [] })
  expect(await found('te', '&shareType[]=0&shareType[]=1')).toMatchObject({ groups: ['team'] })
  expect(await found('bo', '&shareType[0]=1')).toMatchObject({ users: [] })
})

test('pages follow each other, and none is larger than policy allows', async () => {
  const { domain } = school.house
  await setSetting(domain, SYSTEM, { scope: 'instance', subject: '' }, 'sharees.most', '2')
  try {
    const first = await search('')
    expect(first.data.users).toHaveLength(2)
    const link = first.answer.header('link')!
    expect(link).toMatch(/rel="next"$/)
    const next = new URL(/<(.*)>/.exec(link)![1]!)
    const second = await form(alice.client, 'GET', `${API}/sharees?${next.searchParams}`)
    expect(second.data.users).toHaveLength(2)
    expect(ids(second.data.users)).not.toEqual(ids(first.data.users))
    const last = await form(alice.client, 'GET', `${API}/sharees?search=bo&itemType=file&page=1`)
    expect(last.answer.header('link')).toBeUndefined()
  } finally {
    await setSetting(domain, SYSTEM, { scope: 'instance', subject: '' }, 'sharees.most', null)
  }
})

test.each([
  ['search=b', 400, 'Missing itemType'],
  ['search=b&itemType=file&page=0', 400, 'Invalid page'],
  ['search=b&itemType=file&perPage=0', 400, 'Invalid perPage argument'],
])('%s is refused', async (query, code, message) => {
  expect(await form(alice.client, 'GET', `${API}/sharees?${query}`)).toMatchObject({ code, message })
})

describe('policy', () => {
  async function under(policies: Record<string, string>, work: () => Promise<void>): Promise<void> {
    try {
      for (const [key, value] of Object.entries(policies)) await policy(school, key, value)
      await work()
    } finally {
      for (const key of Object.keys(policies)) await policy(school, key, null)
    }
  }
  const ENUMERATION = 'shareapi_allow_share_dialog_user_enumeration'
  const TO_GROUP = 'shareapi_restrict_user_enumeration_to_group'
  const FULL = 'shareapi_restrict_user_enumeration_full_match'

  test('no proposals: only whom one names in full', () =>
    under({ [ENUMERATION]: 'no' }, async () => {
      expect(await found('bo')).toMatchObject({ users: [], exact: [] })
      expect(await found('')).toMatchObject({ users: [] })
      expect(await found('bob')).toMatchObject({ users: [], exact: ['bob'] })
      expect(await found('bob@example.org')).toMatchObject({ exact: ['bob'] })
      expect(await found('te')).toMatchObject({ groups: [] })
    }))

  test('proposals from one’s own groups', () =>
    under({ [TO_GROUP]: 'yes' }, async () => {
      expect(await found('')).toMatchObject({ users: ['bob'], groups: ['staff'] })
      expect(await found('caro')).toMatchObject({ users: [] })
      expect(await found('carol')).toMatchObject({ exact: ['carol'] })
    }))

  test('no proposals but known telephones: nobody’s is known', () =>
    under({ shareapi_restrict_user_enumeration_to_phone: 'yes' }, async () => {
      expect(await found('bo')).toMatchObject({ users: [] })
      expect(await found('bob')).toMatchObject({ exact: ['bob'] })
    }))

  test.each([
    ['userid', 'zack', 'Zack Martin', 'zack@example.org'],
    ['displayname', 'Zack Martin', 'zack', 'zack@example.org'],
    ['email', 'zack@example.org', 'zack', 'Zack Martin'],
  ])(
    'who is not proposed is not found by %s either, where that is switched off',
    async (key, closed, ...open) => {
      await under({ [ENUMERATION]: 'no', [`${FULL}_${key}`]: 'no' }, async () => {
        expect(await found(closed)).toMatchObject({ exact: [] })
        for (const text of open) expect(await found(text)).toMatchObject({ exact: ['zack'] })
      })
    },
  )

  test('nor by anything at all', () =>
    under({ [ENUMERATION]: 'no', [FULL]: 'no' }, async () => {
      for (const text of ['zack', 'Zack Martin', 'zack@example.org'])
        expect(await found(text)).toMatchObject({ exact: [] })
    }))

  test('a first name stands for a name with another in brackets', () =>
    under({ [`${FULL}_ignore_second_dn`]: 'yes' }, async () => {
      expect(await found('Zélie')).toMatchObject({ exact: ['zelie'], users: [] })
    }))

  test('people share with those in their groups: nobody else is found', () =>
    under({ shareapi_only_share_with_group_members: 'yes' }, async () => {
      expect(await found('')).toMatchObject({ users: ['bob'], groups: ['staff'] })
      expect(await found('carol')).toMatchObject({ exact: [], users: [] })
      expect((await search('team')).data.exact.groups).toEqual([])
    }))

  test('no groups', () =>
    under({ shareapi_allow_group_sharing: 'no' }, async () => {
      expect(await found('te')).toMatchObject({ groups: [] })
    }))

  test('who may not share finds nobody', () =>
    under({ shareapi_exclude_groups: 'yes', shareapi_exclude_groups_list: '["staff"]' }, async () => {
      expect(await found('bob')).toEqual({ users: [], groups: [], exact: [] })
      expect(await found('ali', '', school.dave)).toMatchObject({ users: ['alice'] })
    }))

  test('so many letters first', async () => {
    const place = { scope: 'academy', subject: 'sud' } as const
    const { domain } = school.house
    await setSetting(domain, SYSTEM, place, 'sharees.letters', '3')
    try {
      expect(await found('zo')).toMatchObject({ users: [] })
      expect(await found('te')).toMatchObject({ groups: [] })
      expect(await found('mar')).toMatchObject({ users: ['zack', 'zoe'] })
      expect(await found('zo', '', school.dave)).toMatchObject({ users: ['zoe'] })
    } finally {
      await setSetting(domain, SYSTEM, place, 'sharees.letters', null)
    }
  })
})

test('who was given something lately is recommended, the most frequent first', async () => {
  for (const path of ['/one', '/two']) await folder(alice, path)
  await share(alice, '/one', { shareType: '0', shareWith: 'carol' })
  for (const path of ['/one', '/two']) await share(alice, path, { shareType: '0', shareWith: 'dave' })
  await share(alice, '/one', { shareType: '1', shareWith: 'team' })
  const { data } = await form(alice.client, 'GET', `${API}/sharees_recommended?itemType=file`)
  expect(data.users.map(({ label, count }: { label: string; count: number }) => [label, count])).toEqual([
    ['Dave', 2],
    ['Carol', 1],
  ])
  expect(ids(data.groups)).toEqual(['team'])
  expect(data.exact).toEqual({ users: [], groups: [], remotes: [], remote_groups: [], emails: [] })
})
