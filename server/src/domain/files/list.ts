import type { Reader } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import type { Permissions } from '../../vocabulary/permissions.ts'
import type { Domain } from '../domain.ts'
import { mountsOf } from '../mounts/list.ts'
import { type Facet, type Facets, facetsOf } from './facets.ts'
import { columns, type Node } from './node.ts'
import type { Mount, Place } from './place.ts'
import { resolve } from './resolve.ts'

/** One line of a listing. */
export interface Entry {
  readonly node: Node
  /** As the actor sees it: a mount may be called otherwise than what is mounted. Empty for the root. */
  readonly name: string
  readonly permissions: Permissions
  readonly mount: Mount | null
  readonly isMountRoot: boolean
}

/** A folder (or a single file) with what was asked about it and its members, all from one snapshot. */
export interface Page {
  /** Names from the actor's root. */
  readonly path: readonly string[]
  readonly self: Entry
  /** Not repeated in the page of a member that is itself listed: there, `self` was already told. */
  readonly members: readonly Entry[]
  readonly facets: Facets
}

const MEMBERS = `SELECT ${columns('n')} FROM node n WHERE n.parent = ? AND n.trashed IS NULL ORDER BY n.name`
const MOUNTED = `SELECT ${columns('n')} FROM mount m JOIN node n ON n.id = m.node WHERE m.parent = ? AND m.person = ?`
/** What of that lies in its owner's trash, or below something that does. */
const HIDDEN = `WITH RECURSIVE up(node, parent, trashed) AS (
    SELECT m.node, n.parent, n.trashed FROM mount m JOIN node n ON n.id = m.node WHERE m.parent = ? AND m.person = ?
    UNION ALL SELECT up.node, n.parent, n.trashed FROM up JOIN node n ON n.id = up.parent
  ) SELECT node FROM up WHERE trashed IS NOT NULL`

export const entryOf = (place: Place): Entry => ({
  node: place.node,
  name: place.path.at(-1) ?? '',
  permissions: place.permissions,
  mount: place.mount,
  isMountRoot: place.isMountRoot,
})

/** @throws Refusal `not-found`. */
export async function look(
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  facets: readonly Facet[],
): Promise<Page> {
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    const place = await resolve(reader, actor, path)
    return {
      path,
      self: entryOf(place),
      members: [],
      facets: await facetsOf(reader, actor, facets, [place.node], null, now),
    }
  })
}

/** A folder with its members, by name, mounts among them. @throws Refusal `not-found`. */
export async function list(
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  facets: readonly Facet[],
): Promise<Page> {
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    const place = await resolve(reader, actor, path)
    const members = place.node.kind === FOLDER ? await membersOf(reader, actor, place) : []
    const nodes = [place.node, ...members.filter((entry) => entry.isMountRoot).map((entry) => entry.node)]
    return {
      path,
      self: entryOf(place),
      members,
      facets: await facetsOf(reader, actor, facets, nodes, place.node.id, now),
    }
  })
}

async function membersOf(reader: Reader, actor: Actor, place: Place): Promise<Entry[]> {
  const { permissions, mount } = place
  const rows = await reader.all<Node>(MEMBERS, place.node.id)
  const own = rows.map((node) => ({ node, name: node.name, permissions, mount, isMountRoot: false }))
  if (actor.kind !== 'member') return own
  const mounts = [...(await mountsOf(reader, actor.person)).values()].filter(
    (m) => m.parent === place.node.id,
  )
  if (mounts.length === 0) return own
  const nodes = new Map(
    (await reader.all<Node>(MOUNTED, place.node.id, actor.person)).map((node) => [node.id, node]),
  )
  const hidden = new Set(
    (await reader.all<{ node: number }>(HIDDEN, place.node.id, actor.person)).map((row) => row.node),
  )
  const mounted = mounts.flatMap((m) => {
    const node = nodes.get(m.node)
    return node === undefined || hidden.has(m.node)
      ? []
      : [{ node, name: m.name, permissions: m.permissions, mount: m, isMountRoot: true }]
  })
  return [...own, ...mounted].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The whole tree below a path, a folder at a time, each from its own snapshot; deeper than `depth` is left out. */
export async function* listDeep(
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  depth: number,
  facets: readonly Facet[],
): AsyncGenerator<Page> {
  const waiting: { path: readonly string[]; depth: number }[] = [{ path, depth }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const page = await list(domain, actor, next.path, facets)
    yield page
    if (next.depth <= 1) continue
    for (const entry of [...page.members].reverse())
      if (entry.node.kind === FOLDER)
        waiting.push({ path: [...next.path, entry.name], depth: next.depth - 1 })
  }
}
