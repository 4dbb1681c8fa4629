import { markForWipe } from '../../../domain/accounts/app-passwords/wipe.ts'
import { addPerson } from '../../../domain/accounts/people/add.ts'
import { personDetails } from '../../../domain/accounts/people/details.ts'
import { disablePerson, enablePerson } from '../../../domain/accounts/people/enable.ts'
import { listPeople, type PeopleWanted } from '../../../domain/accounts/people/list.ts'
import { mayManage } from '../../../domain/accounts/people/may-manage.ts'
import { removePerson } from '../../../domain/accounts/people/remove.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { type MemberCall, NOTHING, OcsFault, type OcsRoute } from '../call.ts'
import { readInteger, readList, readText } from '../read.ts'
import { personRecord } from '../record.ts'
import { UNKNOWN } from '../status.ts'
import { editPerson } from './edit-person.ts'
import { coded, demandRecentPassword } from './faults.ts'
import { readQuota } from './quota.ts'

const ADD = {
  'person-id': 101,
  email: 101,
  'text-line': 101,
  'person-exists': 102,
  'administrators-unled': 103,
  'group-missing': 104,
  'not-your-group': 105,
  'group-needed': 106,
  'password-short': 107,
  'password-long': 107,
  'password-common': 107,
  'password-like-id': 107,
  'password-app-shape': 107,
  'led-group-missing': 109,
}

const SWITCH = { 'not-oneself': 101, 'person-missing': UNKNOWN, 'not-your-account': UNKNOWN }

const wanted = (call: MemberCall, only?: PeopleWanted['only']): PeopleWanted => ({
  search: readText(call, 'search') ?? '',
  limit: readInteger(call, 'limit'),
  offset: readInteger(call, 'offset'),
  ...(only === undefined ? {} : { only }),
})

async function records(call: MemberCall, only?: PeopleWanted['only']): Promise<unknown> {
  const people = await listPeople(call.domain, call.caller.actor, wanted(call, only))
  if (people.length === 0) return []
  return Object.fromEntries(
    people.map((person) => [person.id, personRecord(person, { own: false, language: call.language })]),
  )
}

async function add(call: MemberCall): Promise<{ id: string }> {
  const password = readText(call, 'password') || undefined
  const email = readText(call, 'email') || undefined
  if (password === undefined && email === undefined) throw new OcsFault(108, 'password-or-email')
  const quota = readQuota(readText(call, 'quota'))
  const person = await coded(ADD, () =>
    addPerson(call.domain, call.caller.actor, {
      id: readText(call, 'userid') ?? '',
      ...{ password, email, name: readText(call, 'displayName') },
      ...{ groups: readList(call, 'groups'), leads: readList(call, 'subadmin') },
      language: readText(call, 'language'),
      ...(quota === undefined ? {} : { quota }),
    }),
  )
  return { id: person.id }
}

/** Others than those who look after a person learn nothing, not even whether there is one. */
async function show(call: MemberCall): Promise<Record<string, unknown>> {
  const { domain, caller, path, language } = call
  const details = await personDetails(domain, path.id!)
  const own = details?.id === caller.person.id
  if (details === undefined) {
    await listPeople(domain, caller.actor, { limit: 0 }).catch(() => {
      throw new OcsFault(UNKNOWN, '')
    })
    throw new OcsFault(404, 'person-missing')
  }
  const target = { id: details.id, admin: details.admin ? 1 : 0 }
  if (!own && !(await domain.records.read((reader) => mayManage(reader, caller.actor, target))))
    throw new OcsFault(UNKNOWN, '')
  return personRecord(details, { own, language })
}

const deed =
  (deed: (call: MemberCall, id: PersonId) => Promise<unknown>) =>
  async (call: MemberCall): Promise<typeof NOTHING> => {
    demandRecentPassword(call)
    await coded(SWITCH, () => deed(call, call.path.id!))
    return NOTHING
  }

/** Accounts for administrators' tools, and one's own fields for Android (ocs.md §4.2). */
export const peopleRoutes: readonly OcsRoute[] = [
  {
    method: 'GET',
    path: '/cloud/users',
    access: 'member',
    async handle(call) {
      const people = await listPeople(call.domain, call.caller.actor, wanted(call))
      return { data: { users: people.map(({ id }) => id) } }
    },
  },
  {
    method: 'GET',
    path: '/cloud/users/details',
    access: 'member',
    handle: async (call) => ({ data: { users: await records(call) } }),
  },
  {
    method: 'GET',
    path: '/cloud/users/disabled',
    access: 'member',
    handle: async (call) => ({ data: { users: await records(call, 'disabled') } }),
  },
  {
    method: 'GET',
    path: '/cloud/users/recent',
    access: 'member',
    handle: async (call) => ({ data: { users: await records(call, 'recent') } }),
  },
  {
    method: 'POST',
    path: '/cloud/users',
    access: 'member',
    async handle(call) {
      demandRecentPassword(call)
      return { data: await add(call) }
    },
  },
  {
    method: 'GET',
    path: '/cloud/users/{id}',
    access: 'member',
    handle: async (call) => ({ data: await show(call) }),
  },
  {
    method: 'PUT',
    path: '/cloud/users/{id}',
    access: 'member',
    async handle(call) {
      await editPerson(call)
      return NOTHING
    },
  },
  {
    method: 'DELETE',
    path: '/cloud/users/{id}',
    access: 'member',
    handle: deed((call, id) => removePerson(call.domain, call.caller.actor, id)),
  },
  {
    method: 'PUT',
    path: '/cloud/users/{id}/enable',
    access: 'member',
    handle: deed((call, id) => enablePerson(call.domain, call.caller.actor, id)),
  },
  {
    method: 'PUT',
    path: '/cloud/users/{id}/disable',
    access: 'member',
    handle: deed((call, id) => disablePerson(call.domain, call.caller.actor, id)),
  },
  {
    method: 'POST',
    path: '/cloud/users/{id}/wipe',
    access: 'member',
    handle: deed((call, id) => markForWipe(call.domain, call.caller.actor, id)),
  },
]
