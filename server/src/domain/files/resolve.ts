import type { Reader } from '../../storage/records/records.ts'
import type { Actor, LinkVisitor } from '../../vocabulary/actor.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FILE, FOLDER } from '../../vocabulary/node-kind.ts'
import { ALL, allows, type Permissions, READ } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { MOUNT, SHOWN } from '../mounts/mount.ts'
import { readFacts } from '../shares/facts.ts'
import { weigh } from '../shares/rights.ts'
import { rightsOfShare } from '../shares/rights-on.ts'
import { rootOf } from '../spaces/root.ts'
import { whileNothingChanges } from '../standing.ts'
import { climb } from './climb.ts'
import { NODE_BY_ID, type Node } from './node.ts'
import { type Mount, type Place, shownPath, type Target } from './place.ts'
import { type Walked, walk } from './walk.ts'

interface Start {
  readonly id: NodeId
  readonly permissions: Permissions
  /** What lies above it in its space, unseen by the actor, the space's root first. */
  readonly above?: readonly NodeId[]
}

async function startOf(reader: Reader, actor: Actor, now: number): Promise<Start> {
  switch (actor.kind) {
    case 'member':
      return { id: (await rootOf(reader, actor.person)).root, permissions: ALL }
    case 'link-visitor':
      return await startOfLink(reader, actor, now)
    case 'drop-visitor':
      throw new Refusal('not-permitted', 'drop-only')
    case 'system':
      throw new Refusal('not-found', 'node-missing', {
        facts: { path: '/' },
        detail: 'the system has no tree',
      })
  }
}

/** So many links are known at a time, for one second each, and only while nothing changes. */
const LINKS = 1024
const standingLink = whileNothingChanges<Required<Start>>(LINKS)

/** Looked at anew for every step of a request: it may take hours, and its link may end meanwhile. */
async function startOfLink(reader: Reader, actor: LinkVisitor, now: number): Promise<Start> {
  const { root: id, share } = actor
  const start = await standingLink(reader, `${share} ${id} ${now}`, async () => ({
    id,
    permissions: await rightsOfShare(reader, share, now),
    above: (await climb(reader, id)).ids.slice(1).reverse(),
  }))
  const permissions = actor.permissions & start.permissions
  if (!allows(permissions, READ)) throw new Refusal('not-found', 'node-missing', { facts: { path: '/' } })
  return { ...start, permissions }
}

interface Found {
  readonly place: Place | undefined
  /** The deepest place that exists on the way, for those who need to say why. */
  readonly last: Place | undefined
  readonly missing: number
  readonly shadow: Mount | undefined
  /** Seconds within which this holds, the first included. */
  readonly from: number
  readonly until: number
}

/** So many paths are known at a time without walking them again. */
const PATHS = 4096
const standing = whileNothingChanges<Found>(PATHS)

/** No name contains either separator. */
async function find(reader: Reader, actor: Actor, names: readonly string[], now: number): Promise<Found> {
  if (actor.kind !== 'member') return await follow(reader, actor, names, now)
  const known = await standing(reader, `${actor.person}\0${names.join('/')}`, () =>
    follow(reader, actor, names, now),
  )
  return known.from <= now && now < known.until ? known : await follow(reader, actor, names, now)
}

const ALWAYS = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY }

/**
 * Follows a path through the actor's own tree, and where that ends through what is mounted there. A mount is never
 * given a taken name, and whatever comes to stand under its name lets it give way: it hides nothing, and nothing
 * hides it.
 */
async function follow(reader: Reader, actor: Actor, names: readonly string[], now: number): Promise<Found> {
  const start = await startOf(reader, actor, now)
  const walked = await walk(reader, start.id, names)
  const { above = [] } = start
  const along = [...above.map(() => 0), ...walked.trail.map(() => start.permissions)]
  const own = { walked, above, before: [], mount: null, along, ...ALWAYS }
  if (actor.kind !== 'member' || walked.node !== undefined) return await foundAt(reader, names, own)
  const folder = walked.trail.at(-1)
  const name = names[walked.trail.length - 1]
  const mount =
    folder === undefined || name === undefined
      ? undefined
      : await reader.get<Mount>(MOUNTED, folder, name, actor.person)
  if (mount === undefined) return await foundAt(reader, names, own)
  const through = await enter(reader, mount, names.slice(walked.trail.length), now)
  const { from, until } = through
  // Without a right to it, or while it lies in its owner's trash, its name shows nothing.
  if (!through.isSeen) return { ...(await foundAt(reader, names, own)), shadow: mount, from, until }
  return await foundAt(reader, names, {
    ...{ walked: through.walked, above, before: walked.trail, mount, from, until },
    along: [...own.along, ...through.along],
  })
}

const MOUNTED = `SELECT ${MOUNT} FROM mount WHERE parent = ? AND name = ? AND state = ${SHOWN} AND person = ?`

interface Entered {
  readonly walked: Walked
  readonly isSeen: boolean
  /** What the person may do with each of what was walked. */
  readonly along: readonly Permissions[]
  readonly from: number
  readonly until: number
}

