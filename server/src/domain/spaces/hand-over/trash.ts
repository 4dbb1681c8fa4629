import type { Writer } from '../../../storage/records/records.ts'
import { SYSTEM } from '../../../vocabulary/actor.ts'
import { newEtag } from '../../../vocabulary/etag.ts'
import type { NodeId, PersonId, SpaceId } from '../../../vocabulary/ids.ts'
import { across } from '../../files/across.ts'
import { propagate } from '../../files/climb.ts'
import { NODE_BY_ID, type Node } from '../../files/node.ts'
import { handOverShares } from '../../shares/hand-over.ts'
import { DELETED } from '../../trash/state.ts'
import { rootsOfSpace } from '../root.ts'
import type { HandOverJob } from './job.ts'

interface Entry {
  readonly id: number
  readonly node: NodeId
  readonly origin: NodeId | null
  readonly name: string
  readonly location: string
  readonly deleted: number
  readonly deleted_by: PersonId | null
}

const NEXT = `SELECT id, node, origin, name, location, deleted, deleted_by FROM trash
  WHERE space = ? AND purging = ${DELETED} ORDER BY id LIMIT 1`
/** Entries are told apart by name and second, among all that one person sees. */
const SAME_SECOND = `SELECT id FROM trash WHERE (space = ? OR deleted_by = ? OR deleted_by = ?)
  AND name = ? AND deleted = ? AND id <> ?`
const ENTRY = 'UPDATE trash SET space = ?, origin = ?, location = ?, deleted = ? WHERE id = ?'
const NODE = 'UPDATE node SET parent = ? WHERE id = ?'

/**
 * Hands one deletion over, restorable to where it was below the folder into which everything went.
 * @param now seconds. @returns false when there is none.
 */
export async function giveTrashed(
  writer: Writer,
  job: HandOverJob,
  spaces: { readonly from: SpaceId; readonly to: SpaceId },
  now: number,
): Promise<boolean> {
  const entry = await writer.get<Entry>(NEXT, spaces.from)
  if (entry === undefined) return false
  const [old, own] = [await rootsOfSpace(writer, spaces.from), await rootsOfSpace(writer, spaces.to)]
  const node = (await writer.get<Node>(NODE_BY_ID, entry.node))!
  const { name, deleted_by } = entry
  let { deleted } = entry
  const isTaken = (): Promise<unknown> =>
    writer.get(SAME_SECOND, spaces.to, job.to, deleted_by, name, deleted, entry.id)
  while ((await isTaken()) !== undefined) deleted++
  await handOverShares(writer, node.id, job.from, job.to)
  await across(writer, SYSTEM, node, spaces.to, now)
  const origin = entry.origin === old.root ? job.folder : entry.origin
  await writer.run(ENTRY, spaces.to, origin, `${job.name}/${entry.location}`, deleted, entry.id)
  await writer.run(NODE, own.trash, node.id)
  const etag = newEtag()
  await propagate(writer, [old.trash], { size: -node.size, now, etag })
  await propagate(writer, [own.trash], { size: node.size, now, etag })
  return true
}
