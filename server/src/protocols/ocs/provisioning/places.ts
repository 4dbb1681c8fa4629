import { addLeader, addMember, removeLeader, removeMember } from '../../../domain/accounts/groups/members.ts'
import type { PersonDetails } from '../../../domain/accounts/people/details.ts'
import { personDetails } from '../../../domain/accounts/people/details.ts'
import { mayManage } from '../../../domain/accounts/people/may-manage.ts'
import { type MemberCall, NOTHING, OcsFault, type OcsRoute } from '../call.ts'
import { readText } from '../read.ts'
import { UNKNOWN } from '../status.ts'
import { coded, demandRecentPassword } from './faults.ts'

const CODES = {
  'group-missing': 102,
  'person-missing': 103,
  'not-your-group': 104,
  'administrators-unled': 103,
  'administrator-self': 105,
  'not-a-leader': 102,
}

async function details({ domain, caller, path }: MemberCall): Promise<PersonDetails> {
  const found = await personDetails(domain, path.id!)
  if (found === undefined) throw new OcsFault(UNKNOWN, '')
  if (found.id === caller.person.id) return found
  const target = { id: found.id, admin: found.admin ? 1 : 0 }
  if (!(await domain.records.read((reader) => mayManage(reader, caller.actor, target))))
    throw new OcsFault(UNKNOWN, '')
  return found
}

type Deed = typeof addMember

const deed = (verb: Deed) => async (call: MemberCall) => {
  demandRecentPassword(call)
  const group = readText(call, 'groupid') ?? ''
  if (group === '') throw new OcsFault(101, 'group-empty')
  await coded(CODES, () => verb(call.domain, call.caller.actor, { person: call.path.id!, group }))
  return NOTHING
}

/** Which groups somebody is in, and which they look after. */
export const placeRoutes: readonly OcsRoute[] = [
  {
    method: 'GET',
    path: '/cloud/users/{id}/groups',
    access: 'member',
    handle: async (call) => ({ data: { groups: (await details(call)).groups } }),
  },
  { method: 'POST', path: '/cloud/users/{id}/groups', access: 'member', handle: deed(addMember) },
  { method: 'DELETE', path: '/cloud/users/{id}/groups', access: 'member', handle: deed(removeMember) },
  {
    method: 'GET',
    path: '/cloud/users/{id}/subadmins',
    access: 'member',
    handle: async (call) => ({ data: (await details(call)).leads }),
  },
  { method: 'POST', path: '/cloud/users/{id}/subadmins', access: 'member', handle: deed(addLeader) },
  { method: 'DELETE', path: '/cloud/users/{id}/subadmins', access: 'member', handle: deed(removeLeader) },
]
