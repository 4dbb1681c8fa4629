import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { allows, UPDATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { recordChange } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import { propagate } from '../files/climb.ts'
import type { Node } from '../files/node.ts'
import { NO_HOLD } from '../locks/lock.ts'
import { requireUnlocked } from '../locks/require-unlocked.ts'
import { requireRoom } from '../quota/room.ts'
import { keepVersion } from './keep.ts'
import { findVersion, isCurrent, reach } from './list.ts'

const REVERT = `UPDATE node SET content = ?, size = ?, mtime = ?, etag = ?, checksums = '', uploaded = ?, author = ?,
  label = ? WHERE id = ?`
const TAKE = 'DELETE FROM version WHERE id = ?'
const UNCOUNT = 'UPDATE space SET versions_size = versions_size - ? WHERE id = ?'

/**
 * Gives a file back what it held, time included; what it holds now becomes a version. The id stays.
 * @throws Refusal `not-found`, `not-permitted`, `locked`, `over-quota`.
 */
export async function restoreVersion(
  domain: Domain,
  actor: Member,
  id: NodeId,
  stamp: number,
): Promise<Node> {
  const found = await domain.records.read((reader) => reach(reader, actor, id, seconds(domain.now())))
  return await domain.records.write([found.node.space], async (writer) => {
    const now = seconds(domain.now())
    const { node, permissions, above } = await reach(writer, actor, id, now)
    if (!allows(permissions, UPDATE)) throw new Refusal('not-permitted', 'no-write')
    if (await isCurrent(writer, node, stamp)) return node
    const version = await findVersion(writer, id, stamp)
    await requireUnlocked(writer, { nodes: [id], above }, { ...NO_HOLD, person: actor.person }, now)
    await requireRoom(writer, node.space, version.size, { credit: node.size })
    await writer.run(TAKE, version.id)
    await writer.run(UNCOUNT, version.size, node.space)
    await keepVersion(writer, node, now)
    const reverted = {
      ...node,
      content: version.content,
      size: version.size,
      mtime: version.mtime,
      etag: newEtag(),
    }
    const { content, size, mtime, etag } = reverted
    await writer.run(REVERT, content, size, mtime, etag, now, version.author, version.label, id)
    await propagate(writer, above, { size: size - node.size, now, etag: newEtag() })
    await recordChange(
      writer,
      actor,
      { space: node.space, verb: 'revert', node: id, from: node, to: reverted },
      now,
    )
    return { ...reverted, checksums: '', uploaded: now, author: version.author }
  })
}