/**
 * What somebody may do below a mount is what they hold there, whichever share says so. What they have taken into their
 * own space is seen there alone.
 */
async function enter(reader: Reader, mount: Mount, names: readonly string[], now: number): Promise<Entered> {
  const { person, node } = mount
  const walked = await walk(reader, node, names)
  const facts = await readFacts(reader, person, [walked.trail.at(-1) ?? node])
  const rights = weigh(facts, now)
  const { from, until } = rights
  const along = walked.trail.map((id) => rights.held(person, id))
  const isOwn = facts.above.get(node)?.owner === person
  const isSeen = !isOwn && rights.held(person, node) > 0 && allows(rights.given(person, node), READ)
  return { walked, isSeen, along, from, until }
}

interface Way {
  readonly walked: Walked
  /** What lies above the actor's root. */
  readonly above: readonly NodeId[]
  /** The way to the mount. */
  readonly before: readonly NodeId[]
  readonly mount: Mount | null
  readonly along: readonly Permissions[]
  readonly from: number
  readonly until: number
}

async function foundAt(reader: Reader, names: readonly string[], way: Way): Promise<Found> {
  const { walked, above, before, mount, along, from, until } = way
  const trail = [...above, ...before, ...walked.trail]
  const placeOf = (node: Node): Place => ({
    ...{ node, trail, along, mount, path: names.slice(0, trail.length - 1 - above.length) },
    permissions: along.at(-1)!,
    isMountRoot: mount !== null && node.id === mount.node,
  })
  if (walked.node !== undefined && walked.trail.length > 0)
    return { place: placeOf(walked.node), last: undefined, missing: -1, shadow: undefined, from, until }
  const deepest = walked.trail.at(-1)
  const node = deepest === undefined ? undefined : await reader.get<Node>(NODE_BY_ID, deepest)
  const last = node && placeOf(node)
  return { place: undefined, last, missing: last?.path.length ?? 0, shadow: undefined, from, until }
}

/** @param now seconds. @throws Refusal `not-found`. */
export async function resolve(
  reader: Reader,
  actor: Actor,
  names: readonly string[],
  now: number,
): Promise<Place> {
  const { place } = await find(reader, actor, names, now)
  if (place === undefined)
    throw new Refusal('not-found', 'node-missing', { facts: { path: shownPath(names) } })
  return place
}

/** @param now seconds. */
export async function lookup(
  reader: Reader,
  actor: Actor,
  names: readonly string[],
  now: number,
): Promise<Place | undefined> {
  return (await find(reader, actor, names, now)).place
}

/**
 * So many names may stand in the path of what comes into the world: each write changes every folder above it.
 * Twice what Windows can address.
 */
const DEEPEST = 250

/** @throws Refusal `bad-name`. */
export function requireDepth(names: readonly string[]): void {
  if (names.length > DEEPEST) throw new Refusal('bad-name', 'path-deep')
}

/**
 * Where a new or replaced node goes. The root itself is nobody's target.
 * @param now seconds.
 * @throws Refusal `parent-missing`, `parent-not-folder`, `bad-name` when too deep, `not-permitted` for the root.
 */
export async function resolveTarget(
  reader: Reader,
  actor: Actor,
  names: readonly string[],
  now: number,
): Promise<Target> {
  const name = names.at(-1)
  if (name === undefined) return await rootTarget(reader, actor, now)
  requireDepth(names)
  const { place, last, missing, shadow } = await find(reader, actor, names, now)
  if (place === undefined && last !== undefined && missing === names.length - 1) {
    if (last.node.kind !== FOLDER) throw new Refusal('parent-not-folder', 'parent-not-folder')
    return { parent: last, name, existing: undefined, ...(shadow === undefined ? {} : { shadow }) }
  }
  if (place === undefined) {
    const reason = last !== undefined && last.node.kind !== FOLDER ? 'parent-not-folder' : 'parent-missing'
    throw new Refusal(reason, reason, { facts: { path: shownPath(names) } })
  }
  return { parent: await parentOf(reader, actor, place, now), name, existing: place }
}

/** Only where the root is a file, as a link to one shows it, can it be written. */
async function rootTarget(reader: Reader, actor: Actor, now: number): Promise<Target> {
  const existing = actor.kind === 'link-visitor' ? await resolve(reader, actor, [], now) : undefined
  if (existing?.node.kind !== FILE) throw new Refusal('not-permitted', 'root-fixed')
  return { parent: await parentOf(reader, actor, existing, now), name: existing.node.name, existing }
}

/** Above a mount's root lies another space; anywhere else the parent was seen on the way. */
async function parentOf(reader: Reader, actor: Actor, place: Place, now: number): Promise<Place> {
  const path = place.path.slice(0, -1)
  const id = place.trail.at(-2)
  const node = place.isMountRoot || id === undefined ? undefined : await reader.get<Node>(NODE_BY_ID, id)
  if (node === undefined) return await resolve(reader, actor, path, now)
  const along = place.along.slice(0, -1)
  const upTo = { path, along, trail: place.trail.slice(0, -1), permissions: along.at(-1)! }
  return { ...place, ...upTo, node, isMountRoot: place.mount?.node === id }
}
