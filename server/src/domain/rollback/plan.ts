import { setImmediate } from 'node:timers/promises'
import type { NodeId } from '../../vocabulary/ids.ts'
import { FILE } from '../../vocabulary/node-kind.ts'
import type { Was } from '../changes/before.ts'
import type { SpaceRoots } from '../spaces/root.ts'
import { DELETED } from '../trash/state.ts'
import type { Present } from './survey.ts'

/** Where a node belongs, and what it is to hold. */
export interface Step {
  readonly id: NodeId
  readonly was: Was
  /** How it is now; undefined when it is gone for good and is a folder that others are to lie in. */
  readonly now: Present | undefined
  readonly depth: number
}

/**
 * Why something cannot be as it was: deleted for good; it lies in another space now; what it held is gone; the
 * folder it lay in is, and with it the name of that; somebody else changed it while this went on.
 */
export type Reason = 'purged' | 'elsewhere' | 'content' | 'place' | 'changed'

export interface Lost {
  readonly path: string
  readonly why: Reason
}

export interface Plan {
  /** Outer folders first, so that each finds its own in place. */
  readonly steps: readonly Step[]
  /** What came into the world since, the outermost only. */
  readonly born: readonly Present[]
  readonly lost: readonly Lost[]
}

export const heldBy = (node: Pick<Present, 'size' | 'content'>): number | null =>
  node.size === 0 ? null : node.content

export const isAsItWas = (now: Present, was: Was): boolean =>
  isInPlace(now, was) && (now.kind !== FILE || (heldBy(now) === was.content && now.mtime === was.mtime))

export const isInPlace = (now: Present, was: Was): boolean =>
  now.parent === was.parent && now.name === was.name && now.trashed === null

type Anchor = 'live' | 'absent' | 'unknown'

/** How the tree was, and how it is. */
export class Past {
  readonly was: ReadonlyMap<NodeId, Was | null>
  readonly present: ReadonlyMap<NodeId, Present>
  readonly #roots: SpaceRoots
  readonly #anchors = new Map<NodeId, Anchor>()

  constructor(
    was: ReadonlyMap<NodeId, Was | null>,
    present: ReadonlyMap<NodeId, Present>,
    roots: SpaceRoots,
  ) {
    this.was = was
    this.present = present
    this.#roots = roots
  }

  /** Undefined: nobody knows. */
  parentThen(id: NodeId): NodeId | null | undefined {
    const was = this.was.get(id)
    return was === undefined ? this.present.get(id)?.parent : (was?.parent ?? null)
  }

