import { listInherited, listReceived, listShares, listSharesIn } from '../../../domain/shares/list.ts'
import type { Shown } from '../../../domain/shares/shown.ts'
import type { MemberCall, OcsRoute } from '../call.ts'
import { asked } from './faults.ts'
import { SHARES } from './places.ts'
import { readFlag, readPath, requirePath } from './read.ts'
import { shareRecords } from './record.ts'
import { tagged } from './shares.ts'

function found(call: MemberCall): Promise<Shown> {
  const { domain, caller } = call
  const path = readPath(call)
  if (readFlag(call, 'shared_with_me') === true) return listReceived(domain, caller.actor, { path })
  if (readFlag(call, 'subfiles') === true) return listSharesIn(domain, caller.actor, { path })
  return listShares(domain, caller.actor, { path, others: readFlag(call, 'reshares') === true })
}

/** With the folder by which each reaches what was asked about. */
async function inherited(call: MemberCall) {
  const path = requirePath(call)
  const shown = await asked(() => listInherited(call.domain, call.caller.actor, path))
  return shareRecords(call, shown, tagged(call)).map((record) => ({
    ...record,
    via_fileid: record.item_source,
    via_path: record.path,
  }))
}

/** What there is to be listed (ocs.md §6.1). */
export const listRoutes: readonly OcsRoute[] = [
  {
    method: 'GET',
    path: SHARES,
    access: 'member',
    handle: async (call) => ({ data: shareRecords(call, await asked(() => found(call)), tagged(call)) }),
  },
  {
    method: 'GET',
    path: `${SHARES}/inherited`,
    access: 'member',
    handle: async (call) => ({ data: await inherited(call) }),
  },
]
