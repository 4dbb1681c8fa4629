import type { Reader } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { type CommentCount, countComments } from '../comments/count.ts'
import { type SeenLock, SHOWN_IN_SPACE, type ShownLock } from '../locks/shown.ts'
import { type Failures, failuresOf } from '../previews/failures.ts'
import { roomIn } from '../quota/room.ts'
import { type Accompanying, receivedFrom, type Sharee, sharesOn } from '../shares/on-nodes.ts'
import { type ShownTag, tagsShown } from '../tags/shown.ts'
import type { Node } from './node.ts'

/** What can be asked about entries beyond their own row; each costs one query for a whole folder. */
export type Facet =
  | 'favourites'
  | 'locks'
  | 'properties'
  | 'spaces'
  | 'counts'
  | 'fingerprint'
  | 'previews'
  | 'tags'
  | 'comments'
  | 'shares'
  | 'received'

export interface SpaceFacts {
  readonly owner: PersonId | null
  readonly ownerName: string
  readonly used: number
  /** null: unlimited. */
  readonly free: number | null
}

export interface Facets {
  readonly favourites: ReadonlySet<NodeId>
  readonly locks: ReadonlyMap<NodeId, readonly SeenLock[]>
  /** Properties that clients keep of their own accord, by `{namespace}name`. */
  readonly properties: ReadonlyMap<NodeId, ReadonlyMap<string, string>>
  readonly spaces: ReadonlyMap<SpaceId, SpaceFacts>
  readonly counts: ReadonlyMap<NodeId, { folders: number; files: number }>
  readonly fingerprint: string
  readonly previewFailures: Failures
  readonly tags: ReadonlyMap<NodeId, readonly ShownTag[]>
  readonly comments: ReadonlyMap<NodeId, CommentCount>
  readonly shares: ReadonlyMap<NodeId, readonly Sharee[]>
  /** By what is mounted. */
  readonly received: ReadonlyMap<NodeId, Accompanying>
}

const FAVOURITES = 'SELECT node FROM favourite WHERE person = ?'
const PROPERTIES_OF = 'SELECT node, name, value FROM property WHERE node = ? AND person = ?'
const PROPERTIES_IN = `SELECT p.node, p.name, p.value FROM node n JOIN property p ON p.node = n.id
  WHERE n.parent = ? AND n.trashed IS NULL AND p.person = ?`
const COUNTS_OF = `SELECT n.parent, n.kind, count(*) AS count FROM node n
  WHERE n.parent = ? AND n.trashed IS NULL GROUP BY n.parent, n.kind`
const COUNTS_IN = `SELECT n.parent, n.kind, count(*) AS count FROM node f JOIN node n ON n.parent = f.id
  WHERE f.parent = ? AND f.trashed IS NULL AND n.trashed IS NULL GROUP BY n.parent, n.kind`
const OWNER = 'SELECT s.owner, p.name FROM space s LEFT JOIN person p ON p.id = s.owner WHERE s.id = ?'
const FINGERPRINT = "SELECT value FROM instance WHERE name = 'fingerprint'"

const NO_FACETS: Facets = {
  favourites: new Set(),
  locks: new Map(),
  properties: new Map(),
  spaces: new Map(),
  counts: new Map(),
  fingerprint: '',
  previewFailures: new Set(),
  tags: new Map(),
  comments: new Map(),
  shares: new Map(),
  received: new Map(),
}

/**
 * @param nodes those told about besides the members of `folder`.
 * @param folder its members are told about too; null for none.
 * @param now seconds.
 */
