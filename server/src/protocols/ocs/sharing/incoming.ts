import { acceptShare, listLeft, listPending, takeBack } from '../../../domain/shares/incoming.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import { NOTHING, type OcsRoute } from '../call.ts'
import { asked } from './faults.ts'
import { API, SHARES } from './places.ts'
import { requireId } from './read.ts'
import { shareRecords } from './record.ts'

const PREFIX = 'ocinternal:'

/** What was given and does not stand among one's files: not taken yet, or left (ocs.md §6.1). */
export const incomingRoutes: readonly OcsRoute[] = [
  {
    method: 'GET',
    path: `${SHARES}/pending`,
    access: 'member',
    handle: async (call) => {
      const shown = await asked(() => listPending(call.domain, call.caller.actor))
      return { data: shareRecords(call, shown).map((record) => ({ ...record, permissions: 0 })) }
    },
  },
  {
    method: 'POST',
    path: `${SHARES}/pending/{id}`,
    access: 'member',
    async handle(call) {
      await asked(() => acceptShare(call.domain, call.caller.actor, requireId(call)))
      return NOTHING
    },
  },
  {
    method: 'GET',
    path: `${API}/deletedshares`,
    access: 'member',
    handle: async (call) => {
      const shown = await asked(() => listLeft(call.domain, call.caller.actor))
      const records = shareRecords(call, shown)
      return { data: records.map((record) => ({ ...record, id: PREFIX + record.id, permissions: 0 })) }
    },
  },
  {
    method: 'POST',
    path: `${API}/deletedshares/{id}`,
    access: 'member',
    async handle(call) {
      if (!call.path.id!.startsWith(PREFIX)) throw new Refusal('not-found', 'share-not-left')
      await asked(() => takeBack(call.domain, call.caller.actor, requireId(call)))
      return NOTHING
    },
  },
]
