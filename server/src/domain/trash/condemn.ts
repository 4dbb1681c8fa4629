import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { recordChange } from '../changes/record.ts'
import { propagate } from '../files/climb.ts'
import { rootsOfSpace } from '../spaces/root.ts'
import { DELETED, PURGING } from './state.ts'

const HIDE = `UPDATE trash SET purging = ${PURGING} WHERE id = ? AND purging = ${DELETED}`
const NODE = `SELECT n.id, n.name, n.size, n.mtime, n.content, n.parent FROM trash t JOIN node n ON n.id = t.node
  WHERE t.id = ?`

interface Condemned {
  id: number
  name: string
  size: number
  mtime: number
  content: number | null
  parent: number
}

/**
 * Deletes some entries for good: they disappear at once, a job removes their rows.
 * @param now seconds.
 * @returns how many bytes that were.
 */
export async function condemn(
  writer: Writer,
  actor: Actor,
  space: SpaceId,
  entries: readonly number[],
  now: number,
): Promise<number> {
  let bytes = 0
  for (const entry of entries) {
    const node = await writer.get<Condemned>(NODE, entry)
    if (node === undefined || (await writer.run(HIDE, entry)) === 0) continue
    bytes += node.size
    await recordChange(writer, actor, { space, verb: 'purge', node: node.id, from: node, to: null }, now)
  }
  const { trash } = await rootsOfSpace(writer, space)
  await propagate(writer, [trash], { size: -bytes, now, etag: newEtag() })
  return bytes
}
