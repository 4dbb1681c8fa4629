import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { readById } from './find-by-id.ts'
import type { Location } from './locate.ts'
import type { Node } from './node.ts'
import type { Place, Target } from './place.ts'

/** What somebody means, and the folder they saw it in. */
export interface Seen {
  readonly id: NodeId
  readonly from: NodeId
}

const moved = (): Refusal => new Refusal('stale', 'changed-meanwhile')

/** What a path leads to must be what was meant, where it was seen. @throws Refusal `stale`. */
export function requireSeen(place: Place, seen: Seen | undefined): void {
  if (seen === undefined) return
  if (place.node.id !== seen.id || place.trail.at(-2) !== seen.from) throw moved()
}

/** The folder that something goes into must be the one that was meant. @throws Refusal `stale`. */
export function requireInto(target: Target, folder: NodeId | undefined): void {
  if (folder !== undefined && target.parent.node.id !== folder) throw moved()
}

/** The folder in which somebody sees a node; null for their root. */
export const parentSeen = (
  node: Node,
  { isMountRoot, mount }: Pick<Location, 'isMountRoot' | 'mount'>,
): NodeId | null => (isMountRoot && mount !== null ? mount.parent : node.parent)

/** The way to it from the actor's root. @param now seconds. @throws Refusal `not-found`, `stale` when it is elsewhere by now. */
export async function wayTo(
  reader: Reader,
  actor: Member,
  seen: Seen,
  now: number,
): Promise<readonly string[]> {
  const { node, location } = await readById(reader, actor, seen.id, now)
  if (location.path.length === 0) throw new Refusal('not-permitted', 'root-fixed')
  if (parentSeen(node, location) !== seen.from) throw moved()
  return location.path
}

const TRIES = 3
const AGAIN: ReadonlySet<string> = new Set([
  ...['changed-meanwhile', 'node-missing', 'parent-missing', 'parent-not-folder'],
])

/** A way that is looked up may lead elsewhere once it is gone: then it is looked up again. */
export async function lookingAgain<T>(act: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++)
    try {
      return await act()
    } catch (error) {
      if (tried === TRIES || !(error instanceof Refusal && AGAIN.has(error.reason))) throw error
    }
}
