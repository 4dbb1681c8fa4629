import { SYSTEM } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { condemn } from '../trash/condemn.ts'
import { DELETED } from '../trash/state.ts'
import { Policies } from './policy.ts'

const SLICE = 200
const ENTRIES = `SELECT id, space, deleted FROM trash WHERE id > ? AND purging = ${DELETED} ORDER BY id LIMIT ${SLICE}`

interface Entry {
  readonly id: number
  readonly space: SpaceId
  readonly deleted: number
}

/** Deletes for good what has been in the trash for as long as policy keeps it. @returns how many entries went. */
export async function expireTrash(domain: Domain): Promise<number> {
  const policies = new Policies()
  let expired = 0
  for (let after = 0; ; ) {
    const last = after
    const now = seconds(domain.now())
    const page = await domain.records.read(async (reader) => {
      const entries: (Entry & { due: boolean })[] = []
      for (const entry of await reader.all<Entry>(ENTRIES, last))
        entries.push({
          ...entry,
          due: now - entry.deleted > (await policies.of(reader, entry.space)).trash,
        })
      return entries
    })
    if (page.length === 0) return expired
    after = page.at(-1)!.id
    const due = page.filter((entry) => entry.due)
    for (const [space, entries] of Map.groupBy(due, (entry) => entry.space)) {
      const ids = entries.map((entry) => entry.id)
      await domain.records.write([space], (writer) =>
        condemn(writer, SYSTEM, space, ids, seconds(domain.now())),
      )
      expired += ids.length
    }
  }
}
