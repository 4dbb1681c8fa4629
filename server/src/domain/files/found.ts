import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { shownEtags } from '../mounts/shown-etag.ts'
import { readView } from '../mounts/view.ts'
import type { Entry } from './list.ts'
import type { Location } from './locate.ts'
import type { Node } from './node.ts'

/** Something that was found by other means than its path. */
export interface Found {
  /** Names from the actor's root. */
  readonly path: readonly string[]
  readonly entry: Entry
}

/** Nodes as a person sees them, where they were located; all others are left out. @param now seconds. */
export async function foundOf(
  reader: Reader,
  actor: Member,
  nodes: readonly Node[],
  locations: ReadonlyMap<NodeId, Location>,
  now: number,
): Promise<Found[]> {
  const seen = nodes.flatMap((node) => {
    const location = locations.get(node.id)
    return location === undefined ? [] : [{ node, ...location }]
  })
  const etags = await shownEtags(reader, await readView(reader, actor.person, now), seen)
  return seen.map(({ path, ...rest }, i) => ({
    path,
    entry: { ...rest, name: path.at(-1) ?? '', etag: etags[i]! },
  }))
}
