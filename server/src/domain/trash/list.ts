import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { columns, type Node } from '../files/node.ts'
import { walk } from '../files/walk.ts'
import { rootOf } from '../spaces/root.ts'
import { entryFrom, SELECT_ENTRY, type TrashEntry } from './entry.ts'

const MINE = `${SELECT_ENTRY} (t.space = ? OR t.deleted_by = ?) ORDER BY t.deleted DESC, t.id DESC`
const NAMED = `${SELECT_ENTRY} (t.space = ? OR t.deleted_by = ?) AND t.name = ? AND t.deleted = ?`
const MEMBERS = `SELECT ${columns('n')} FROM node n WHERE n.parent = ? AND n.trashed IS NULL ORDER BY n.name`

/** What a person deleted, or what was deleted from their space; newest first. */
export async function listTrash(domain: Domain, actor: Member): Promise<TrashEntry[]> {
  return await domain.records.read(async (reader) => {
    const { space } = await rootOf(reader, actor.person)
    return (await reader.all(MINE, space, actor.person)).map(entryFrom)
  })
}

const NUMBERED = `${SELECT_ENTRY} (t.space = ? OR t.deleted_by = ?) AND t.id = ?`

/** One of those that a person sees, by its number. @throws Refusal `not-found`. */
export async function findEntry(reader: Reader, actor: Member, id: number): Promise<Trashed> {
  const { space } = await rootOf(reader, actor.person)
  const row = await reader.get(NUMBERED, space, actor.person, id)
  if (row === undefined) throw new Refusal('not-found', 'trash-entry-missing')
  const entry = entryFrom(row)
  return { entry, node: entry.node, inner: [] }
}

/** Which deletion, and which node in it. */
export interface Trashed {
  readonly entry: TrashEntry
  readonly node: Node
  /** Names below the entry; empty for the entry itself. */
  readonly inner: readonly string[]
}

/** @throws Refusal `not-found`. */
export async function findTrashed(
  reader: Reader,
  actor: Member,
  name: string,
  deleted: number,
  inner: readonly string[],
): Promise<Trashed> {
  const { space } = await rootOf(reader, actor.person)
  const row = await reader.get(NAMED, space, actor.person, name, deleted)
  const missing = new Refusal('not-found', 'node-missing', { facts: { path: `/${name}` } })
  if (row === undefined) throw missing
  const entry = entryFrom(row)
  if (inner.length === 0) return { entry, node: entry.node, inner }
  const { node } = await walk(reader, entry.node.id, inner)
  if (node === undefined) throw missing
  return { entry, node, inner }
}

export async function lookTrashed(
  domain: Domain,
  actor: Member,
  name: string,
  deleted: number,
  inner: readonly string[],
): Promise<Trashed & { readonly members: readonly Node[] }> {
  return await domain.records.read(async (reader) => {
    const found = await findTrashed(reader, actor, name, deleted, inner)
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
): Promise<Trashed> => domain.records.read((reader) => findTrashed(reader, actor, name, deleted, inner))
