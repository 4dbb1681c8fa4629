import type { Writer } from '../../storage/records/records.ts'
import { SYSTEM } from '../../vocabulary/actor.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { recordChange } from '../changes/record.ts'
import { attach } from '../files/attach.ts'
import { propagate } from '../files/climb.ts'
import { NODE_BY_ID, type Node } from '../files/node.ts'
import { numberedName } from '../files/numbered-name.ts'
import { rootsOfSpace } from '../spaces/root.ts'
import type { Mending } from './check.ts'

const OWNER = 'SELECT p.language FROM space s JOIN person p ON p.id = s.owner WHERE s.id = ?'
const NAMED = `SELECT id FROM node WHERE parent = ? AND name = ? AND kind = ${FOLDER} AND trashed IS NULL AND id <> ?`
const BACK = 'UPDATE node SET parent = ?, name = ?, trashed = NULL, etag = ? WHERE id = ?'

/** The folder at the root of a space for what was found again; made when it is first needed. */
async function recoveredFolder(
  writer: Writer,
  space: SpaceId,
  guest: NodeId,
  mending: Mending,
): Promise<{ folder: NodeId; root: NodeId; name: string } | undefined> {
  const { root } = await rootsOfSpace(writer, space)
  if ((await writer.get<Node>(NODE_BY_ID, root))?.kind !== FOLDER) return undefined
  const owner = await writer.get<{ language: string }>(OWNER, space)
  const wanted = mending.recoveredName(owner?.language ?? '')
  const there = await writer.get<{ id: NodeId }>(NAMED, root, wanted, guest)
  if (there !== undefined) return { folder: there.id, root, name: wanted }
  const name = await numberedName(writer, root, wanted)
  const folder = await attach(writer, {
    ...{ space, parent: root, name, kind: FOLDER, size: 0, mtime: mending.now, etag: newEtag() },
    ...{ content: null, mime: '', checksums: '', created: 0, uploaded: mending.now, author: null },
  })
  const made = (await writer.get<Node>(NODE_BY_ID, folder))!
  await recordChange(
    writer,
    SYSTEM,
    { space, verb: 'create', node: folder, from: null, to: made },
    mending.now,
  )
  return { folder, root, name }
}

/**
 * Gives a node that nothing leads to a place where its owner finds it.
 * @returns what was done; undefined in a space that has lost its root itself.
 */
export async function recover(writer: Writer, id: NodeId, mending: Mending): Promise<string | undefined> {
  const node = (await writer.get<Node>(NODE_BY_ID, id))!
  const place = await recoveredFolder(writer, node.space, id, mending)
  if (place === undefined) return undefined
  const { folder, root, name } = place
  const called = await numberedName(writer, folder, node.name.replaceAll('/', '_') || `_${id}`)
  await writer.run(BACK, folder, called, newEtag(), id)
  await propagate(writer, [folder, root], { size: node.size, now: mending.now, etag: newEtag() })
  const to = { ...node, parent: folder, name: called }
  await recordChange(
    writer,
    SYSTEM,
    { space: node.space, verb: 'move', node: id, from: node, to },
    mending.now,
  )
  return `put into the folder ${name}`
}
