import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import { ALL, allows, type Permissions, UPDATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { locate } from '../files/locate.ts'
import { columns, type Node } from '../files/node.ts'
import { requireBytes } from '../files/open.ts'
import { walk } from '../files/walk.ts'
import { rootOf } from '../spaces/root.ts'
import { entryFrom, SELECT_ENTRY, type TrashEntry } from './entry.ts'

const MINE = `${SELECT_ENTRY} (t.space = ? OR t.deleted_by = ?) ORDER BY t.deleted DESC, t.id DESC`
const NAMED = `${SELECT_ENTRY} (t.space = ? OR t.deleted_by = ?) AND t.name = ? AND t.deleted = ?`
const MEMBERS = `SELECT ${columns('n')} FROM node n WHERE n.parent = ? AND n.trashed IS NULL ORDER BY n.name`

/** A deletion, and what whoever looks may do where it came from. */
export interface SeenEntry extends TrashEntry {
  readonly permissions: Permissions
}

interface Seen {
  readonly permissions: Permissions
  /** Where the folder it came from is seen, if that lies in another's space. */
  readonly origins?: readonly string[]
}

/**
 * Those of some deletions that a person may still see: all from their own space, and what they deleted from another's
 * as long as they may change something where it was. Afterwards it is the owner's alone.
 */
export async function stillSeen<Entry extends Pick<TrashEntry, 'space' | 'origin' | 'deletedBy'>>(
  reader: Reader,
  actor: Member,
  entries: readonly Entry[],
  now: number,
): Promise<(Entry & Seen)[]> {
  const { space } = await rootOf(reader, actor.person)
  const origins = entries.flatMap((entry) =>
    entry.space === space || entry.origin === null || entry.deletedBy !== actor.person ? [] : [entry.origin],
  )
  const locations = await locate(reader, actor, [...new Set(origins)], now)
  return entries.flatMap((entry) => {
    if (entry.space === space) return [{ ...entry, permissions: ALL }]
    if (entry.origin === null || entry.deletedBy !== actor.person) return []
    const { permissions, path } = locations.get(entry.origin) ?? { permissions: 0, path: [] }
    return allows(permissions, UPDATE) ? [{ ...entry, permissions, origins: path }] : []
  })
}

/** Where something was is told as whoever asks sees it: the way to what was shared is its owner's own affair. */
const asSeen = ({ origins, ...entry }: TrashEntry & Seen): SeenEntry =>
  origins === undefined ? entry : { ...entry, location: [...origins, entry.name].join('/') }

/** What a person deleted, or what was deleted from their space; newest first. */
export async function listTrash(domain: Domain, actor: Member): Promise<SeenEntry[]> {
  return await domain.records.read(async (reader) => {
    const { space } = await rootOf(reader, actor.person)
    const entries = (await reader.all(MINE, space, actor.person)).map(entryFrom)
    return (await stillSeen(reader, actor, entries, seconds(domain.now()))).map(asSeen)
  })
}

const NUMBERED = `${SELECT_ENTRY} (t.space = ? OR t.deleted_by = ?) AND t.id = ?`

/** One of those that a person sees, by its number. @param now seconds. @throws Refusal `not-found`. */
export async function findEntry(reader: Reader, actor: Member, id: number, now: number): Promise<Trashed> {
  const { space } = await rootOf(reader, actor.person)
  const row = await reader.get(NUMBERED, space, actor.person, id)
  const [seen] = row === undefined ? [] : await stillSeen(reader, actor, [entryFrom(row)], now)
  if (seen === undefined) throw new Refusal('not-found', 'trash-entry-missing')
  const entry = asSeen(seen)
  return { entry, node: entry.node, inner: [] }
}

/** Which deletion, and which node in it. */
export interface Trashed {
  readonly entry: SeenEntry
  readonly node: Node
  /** Names below the entry; empty for the entry itself. */
  readonly inner: readonly string[]
}

/** @param now seconds. @throws Refusal `not-found`. */
export async function findTrashed(
  reader: Reader,
  actor: Member,
  name: string,
  deleted: number,
  inner: readonly string[],
  now: number,
): Promise<Trashed> {
  const { space } = await rootOf(reader, actor.person)
  const rows = await reader.all(NAMED, space, actor.person, name, deleted)
  const missing = new Refusal('not-found', 'node-missing', { facts: { path: `/${name}` } })
  const [seen] = await stillSeen(reader, actor, rows.map(entryFrom), now)
  if (seen === undefined) throw missing
  const entry = asSeen(seen)
  if (inner.length === 0) return { entry, node: entry.node, inner }
  const { node } = await walk(reader, entry.node.id, inner)
  if (node === undefined) throw missing
  return { entry, node, inner }
}

/** @throws Refusal `not-found`. */
export async function lookTrashed(
  domain: Domain,
  actor: Member,
  name: string,
  deleted: number,
  inner: readonly string[],
): Promise<Trashed & { readonly members: readonly Node[] }> {
  return await domain.records.read(async (reader) => {
    const found = await findTrashed(reader, actor, name, deleted, inner, seconds(domain.now()))
    return { ...found, members: await reader.all<Node>(MEMBERS, found.node.id) }
  })
}

/** @throws Refusal `not-found`. */
export const requireTrashed = (
  domain: Domain,
  actor: Member,
  name: string,
  deleted: number,
  inner: readonly string[],
): Promise<Trashed> =>
  domain.records.read((reader) => findTrashed(reader, actor, name, deleted, inner, seconds(domain.now())))

/** A folder in the trash, or a file whose bytes may be had. @throws Refusal `not-found`, `not-permitted`. */
export async function findReadableTrashed(
  domain: Domain,
  actor: Member,
  name: string,
  deleted: number,
  inner: readonly string[],
): Promise<Trashed> {
  const found = await requireTrashed(domain, actor, name, deleted, inner)
  if (found.node.kind === FILE) requireBytes(found.entry)
  return found
}
