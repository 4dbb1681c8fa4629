import { listStatuses, ownStatus, statusOfOther } from '../../../domain/user-status/read.ts'
import {
  clearMessage,
  reportAlive,
  setAvailability,
  setMessage,
  setPredefined,
} from '../../../domain/user-status/say.ts'
import { answer, NOTHING, OcsFault, type OcsRoute } from '../call.ts'
import { readInteger, readText } from '../read.ts'
import { ownRecord, predefinedRecords, publicRecord } from './record.ts'

const BASE = '/apps/user_status/api/v1'
const OWN = `${BASE}/user_status`

/** What people say of themselves (ocs.md §12). */
export const userStatusRoutes: readonly OcsRoute[] = [
  {
    method: 'GET',
    path: OWN,
    access: 'member',
    handle: async ({ domain, caller }) => answer(ownRecord(await ownStatus(domain, caller.person.id))),
  },
  {
    method: 'PUT',
    path: `${OWN}/status`,
    access: 'member',
    async handle(call) {
      const { domain, caller } = call
      return answer(
        ownRecord(await setAvailability(domain, caller.person.id, readText(call, 'statusType') ?? '')),
      )
    },
  },
  {
    method: 'PUT',
    path: `${OWN}/message/predefined`,
    access: 'member',
    async handle(call) {
      const id = readText(call, 'messageId') ?? ''
      const clearAt = readInteger(call, 'clearAt')
      return answer(ownRecord(await setPredefined(call.domain, call.caller.person.id, id, clearAt)))
    },
  },
  {
    method: 'PUT',
    path: `${OWN}/message/custom`,
    access: 'member',
    async handle(call) {
      const said = {
        icon: readText(call, 'statusIcon'),
        message: readText(call, 'message'),
        clearAt: readInteger(call, 'clearAt'),
      }
      return answer(ownRecord(await setMessage(call.domain, call.caller.person.id, said)))
    },
  },
  {
    method: 'DELETE',
    path: `${OWN}/message`,
    access: 'member',
    async handle({ domain, caller }) {
      await clearMessage(domain, caller.person.id)
      return NOTHING
    },
  },
  {
    // Apps set a message for the time of a call and take it back; there is none of theirs here to be taken back.
    method: 'DELETE',
    path: `${OWN}/revert/{messageId}`,
    access: 'member',
    handle: () => NOTHING,
  },
  {
    method: 'GET',
    path: `${BASE}/predefined_statuses`,
    access: 'member',
    handle: (call) => answer(predefinedRecords(call)),
  },
  {
    method: 'GET',
    path: `${BASE}/statuses`,
    access: 'member',
    async handle(call) {
      const page = { limit: readInteger(call, 'limit'), offset: readInteger(call, 'offset') }
      const statuses = await listStatuses(call.domain, call.caller.actor, page)
      return answer(statuses.map((status) => publicRecord(call, status)))
    },
  },
  {
    method: 'GET',
    path: `${BASE}/statuses/{id}`,
    access: 'member',
    async handle(call) {
      const status = await statusOfOther(call.domain, call.caller.actor, call.path.id ?? '')
      if (status === undefined) throw new OcsFault(404, 'no-status')
      return answer(publicRecord(call, status))
    },
  },
  {
    method: 'PUT',
    path: `${BASE}/heartbeat`,
    access: 'member',
    async handle(call) {
      await reportAlive(call.domain, call.caller.person.id, readText(call, 'status') ?? 'online')
      return { data: [], code: 204 }
    },
  },
]