  /** Whether it was in use then. */
  anchorOf(id: NodeId): Anchor {
    const way: NodeId[] = []
    let anchor: Anchor | undefined
    for (let here: NodeId | null | undefined = id; anchor === undefined; ) {
      if (here === undefined) anchor = 'unknown'
      else if (here === null || here === this.#roots.trash) anchor = 'absent'
      else if (here === this.#roots.root) anchor = 'live'
      else anchor = this.#anchors.get(here)
      if (anchor !== undefined) break
      way.push(here as NodeId)
      here = this.parentThen(here as NodeId)
    }
    for (const one of way) this.#anchors.set(one, anchor)
    return anchor
  }

  /** Ids from the node up, as far as known. */
  *aboveThen(id: NodeId): Generator<NodeId> {
    for (let here: NodeId | null | undefined = id; here != null; here = this.parentThen(here)) yield here
  }

  *aboveNow(id: NodeId): Generator<NodeId> {
    for (let here = this.present.get(id); here !== undefined; here = this.present.get(here.parent ?? -1))
      yield here.id
  }

  /** Whether it was, or is, at or below one of these. */
  isWithin(id: NodeId, tops: ReadonlySet<NodeId>): boolean {
    for (const here of this.aboveThen(id)) if (tops.has(here)) return true
    for (const here of this.aboveNow(id)) if (tops.has(here)) return true
    return false
  }

  pathThen(id: NodeId): string {
    const names: string[] = []
    for (const here of this.aboveThen(id))
      if (here !== this.#roots.root)
        names.push(this.was.get(here)?.name ?? this.present.get(here)?.name ?? '…')
    return `/${names.reverse().join('/')}`
  }

  isLiveNow(id: NodeId): boolean {
    let top: NodeId | undefined
    for (const here of this.aboveNow(id)) top = here
    return top === this.#roots.root
  }

  /** Whether it is in use in the end: put back, or left where it is. */
  comesBack(id: NodeId): boolean {
    for (const here of this.aboveNow(id)) {
      const anchor = this.anchorOf(here)
      if (anchor !== 'unknown') return anchor === 'live' && this.whyGone(here) === undefined
    }
    return false
  }

  /** Why it cannot be put back: deleted for good, or on the way to it, or in another space now. */
  whyGone(id: NodeId): 'purged' | 'elsewhere' | undefined {
    const now = this.present.get(id)
    if (now === undefined) return 'purged'
    if (now.space !== this.#roots.space) return 'elsewhere'
    for (const here of this.aboveNow(id)) if (this.present.get(here)!.purging !== DELETED) return 'purged'
    return undefined
  }
}

/** So many nodes are thought about before others have their turn. */
const BREATH = 1_000

/**
 * What has to change so that a folder is again as it was: what lay in it comes back to where it was, what lies in
 * it and did not goes to where it was, or to the trash.
 * @param folder the space's root for everything.
 */
export async function makePlan(past: Past, folder: NodeId, roots: SpaceRoots): Promise<Plan> {
  const inScope = await scopeOf(past, folder, roots)
  const steps: Step[] = []
  const born: Present[] = []
  const lost: Lost[] = []
  const needed = await neededFolders(past, inScope)
  let count = 0
  for (const id of inScope) {
    if (++count % BREATH === 0) await setImmediate()
    const anchor = past.anchorOf(id)
    const now = past.present.get(id)
    if (anchor === 'absent') {
      if (now !== undefined && isOutermost(past, now)) born.push(now)
      continue
    }
    const path = past.pathThen(id)
    const why = past.whyGone(id) ?? (anchor === 'unknown' ? 'place' : undefined)
    const gone = past.whyGone(id) !== undefined
    if (why !== undefined) lost.push({ path, why })
    if (gone ? !needed.has(id) : anchor === 'unknown' && !past.isLiveNow(id)) continue
    // Where nobody knows its place any more, it stays where it is and holds what it held.
    const was = {
      ...past.was.get(id)!,
      ...(anchor === 'unknown' && { parent: now!.parent!, name: now!.name }),
    }
    if (!gone && isAsItWas(now!, was)) continue
    steps.push({ id, was, now: gone ? undefined : now, depth: path.split('/').length })
  }
  steps.sort((a, b) => a.depth - b.depth || a.id - b.id)
  return { steps, born, lost }
}

/** Folders that are gone, and that something lay in that is not. */
async function neededFolders(past: Past, scope: ReadonlySet<NodeId>): Promise<Set<NodeId>> {
  const needed = new Set<NodeId>()
  let count = 0
  for (const id of scope) {
    if (++count % BREATH === 0) await setImmediate()
    if (past.whyGone(id) !== undefined || past.anchorOf(id) !== 'live') continue
    for (let up = past.parentThen(id); up != null && past.whyGone(up); up = past.parentThen(up))
      needed.add(up)
  }
  return needed
}

/** What lies in something that goes to the trash, or stays there, goes along. */
const isOutermost = (past: Past, now: Present): boolean => now.parent !== null && past.comesBack(now.parent)

/**
 * What has changed and was or is in the folder, with the folders that it has to be put back into, and what has
 * taken the place of any of it.
 */
async function scopeOf(past: Past, folder: NodeId, roots: SpaceRoots): Promise<Set<NodeId>> {
  if (folder === roots.root) return new Set(past.was.keys())
  const placeOf = (parent: NodeId | null, name: string): string => `${parent}/${name}`
  const standing = new Map<string, NodeId>()
  for (const id of past.was.keys()) {
    const now = past.present.get(id)
    if (now !== undefined && now.trashed === null) standing.set(placeOf(now.parent, now.name), id)
  }
  const scope = new Set<NodeId>()
  const tops = new Set([folder])
  for (let known = 0; known < tops.size; ) {
    known = tops.size
    let count = 0
    for (const id of past.was.keys()) {
      if (++count % BREATH === 0) await setImmediate()
      if (scope.has(id) || !past.isWithin(id, tops)) continue
      const live = past.anchorOf(id) === 'live'
      for (const one of live ? past.aboveThen(id) : [id]) {
        const was = past.was.get(one)
        if (was === undefined || scope.has(one)) continue
        scope.add(one)
        const other = was === null ? undefined : standing.get(placeOf(was.parent, was.name))
        if (other !== undefined && other !== one) tops.add(other)
      }
    }
  }
  return scope
}
