import type { Reader } from '../../storage/records/records.ts'
import type { Actor, Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { ContentId, NodeId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { climb } from '../files/climb.ts'
import { NODE_BY_ID, type Node } from '../files/node.ts'
import { findReadable, requireBytes } from '../files/open.ts'
import type { TrashEntry } from '../trash/entry.ts'
import { stillSeen } from '../trash/list.ts'
import { DELETED } from '../trash/state.ts'
import { listVersions, reach } from '../versions/list.ts'

/** What a picture is wanted of: something that whoever asks may read. */
export interface Subject {
  readonly node: NodeId
  readonly content: ContentId
  readonly mime: string
  readonly size: number
  /** Seconds. */
  readonly mtime: number
}

const missing = (what: string | number): Refusal =>
  new Refusal('not-found', 'node-missing', { facts: { path: String(what) } })

/** Without asking who may see it. @throws Refusal `not-found` for a folder. */
export function subjectOf(node: Node): Subject {
  if (node.kind !== FILE || node.content === null) throw missing(node.id)
  return { node: node.id, content: node.content, mime: node.mime, size: node.size, mtime: node.mtime }
}

/** @throws Refusal `not-found`, `not-permitted`. */
export async function fileById(domain: Domain, actor: Member, id: NodeId): Promise<Subject> {
  const { node, permissions } = await domain.records.read((reader) =>
    reach(reader, actor, id, seconds(domain.now())),
  )
  requireBytes({ permissions })
  return subjectOf(node)
}

/** @throws Refusal `not-found`, `not-permitted`. */
export const fileByPath = async (domain: Domain, actor: Actor, path: readonly string[]): Promise<Subject> =>
  subjectOf((await findReadable(domain, actor, path)).node)

const ENTRY = `SELECT space, origin, deleted_by AS "deletedBy" FROM trash WHERE id = ? AND purging = ${DELETED}`

type Entry = Pick<TrashEntry, 'space' | 'origin' | 'deletedBy'>

/** What lies in somebody's trash, or inside of what does. @throws Refusal `not-found`, `not-permitted`. */
export const trashedById = (domain: Domain, actor: Member, id: NodeId): Promise<Subject> =>
  domain.records.read(async (reader) => {
    const node = await reader.get<Node>(NODE_BY_ID, id)
    const entry = node === undefined ? undefined : await entryAbove(reader, id)
    if (node === undefined || entry === undefined) throw missing(id)
    const [seen] = await stillSeen(reader, actor, [entry], seconds(domain.now()))
    if (seen === undefined) throw missing(id)
    requireBytes(seen)
    return subjectOf(node)
  })

async function entryAbove(reader: Reader, id: NodeId): Promise<Entry | undefined> {
  for (const above of (await climb(reader, id)).ids) {
    const trashed = (await reader.get<Node>(NODE_BY_ID, above))?.trashed ?? null
    if (trashed !== null) return await reader.get(ENTRY, trashed)
  }
  return undefined
}

/** What a file held before, by its name among the versions. @throws Refusal `not-found`, `not-permitted`. */
export async function versionOf(
  domain: Domain,
  actor: Member,
  path: readonly string[],
  stamp: number,
): Promise<Subject> {
  const { node } = await findReadable(domain, actor, path)
  const { held } = await listVersions(domain, actor, node.id)
  const version = held.find((one) => one.stamp === stamp)
  if (version === undefined || version.content === null) throw missing(stamp)
  const { content, size, mtime } = version
  return { node: node.id, content, mime: node.mime, size, mtime }
}
