import { afterEach, beforeEach, expect, test } from 'vitest'
import { addGroup, removeGroup } from '../../../server/src/domain/accounts/groups/change.ts'
import { groupMembers, listGroups } from '../../../server/src/domain/accounts/groups/list.ts'
import { addLeader, addMember, removeMember } from '../../../server/src/domain/accounts/groups/members.ts'
import { addPerson } from '../../../server/src/domain/accounts/people/add.ts'
import { changePerson } from '../../../server/src/domain/accounts/people/change.ts'
import { personDetails } from '../../../server/src/domain/accounts/people/details.ts'
import { findPersonByLogin } from '../../../server/src/domain/accounts/people/find.ts'
import { listPeople } from '../../../server/src/domain/accounts/people/list.ts'
import type { Domain } from '../../../server/src/domain/domain.ts'
import { setSetting } from '../../../server/src/domain/settings/set.ts'
import { type Member, SYSTEM } from '../../../server/src/vocabulary/actor.ts'
import { type TestDomain, testDomain } from '../../rigs/domain.ts'

let rig: TestDomain
let domain: Domain
const member = (person: string, admin = false): Member => ({ kind: 'member', person, admin })
const GB = 1024 ** 3

beforeEach(async () => {
  rig = await testDomain()
  domain = rig.domain
  await addGroup(domain, SYSTEM, { id: 'maths' })
  await addGroup(domain, SYSTEM, { id: 'lettres', name: 'Lettres classiques' })
  await addPerson(domain, SYSTEM, { id: 'chef', admin: true })
  await addPerson(domain, SYSTEM, { id: 'lea', name: 'Léa Martin', groups: ['maths'], leads: ['maths'] })
  await addPerson(domain, SYSTEM, {
    id: 'bob',
    name: 'Bob 100%',
    groups: ['maths', 'lettres'],
    quota: 5 * GB,
  })
  await addPerson(domain, SYSTEM, { id: 'eve' })
})

afterEach(() => rig.dispose())

const ids = (people: readonly { id: string }[]): string[] => people.map(({ id }) => id)
const reasonOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'none',
    (error) => error.reason,
  )

test('administrators see everybody, leaders their groups, others nobody', async () => {
  expect(ids(await listPeople(domain, member('chef', true), {}))).toEqual(['bob', 'chef', 'eve', 'lea'])
  expect(ids(await listPeople(domain, member('lea'), {}))).toEqual(['bob', 'lea'])
  expect(await reasonOf(listPeople(domain, member('eve'), {}))).toBe('leaders-only')
  expect(ids(await listPeople(domain, SYSTEM, { search: 'LÉA' }))).toEqual(['lea'])
  expect(ids(await listPeople(domain, SYSTEM, { search: '100%' }))).toEqual(['bob'])
  expect(ids(await listPeople(domain, SYSTEM, { limit: 2, offset: 1 }))).toEqual(['chef', 'eve'])
})

test('the nearest quota wins, of several groups the largest, and says where it comes from', async () => {
  const quota = async (id: string) => {
    const details = await personDetails(domain, id)
    return [details?.quota, details?.quotaFrom]
  }
  expect(await quota('eve')).toEqual([100 * GB, 'default'])
  await setSetting(domain, SYSTEM, { scope: 'instance', subject: '' }, 'quota.default', '1 GB')
  await setSetting(domain, SYSTEM, { scope: 'group', subject: 'maths' }, 'quota.default', '2 GB')
  await setSetting(domain, SYSTEM, { scope: 'group', subject: 'lettres' }, 'quota.default', 'none')
  expect(await quota('eve')).toEqual([GB, 'instance'])
  expect(await quota('lea')).toEqual([2 * GB, 'group'])
  expect(await quota('bob')).toEqual([5 * GB, 'person'])
  await changePerson(domain, SYSTEM, 'bob', { quota: null })
  expect(await quota('BOB')).toEqual(['unlimited', 'group'])
  await removeGroup(domain, SYSTEM, 'lettres')
  expect(await quota('bob')).toEqual([2 * GB, 'group'])
  expect(await reasonOf(changePerson(domain, member('bob'), 'bob', { quota: 9 * GB }))).toBe(
    'administrators-only',
  )
})

test('leaders manage the members of their group and no administrator', async () => {
  const lea = member('lea')
  await changePerson(domain, lea, 'bob', { name: 'Robert', profile: { phone: '01 02 03 04 05' } })
  expect(await personDetails(domain, 'bob')).toMatchObject({
    name: 'Robert',
    profile: { phone: '01 02 03 04 05' },
  })
  expect(await reasonOf(changePerson(domain, lea, 'eve', { name: 'X' }))).toBe('not-your-account')
  await addMember(domain, lea, { person: 'eve', group: 'maths' })
  await changePerson(domain, lea, 'eve', { name: 'Ève' })
  expect(await reasonOf(addMember(domain, lea, { person: 'eve', group: 'lettres' }))).toBe('not-your-group')
  expect(await reasonOf(addPerson(domain, lea, { id: 'new', groups: ['lettres'] }))).toBe('not-your-group')
  await addPerson(domain, lea, { id: 'new', groups: ['maths'] })
  await addMember(domain, SYSTEM, { person: 'new', group: 'admin' })
  expect((await personDetails(domain, 'new'))?.admin).toBe(true)
  expect(await reasonOf(changePerson(domain, lea, 'new', { name: 'X' }))).toBe('not-your-account')
  expect(await reasonOf(removeMember(domain, member('new', true), { person: 'new', group: 'admin' }))).toBe(
    'administrator-self',
  )
})

test('groups know how many are in them', async () => {
  expect(await listGroups(domain, SYSTEM, { search: 'classiques' })).toEqual([
    { id: 'lettres', name: 'Lettres classiques', members: 1, disabled: 0 },
  ])
  expect(ids(await listGroups(domain, member('lea'), {}))).toEqual(['maths'])
  await addLeader(domain, SYSTEM, { person: 'bob', group: 'lettres' })
  expect(ids(await groupMembers(domain, member('bob'), 'lettres'))).toEqual(['bob'])
  expect(await reasonOf(groupMembers(domain, member('bob'), 'nope'))).toBe('group-missing')
})

test('a login name changes while the id stays, and is nobody else’s', async () => {
  await changePerson(domain, SYSTEM, 'bob', { login: 'robert.martin' })
  expect((await findPersonByLogin(domain, 'Robert.Martin'))?.id).toBe('bob')
  expect((await findPersonByLogin(domain, 'bob'))?.id).toBe('bob')
  expect(await reasonOf(changePerson(domain, SYSTEM, 'eve', { login: 'bob' }))).toBe('login-taken')
  expect(await reasonOf(changePerson(domain, member('eve'), 'eve', { login: 'x' }))).toBe(
    'administrators-only',
  )
  expect(await reasonOf(changePerson(domain, member('eve'), 'eve', { profile: { shoe: '42' } }))).toBe(
    'profile-field',
  )
})