export async function facetsOf(
  reader: Reader,
  actor: Actor,
  wanted: readonly Facet[],
  nodes: readonly Node[],
  folder: NodeId | null,
  now: number,
): Promise<Facets> {
  if (wanted.length === 0) return NO_FACETS
  const member = actor.kind === 'member' ? actor : null
  const person = member?.person ?? null
  const ids = nodes.map((node) => node.id)
  const spaces = [...new Set(nodes.map((node) => node.space))]
  const wants = (facet: Facet): boolean => wanted.includes(facet)
  return {
    favourites: wants('favourites') && person !== null ? await favourites(reader, person) : new Set(),
    locks: wants('locks') ? await locks(reader, spaces, person, now) : new Map(),
    properties:
      wants('properties') && person !== null ? await properties(reader, person, nodes, folder) : new Map(),
    spaces: wants('spaces') ? await spaceFacts(reader, spaces) : new Map(),
    counts: wants('counts') ? await counts(reader, nodes, folder) : new Map(),
    fingerprint: wants('fingerprint')
      ? ((await reader.get<{ value: string }>(FINGERPRINT))?.value ?? '')
      : '',
    previewFailures: wants('previews')
      ? await failuresOf(reader, nodes, folder, now)
      : NO_FACETS.previewFailures,
    tags: wants('tags') ? await tagsShown(reader, member, ids, folder) : NO_FACETS.tags,
    comments: wants('comments') ? await countComments(reader, person, ids, folder) : NO_FACETS.comments,
    shares: wants('shares') ? await sharesOn(reader, member, nodes, folder, now) : NO_FACETS.shares,
    received: wants('received') ? await receivedFrom(reader, member, spaces, now) : NO_FACETS.received,
  }
}

async function favourites(reader: Reader, person: PersonId): Promise<Set<NodeId>> {
  return new Set((await reader.all<{ node: NodeId }>(FAVOURITES, person)).map((row) => row.node))
}

async function locks(
  reader: Reader,
  spaces: readonly SpaceId[],
  person: PersonId | null,
  now: number,
): Promise<Map<NodeId, SeenLock[]>> {
  const byNode = new Map<NodeId, SeenLock[]>()
  for (const space of spaces)
    for (const row of await reader.all<ShownLock>(SHOWN_IN_SPACE, space, now)) {
      // Who works here is no business of visitors.
      const known = person === null ? { ...row, person: null, personName: '' } : row
      const lock = { ...known, others: row.person !== person }
      const list = byNode.get(lock.node)
      if (list === undefined) byNode.set(lock.node, [lock])
      else list.push(lock)
    }
  return byNode
}

async function properties(
  reader: Reader,
  person: PersonId,
  nodes: readonly Node[],
  folder: NodeId | null,
): Promise<Map<NodeId, Map<string, string>>> {
  interface Row {
    node: NodeId
    name: string
    value: string
  }
  const rows: Row[] = []
  for (const node of nodes) rows.push(...(await reader.all<Row>(PROPERTIES_OF, node.id, person)))
  if (folder !== null) rows.push(...(await reader.all<Row>(PROPERTIES_IN, folder, person)))
  const byNode = new Map<NodeId, Map<string, string>>()
  for (const row of rows) {
    const of = byNode.get(row.node) ?? new Map<string, string>()
    byNode.set(row.node, of.set(row.name, row.value))
  }
  return byNode
}

async function spaceFacts(reader: Reader, spaces: readonly SpaceId[]): Promise<Map<SpaceId, SpaceFacts>> {
  const facts = new Map<SpaceId, SpaceFacts>()
  for (const space of spaces) {
    const owner = await reader.get<{ owner: PersonId | null; name: string | null }>(OWNER, space)
    const room = await roomIn(reader, space)
    facts.set(space, {
      owner: owner?.owner ?? null,
      ownerName: owner?.name ?? '',
      used: room.used,
      free: room.free,
    })
  }
  return facts
}

async function counts(
  reader: Reader,
  nodes: readonly Node[],
  folder: NodeId | null,
): Promise<Map<NodeId, { folders: number; files: number }>> {
  interface Row {
    parent: NodeId
    kind: number
    count: number
  }
  const rows: Row[] = []
  for (const node of nodes) rows.push(...(await reader.all<Row>(COUNTS_OF, node.id)))
  if (folder !== null) rows.push(...(await reader.all<Row>(COUNTS_IN, folder)))
  const byNode = new Map<NodeId, { folders: number; files: number }>()
  for (const row of rows) {
    const of = byNode.get(row.parent) ?? { folders: 0, files: 0 }
    byNode.set(row.parent, row.kind === 1 ? { ...of, folders: row.count } : { ...of, files: row.count })
  }
  return byNode
}
