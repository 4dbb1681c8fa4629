import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { ContentId, NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import type { Permissions } from '../../vocabulary/permissions.ts'
import { allows, READ, UPDATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { type ContentReader, readContent, readPieces } from '../content/open.ts'
import type { Domain } from '../domain.ts'
import { climb } from '../files/climb.ts'
import { NODE_BY_ID, type Node } from '../files/node.ts'
import { requireBytes } from '../files/open.ts'
import { rightsOn } from '../shares/rights-on.ts'
import { freeStamp } from './keep.ts'

/** What a file held before. Times are seconds. */
export interface Version {
  readonly id: number
  readonly space: SpaceId
  readonly node: NodeId
  /** Its name among the versions of the node: its mtime, or the next free second. */
  readonly stamp: number
  readonly content: ContentId
  readonly size: number
  readonly mtime: number
  readonly created: number
  readonly author: PersonId | null
  readonly label: string
}

const VERSION = 'id, space, node, stamp, content, size, mtime, created, author, label'
const OF_NODE = `SELECT ${VERSION} FROM version WHERE node = ? ORDER BY stamp DESC`
const LABEL_OF = 'SELECT label FROM node WHERE id = ?'
const ONE = `SELECT ${VERSION} FROM version WHERE node = ? AND stamp = ?`

/**
 * A node by its id, if the person can reach it: in their own space, or at or below one of their mounts.
 * @param now seconds.
 * @throws Refusal `not-found`, whether it does not exist or is not theirs to know of.
 */
export async function reach(
  reader: Reader,
  actor: Member,
  id: NodeId,
  now: number,
): Promise<{ node: Node; permissions: Permissions; above: NodeId[] }> {
  const node = await reader.get<Node>(NODE_BY_ID, id)
  const permissions = node === undefined ? 0 : await rightsOn(reader, actor, id, now)
  if (node === undefined || !allows(permissions, READ))
    throw new Refusal('not-found', 'node-missing', { facts: { path: String(id) } })
  return { node, permissions, above: (await climb(reader, id)).ids.slice(1) }
}

/** What a file holds now, or held before, as it stands in the list of its versions. */
export interface Held {
  readonly stamp: number
  readonly content: ContentId | null
  readonly size: number
  readonly mtime: number
  readonly author: PersonId | null
  readonly label: string
}

/**
 * What the file holds now, and before it what it held before, newest first. Only for those who may change it and
 * have its bytes: what was taken out of a file is not for everybody who reads it.
 * @throws Refusal `not-found` for folders too, `not-permitted`.
 */
export async function listVersions(
  domain: Domain,
  actor: Member,
  id: NodeId,
): Promise<{ node: Node; held: readonly [Held, ...Held[]] }> {
  return await domain.records.read(async (reader) => {
    const { node, permissions } = await reach(reader, actor, id, seconds(domain.now()))
    if (node.kind !== FILE) throw new Refusal('not-found', 'node-missing', { facts: { path: String(id) } })
    if (!allows(permissions, UPDATE)) throw new Refusal('not-permitted', 'no-read')
    requireBytes({ permissions })
    const label = (await reader.get<{ label: string }>(LABEL_OF, id))?.label ?? ''
    const now = { ...node, stamp: await freeStamp(reader, node), label }
    return { node, held: [now, ...(await reader.all<Version>(OF_NODE, id))] }
  })
}

/** The bytes from `start` up to, not including, `end`. */
export const readHeld = (
  domain: Domain,
  { content }: Held,
  range: { start: number; end: number },
): Promise<ContentReader> => (content === null ? readPieces(domain, []) : readContent(domain, content, range))

/** Whether a name among a file's versions means what the file holds now. */
export const isCurrent = async (reader: Reader, node: Node, stamp: number): Promise<boolean> =>
  stamp === (await freeStamp(reader, node))

/** @throws Refusal `not-found`. */
export async function findVersion(reader: Reader, node: NodeId, stamp: number): Promise<Version> {
  const version = await reader.get<Version>(ONE, node, stamp)
  if (version === undefined)
    throw new Refusal('not-found', 'node-missing', { facts: { path: String(stamp) } })
  return version
}
