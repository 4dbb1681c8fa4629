import type { Reader } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import type { Permissions } from '../../vocabulary/permissions.ts'
import type { Domain } from '../domain.ts'
import { SHOWN } from '../mounts/mount.ts'
import { shownEtags } from '../mounts/shown-etag.ts'
import { readView, type View } from '../mounts/view.ts'
import { type Facet, type Facets, facetsOf } from './facets.ts'
import { columns, type Node } from './node.ts'
import type { Mount, Place } from './place.ts'
import { resolve } from './resolve.ts'

/** One line of a listing. */
export interface Entry {
  readonly node: Node
  /** As the actor sees it: a mount may be called otherwise than what is mounted. Empty for the root. */
  readonly name: string
  /** As it is shown: that of a folder also says what may be done there, and what is mounted below. */
  readonly etag: string
  readonly permissions: Permissions
  readonly mount: Mount | null
  readonly isMountRoot: boolean
}

/** A folder (or a single file) with what was asked about it and its members, all from one snapshot. */
export interface Page {
  /** Names from the actor's root. */
  readonly path: readonly string[]
  /** Ids on the way, the actor's root first, what is told of last. */
  readonly trail: readonly NodeId[]
  readonly self: Entry
  /** Not repeated in the page of a member that is itself listed: there, `self` was already told. */
  readonly members: readonly Entry[]
  readonly facets: Facets
}

const MEMBERS = `SELECT ${columns('n')} FROM node n WHERE n.parent = ? AND n.trashed IS NULL ORDER BY n.name`
const MOUNTED = `SELECT ${columns('n')} FROM mount m JOIN node n ON n.id = m.node
  WHERE m.parent = ? AND m.person = ? AND m.state = ${SHOWN}`

/** @throws Refusal `not-found`. */
export const look = (
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  facets: readonly Facet[],
): Promise<Page> => {
  const now = seconds(domain.now())
  return domain.records.read((reader) => readPage(reader, actor, path, { facets, now, members: false }))
}

/** A folder with its members, by name, mounts among them. @throws Refusal `not-found`. */
export const list = (
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  facets: readonly Facet[],
): Promise<Page> => {
  const now = seconds(domain.now())
  return domain.records.read((reader) => readPage(reader, actor, path, { facets, now, members: true }))
}

export interface PageWish {
  readonly facets: readonly Facet[]
  /** Seconds. */
  readonly now: number
  /** Whether a folder is told with its members. */
  readonly members: boolean
}

/** @throws Refusal `not-found`. */
export async function readPage(
  reader: Reader,
  actor: Actor,
  path: readonly string[],
  { facets, now, members: whole }: PageWish,
): Promise<Page> {
  const place = await resolve(reader, actor, path, now)
  const isFolder = place.node.kind === FOLDER
  const view = actor.kind === 'member' && isFolder ? await readView(reader, actor.person, now) : undefined
  const within = whole && isFolder ? await membersOf(reader, place, view) : []
  const seen: Seen[] = [{ ...place, name: path.at(-1) ?? '' }, ...within]
  const etags = await shownEtags(reader, view, seen)
  const [self, ...members] = seen.map((one, i) => entryOf(one, etags[i]!))
  const mounted = members.filter((entry) => entry.isMountRoot).map((entry) => entry.node)
  const folder = whole ? place.node.id : null
  return {
    path,
    trail: place.trail,
    self: self!,
    members,
    facets: await facetsOf(reader, actor, facets, [place.node, ...mounted], folder, now),
  }
}

type Seen = Omit<Entry, 'etag'>

const entryOf = ({ node, name, permissions, mount, isMountRoot }: Seen, etag: string): Entry => ({
  ...{ node, name, etag, permissions, mount, isMountRoot },
})

async function membersOf(reader: Reader, place: Place, view: View | undefined): Promise<Seen[]> {
  const { permissions, mount, node: folder } = place
  const given = (node: Node): Permissions => (mount === null || view === undefined ? 0 : view.given(node.id))
  const rows = await reader.all<Node>(MEMBERS, folder.id)
  const own = rows.map((node) => ({
    ...{ node, name: node.name, permissions: permissions | given(node), mount, isMountRoot: false },
  }))
  if (view === undefined || !view.below.has(folder.id)) return own
  const mounted = (await reader.all<Node>(MOUNTED, folder.id, view.person)).flatMap((node) => {
    const received = view.received.get(node.id)
    if (received === undefined) return []
    return [{ ...received, node, name: received.mount.name, isMountRoot: true }]
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
