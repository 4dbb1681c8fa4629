import { addGroup, removeGroup, renameGroup } from '../../../domain/accounts/groups/change.ts'
import { ADMINISTRATORS } from '../../../domain/accounts/groups/group.ts'
import { groupLeaders, groupMembers, listGroups } from '../../../domain/accounts/groups/list.ts'
import { type MemberCall, NOTHING, OcsFault, type OcsRoute } from '../call.ts'
import { readInteger, readText } from '../read.ts'
import { personRecord } from '../record.ts'
import { coded, demandRecentPassword } from './faults.ts'

const MISSING = { 'group-missing': 404 }
const CHANGE = {
  'group-id': 101,
  'text-line': 101,
  'group-exists': 102,
  'group-missing': 101,
  'administrators-stay': 102,
}

const page = (call: MemberCall) => ({
  search: readText(call, 'search') ?? '',
  limit: readInteger(call, 'limit'),
  offset: readInteger(call, 'offset'),
})

const members = (call: MemberCall) =>
  coded(MISSING, () => groupMembers(call.domain, call.caller.actor, call.path.group!, page(call)))

const memberIds = async (call: MemberCall) => ({ data: { users: (await members(call)).map(({ id }) => id) } })

export const groupRoutes: readonly OcsRoute[] = [
  {
    method: 'GET',
    path: '/cloud/groups',
    access: 'member',
    async handle(call) {
      const groups = await listGroups(call.domain, call.caller.actor, page(call))
      return { data: { groups: groups.map(({ id }) => id) } }
    },
  },
  {
    method: 'GET',
    path: '/cloud/groups/details',
    access: 'member',
    async handle(call) {
      const groups = await listGroups(call.domain, call.caller.actor, page(call))
      const admin = call.caller.actor.admin
      const rows = groups.map(({ id, name, members, disabled }) => ({
        ...{ id, displayname: name, usercount: members, disabled },
        ...{ canAdd: admin || id !== ADMINISTRATORS, canRemove: admin && id !== ADMINISTRATORS },
      }))
      return { data: { groups: rows } }
    },
  },
  {
    method: 'POST',
    path: '/cloud/groups',
    access: 'member',
    async handle(call) {
      demandRecentPassword(call)
      const name = readText(call, 'displayname')
      await coded(CHANGE, () =>
        addGroup(call.domain, call.caller.actor, {
          id: readText(call, 'groupid') ?? '',
          ...(name === undefined ? {} : { name }),
        }),
      )
      return NOTHING
    },
  },
  { method: 'GET', path: '/cloud/groups/{group}', access: 'member', handle: memberIds },
  { method: 'GET', path: '/cloud/groups/{group}/users', access: 'member', handle: memberIds },
  {
    method: 'GET',
    path: '/cloud/groups/{group}/users/details',
    access: 'member',
    async handle(call) {
      const people = await members(call)
      const { language } = call
      const users = Object.fromEntries(
        people.map((person) => [person.id, personRecord(person, { own: false, language })]),
      )
      return { data: { users: people.length === 0 ? [] : users } }
    },
  },
  {
    method: 'GET',
    path: '/cloud/groups/{group}/subadmins',
    access: 'member',
    handle: async (call) => ({
      data: await coded(MISSING, () => groupLeaders(call.domain, call.caller.actor, call.path.group!)),
    }),
  },
  {
    method: 'PUT',
    path: '/cloud/groups/{group}',
    access: 'member',
    async handle(call) {
      demandRecentPassword(call)
      if (readText(call, 'key') !== 'displayname') throw new OcsFault(103, 'key')
      await coded(CHANGE, () =>
        renameGroup(call.domain, call.caller.actor, call.path.group!, readText(call, 'value') ?? ''),
      )
      return NOTHING
    },
  },
  {
    method: 'DELETE',
    path: '/cloud/groups/{group}',
    access: 'member',
    async handle(call) {
      demandRecentPassword(call)
      await coded(CHANGE, () => removeGroup(call.domain, call.caller.actor, call.path.group!))
      return NOTHING
    },
  },
]
