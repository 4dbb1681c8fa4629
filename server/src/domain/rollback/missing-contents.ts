import type { Records } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import { heldBy, type Plan } from './plan.ts'
import { padded, WIDTH } from './survey.ts'

const KEPT = `SELECT id FROM content WHERE id IN (${Array(WIDTH).fill('?').join(', ')})`

/** The files of a plan whose content of then is kept nowhere any more. */
export async function missingContents(records: Records, plan: Plan): Promise<Set<NodeId>> {
  const wanted = plan.steps.filter(
    ({ now, was }) => now?.kind === FILE && was.content !== null && heldBy(now) !== was.content,
  )
  const missing = new Set<NodeId>()
  for (let i = 0; i < wanted.length; i += WIDTH) {
    const some = wanted.slice(i, i + WIDTH)
    const ids = padded(some.map(({ was }) => was.content!))
    const rows = await records.read((reader) => reader.all<{ id: number }>(KEPT, ...ids))
    const kept = new Set(rows.map((row) => row.id))
    for (const { id, was } of some) if (!kept.has(was.content!)) missing.add(id)
  }
  return missing
}
