import type { Reader } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { ALL, type Permissions } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { mountsOf } from '../mounts/list.ts'
import { rootOf } from '../spaces/root.ts'
import { whileNothingChanges } from '../standing.ts'
import { climb } from './climb.ts'
import { NODE_BY_ID, type Node } from './node.ts'
import { type Mount, type Place, shownPath, type Target } from './place.ts'
import { walk } from './walk.ts'

interface Start {
  readonly id: NodeId
  readonly permissions: Permissions
}

async function startOf(reader: Reader, actor: Actor): Promise<Start> {
  switch (actor.kind) {
    case 'member':
      return { id: (await rootOf(reader, actor.person)).root, permissions: ALL }
    case 'link-visitor':
      return { id: actor.root, permissions: actor.permissions }
    case 'drop-visitor':
      throw new Refusal('not-permitted', 'drop-only')
    case 'system':
      throw new Refusal('not-found', 'node-missing', {
        facts: { path: '/' },
        detail: 'the system has no tree',
      })
  }
}

interface Found {
  readonly place: Place | undefined
  /** The deepest place that exists on the way, for those who need to say why. */
  readonly last: Place | undefined
  readonly missing: number
  readonly shadow: Mount | undefined
}

const keyOf = (mount: Mount): string => `${mount.parent}/${mount.name}`

/** So many paths are known at a time without walking them again. */
const PATHS = 4096
const standing = whileNothingChanges<Found>(PATHS)

/** No name contains either separator. */
const find = (reader: Reader, actor: Actor, names: readonly string[]): Promise<Found> =>
  actor.kind === 'member'
    ? standing(reader, `${actor.person}\0${names.join('/')}`, () => follow(reader, actor, names))
    : follow(reader, actor, names)

/**
 * Follows a path through the actor's own tree and the mounts in it.
 * A mount hides nothing: a name is looked for among the mounts first because mounts are never given a taken name.
 */
async function follow(reader: Reader, actor: Actor, names: readonly string[]): Promise<Found> {
  let start = await startOf(reader, actor)
  let mount: Mount | null = null
  let before: NodeId[] = []
  let done = 0
  let shadow: Mount | undefined
  const mounts = actor.kind === 'member' ? new Map(await mountsOf(reader, actor.person)) : undefined
  for (;;) {
    const walked = await walk(reader, start.id, names.slice(done))
    const crossing = mounts?.size ? firstMount(mounts, walked.trail, names, done) : undefined
    if (crossing !== undefined && (await climb(reader, crossing.mount.node)).trashed) {
      // What is mounted lies in its owner's trash: its name shows nothing until it comes back.
      mounts!.delete(keyOf(crossing.mount))
      shadow = crossing.mount
      continue
    }
    if (crossing !== undefined) {
      before = [...before, ...walked.trail.slice(0, crossing.at + 1)]
      done += crossing.at + 1
      mount = crossing.mount
      start = { id: mount.node, permissions: mount.permissions }
      continue
    }
    const seen = { path: names, permissions: start.permissions, mount }
    if (walked.node !== undefined && walked.trail.length > 0) {
      const trail = [...before, ...walked.trail]
      return {
        place: {
          ...seen,
          node: walked.node,
          trail,
          isMountRoot: mount !== null && walked.node.id === mount.node,
        },
        last: undefined,
        missing: -1,
        shadow,
      }
    }
    const last = walked.trail.at(-1)
    const node = last === undefined ? undefined : await reader.get<Node>(NODE_BY_ID, last)
    const missing = done + Math.max(0, walked.trail.length - 1)
    return {
      place: undefined,
      last: node && {
        ...seen,
        path: names.slice(0, missing),
        node,
        trail: [...before, ...walked.trail],
        isMountRoot: mount !== null && node.id === mount.node,
      },
      missing,
      shadow,
    }
  }
}

function firstMount(
  mounts: ReadonlyMap<string, Mount>,
  trail: readonly NodeId[],
  names: readonly string[],
  done: number,
): { mount: Mount; at: number } | undefined {
  for (let at = 0; at < trail.length && done + at < names.length; at++) {
    const mount = mounts.get(`${trail[at]}/${names[done + at]}`)
    if (mount !== undefined) return { mount, at }
  }
  return undefined
}

/** @throws Refusal `not-found`. */
export async function resolve(reader: Reader, actor: Actor, names: readonly string[]): Promise<Place> {
  const { place } = await find(reader, actor, names)
  if (place === undefined)
    throw new Refusal('not-found', 'node-missing', { facts: { path: shownPath(names) } })
  return place
}

export async function lookup(
  reader: Reader,
  actor: Actor,
  names: readonly string[],
): Promise<Place | undefined> {
  return (await find(reader, actor, names)).place
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
 * @throws Refusal `parent-missing`, `parent-not-folder`, `bad-name` when too deep, `not-permitted` for the root.
 */
export async function resolveTarget(reader: Reader, actor: Actor, names: readonly string[]): Promise<Target> {
  const name = names.at(-1)
  if (name === undefined) throw new Refusal('not-permitted', 'root-fixed')
  requireDepth(names)
  const { place, last, missing, shadow } = await find(reader, actor, names)
  if (place === undefined && last !== undefined && missing === names.length - 1) {
    if (last.node.kind !== FOLDER) throw new Refusal('parent-not-folder', 'parent-not-folder')
    return { parent: last, name, existing: undefined, ...(shadow === undefined ? {} : { shadow }) }
  }
  if (place === undefined) {
    const reason = last !== undefined && last.node.kind !== FOLDER ? 'parent-not-folder' : 'parent-missing'
    throw new Refusal(reason, reason, { facts: { path: shownPath(names) } })
  }
  return { parent: await parentOf(reader, actor, place), name, existing: place }
}

/** Above a mount's root lies another space; anywhere else the parent was seen on the way. */
async function parentOf(reader: Reader, actor: Actor, place: Place): Promise<Place> {
  const path = place.path.slice(0, -1)
  const id = place.trail.at(-2)
  const node = place.isMountRoot || id === undefined ? undefined : await reader.get<Node>(NODE_BY_ID, id)
  if (node === undefined) return await resolve(reader, actor, path)
  return { ...place, path, trail: place.trail.slice(0, -1), node, isMountRoot: place.mount?.node === id }
}
