import type { Writer } from '../../storage/records/records.ts'
import type { Member, SYSTEM } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { recordChange } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import { climb, propagate } from '../files/climb.ts'
import type { Node } from '../files/node.ts'
import { rootOf, rootsOfSpace } from '../spaces/root.ts'
import { findTrashed, listTrash } from './list.ts'

const HIDE = 'UPDATE trash SET purging = 1 WHERE id = ? AND purging = 0'
const SPLIT = 'UPDATE node SET parent = ?, trashed = ? WHERE id = ?'
const ENTRY = `INSERT INTO trash (id, space, node, origin, name, location, deleted, deleted_by, purging)
  VALUES (?, ?, ?, NULL, ?, '', ?, NULL, 1)`

/**
 * Deletes for good. The entry disappears at once; its rows and bytes follow in slices, also after a crash.
 * Only the owner of a space may do so: for somebody who deleted from another's space the trash is a way back.
 * @throws Refusal `not-found`, `not-permitted`.
 */
export async function purge(
  domain: Domain,
  actor: Member,
  name: string,
  deleted: number,
  inner: readonly string[],
): Promise<void> {
  const found = await domain.records.read((reader) => findTrashed(reader, actor, name, deleted, inner))
  await domain.records.write([found.entry.space], async (writer) => {
    const now = seconds(domain.now())
    const { entry, node } = await findTrashed(writer, actor, name, deleted, inner)
    if ((await rootOf(writer, actor.person)).space !== entry.space)
      throw new Refusal('not-permitted', 'no-delete')
    const above = (await climb(writer, node.id)).ids.slice(1)
    await propagate(writer, above, { size: -node.size, now, etag: newEtag() })
    if (inner.length === 0) await writer.run(HIDE, entry.id)
    else await splitOff(writer, node.space, node.id, node.name, now)
    await recordChange(
      writer,
      actor,
      { space: node.space, verb: 'purge', node: node.id, from: node, to: null },
      now,
    )
  })
  await purgeRows(domain)
}

/** What lies in a deleted folder becomes an entry of its own, already on its way out. */
async function splitOff(
  writer: Writer,
  space: SpaceId,
  node: NodeId,
  name: string,
  now: number,
): Promise<void> {
  const id = await writer.ids('row')
  const { trash } = await rootsOfSpace(writer, space)
  await writer.run(ENTRY, id, space, node, name, now)
  await writer.run(SPLIT, trash, id, node)
}

export async function emptyTrash(domain: Domain, actor: Member): Promise<void> {
  const { space } = await domain.records.read((reader) => rootOf(reader, actor.person))
  const own = (await listTrash(domain, actor)).filter((entry) => entry.space === space)
  for (let i = 0; i < own.length; i += SLICE)
    await domain.records.write([space], async (writer) => {
      const now = seconds(domain.now())
      for (const entry of own.slice(i, i + SLICE)) await hide(writer, actor, entry.id, space, now)
    })
  await purgeRows(domain)
}

const NODE_OF =
  'SELECT n.id, n.name, n.size, n.mtime, n.content, n.parent FROM trash t JOIN node n ON n.id = t.node WHERE t.id = ?'

async function hide(
  writer: Writer,
  actor: Member | typeof SYSTEM,
  entry: number,
  space: SpaceId,
  now: number,
): Promise<void> {
  if ((await writer.run(HIDE, entry)) === 0) return
  const node = await writer.get<{
    id: number
    name: string
    size: number
    mtime: number
    content: number
    parent: number
  }>(NODE_OF, entry)
  if (node === undefined) return
  const { trash } = await rootsOfSpace(writer, space)
  await propagate(writer, [trash], { size: -node.size, now, etag: newEtag() })
  await recordChange(writer, actor, { space, verb: 'purge', node: node.id, from: node, to: null }, now)
}

/** So many rows go in one transaction, so that nobody waits long for another's emptied trash. */
const SLICE = 500

const PURGING = 'SELECT space FROM trash WHERE purging = 1 LIMIT 1'
const PURGING_IN = 'SELECT id, node FROM trash WHERE purging = 1 AND space = ? LIMIT 1'
const MEMBERS = 'SELECT id, name, kind FROM node WHERE parent = ? AND trashed IS NULL LIMIT ?'
const DISOWN = `INSERT INTO garbage (content, since) SELECT content, CAST(? AS BIGINT) FROM node WHERE id = ? AND content IS NOT NULL
  ON CONFLICT (content) DO NOTHING`
const DISOWN_VERSIONS = `INSERT INTO garbage (content, since) SELECT content, CAST(? AS BIGINT) FROM version WHERE node = ?
  ON CONFLICT (content) DO NOTHING`
const UNCOUNT = `UPDATE space SET versions_size = versions_size -
  (SELECT COALESCE(SUM(size), 0) FROM version WHERE node = ?) WHERE id = ?`
const CLEAR = [
  ...['version', 'lock', 'favourite', 'property', 'mount'].map(
    (table) => `DELETE FROM ${table} WHERE node = ?`,
  ),
  'DELETE FROM mount WHERE parent = ?',
]

/** Removes the rows of what is being purged, a slice at a time; what they held becomes garbage for the sweeper. */
export async function purgeRows(domain: Domain): Promise<void> {
  for (;;) {
    const found = await domain.records.get<{ space: SpaceId }>(PURGING)
    if (found === undefined) return
    await domain.records.write([found.space], (writer) =>
      purgeSlice(writer, found.space, seconds(domain.now())),
    )
  }
}

/** A folder within becomes an entry of its own, so that each step looks at one folder's members and no deeper. */
async function purgeSlice(writer: Writer, space: SpaceId, now: number): Promise<void> {
  for (let left = SLICE; left > 0; ) {
    const entry = await writer.get<{ id: number; node: NodeId }>(PURGING_IN, space)
    if (entry === undefined) return
    const members = await writer.all<Pick<Node, 'id' | 'name' | 'kind'>>(MEMBERS, entry.node, left)
    for (const { id, name, kind } of members)
      if (kind === FILE) await purgeNode(writer, space, id, now)
      else await splitOff(writer, space, id, name, now)
    if (members.length < left) {
      await purgeNode(writer, space, entry.node, now)
      await writer.run(FORGET, entry.id)
    }
    left -= members.length + 1
  }
}

async function purgeNode(writer: Writer, space: SpaceId, id: NodeId, now: number): Promise<void> {
  await writer.run(DISOWN, now, id)
  await writer.run(DISOWN_VERSIONS, now, id)
  await writer.run(UNCOUNT, id, space)
  for (const text of CLEAR) await writer.run(text, id)
  await writer.run('DELETE FROM node WHERE id = ?', id)
}

const FORGET = 'DELETE FROM trash WHERE id = ?'
