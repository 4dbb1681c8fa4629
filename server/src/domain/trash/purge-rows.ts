import type { Writer } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { FILE, FOLDER } from '../../vocabulary/node-kind.ts'
import { disowning } from '../content/keep.ts'
import type { Domain } from '../domain.ts'
import type { Node } from '../files/node.ts'
import { LEFT } from '../mounts/mount.ts'
import { dropping } from '../shares/drop.ts'
import { splitOff } from './split-off.ts'
import { PURGING } from './state.ts'

/** So many nodes go in one transaction, so that nobody waits long for another's emptied trash. */
const SLICE = 250
/** What a folder by itself costs, in files. */
const FOLDER_COST = 10

const SPACES = `SELECT space FROM trash WHERE purging = ${PURGING} LIMIT 1`
const ENTRIES = `SELECT t.id, t.node, n.kind FROM trash t LEFT JOIN node n ON n.id = t.node
  WHERE t.space = ? AND t.purging = ${PURGING} ORDER BY t.id LIMIT ${SLICE}`
const MEMBERS = 'SELECT id, name, kind FROM node WHERE parent = ? AND trashed IS NULL ORDER BY name LIMIT ?'
const FORGET = 'DELETE FROM trash WHERE id = ?'
const FORGET_EMPTY = `DELETE FROM trash WHERE space = ? AND purging = ${PURGING} AND id BETWEEN ? AND ?
  AND NOT EXISTS (SELECT 1 FROM node n WHERE n.id = trash.node)`

/** Nodes to remove with all that hangs on them, as a subquery and the statements that do so. */
const removal = (nodes: string) => ({
  disown: [
    disowning(`node WHERE id IN (${nodes}) AND content IS NOT NULL`),
    disowning(`version WHERE node IN (${nodes})`),
  ],
  uncount: `UPDATE space SET versions_size = versions_size -
    (SELECT COALESCE(SUM(size), 0) FROM version WHERE node IN (${nodes})) WHERE id = ?`,
  remove: [
    ...['version', 'lock', 'favourite', 'property', 'mount', 'node_tag', 'comment', 'comment_mark'].map(
      (table) => `DELETE FROM ${table} WHERE node IN (${nodes})`,
    ),
    // What the owner of a folder had received into it is theirs to take back (docs/adr/0028).
    `UPDATE mount SET state = ${LEFT}, parent = NULL WHERE parent IN (${nodes})`,
    ...dropping(`SELECT id FROM share WHERE node IN (${nodes})`),
    `UPDATE deposit_file SET node = NULL WHERE node IN (${nodes})`,
    `DELETE FROM search_entry WHERE (space, node) IN (SELECT space, id FROM node WHERE id IN (${nodes}))`,
    `DELETE FROM node WHERE id IN (${nodes})`,
  ],
})
type Removal = ReturnType<typeof removal>

const FILES_OF_ENTRIES = removal(`SELECT t.node FROM trash t JOIN node n ON n.id = t.node
  WHERE t.space = ? AND t.purging = ${PURGING} AND t.id BETWEEN ? AND ? AND n.kind = ${FILE}`)
const FILES_IN_FOLDER = removal(
  `SELECT id FROM node WHERE parent = ? AND trashed IS NULL AND name <= ? AND kind = ${FILE}`,
)
const ONE = removal('CAST(? AS BIGINT)')

/** Removes the rows of what is being purged, a slice at a time; what they held becomes garbage for the sweeper. */
export async function purgeRows(domain: Domain): Promise<void> {
  for (;;) {
    const found = await domain.records.get<{ space: SpaceId }>(SPACES)
    if (found === undefined) return
    // Rows that come back after a power cut are simply removed again.
    await domain.records.writePart([found.space], (writer) =>
      purgeSlice(writer, found.space, seconds(domain.now())),
    )
  }
}

async function purgeSlice(writer: Writer, space: SpaceId, now: number): Promise<void> {
  const entries = await writer.all<{ id: number; node: NodeId; kind: number | null }>(ENTRIES, space)
  if (entries.length === 0) return
  const folders = entries.filter((entry) => entry.kind === FOLDER)
  let left = SLICE - (entries.length - folders.length)
  if (folders.length < entries.length) {
    const range = [space, entries[0]!.id, entries.at(-1)!.id] as const
    await removeAll(writer, FILES_OF_ENTRIES, range, space, now)
    await writer.run(FORGET_EMPTY, ...range)
  }
  for (const { id, node } of folders) {
    if (left <= 0) return
    const members = await purgeMembers(writer, space, node, left, now)
    left -= members + FOLDER_COST
    if (left <= 0 && members > 0) return
    await removeAll(writer, ONE, [node], space, now)
    await writer.run(FORGET, id)
  }
}

/** A folder within becomes an entry of its own, so that each step looks at one folder's members and no deeper. */
async function purgeMembers(
  writer: Writer,
  space: SpaceId,
  folder: NodeId,
  left: number,
  now: number,
): Promise<number> {
  const members = await writer.all<Pick<Node, 'id' | 'name' | 'kind'>>(MEMBERS, folder, left)
  const last = members.at(-1)
  if (last === undefined) return 0
  if (members.some((member) => member.kind === FILE))
    await removeAll(writer, FILES_IN_FOLDER, [folder, last.name], space, now)
  for (const { id, name, kind } of members) if (kind !== FILE) await splitOff(writer, space, id, name, now)
  return members.length
}

async function removeAll(
  writer: Writer,
  { disown, uncount, remove }: Removal,
  values: readonly (string | number)[],
  space: SpaceId,
  now: number,
): Promise<void> {
  for (const text of disown) await writer.run(text, now, ...values)
  await writer.run(uncount, ...values, space)
  for (const text of remove) await writer.run(text, ...values)
}
