import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { allows } from '../../vocabulary/permissions.ts'
import type { Domain } from '../domain.ts'
import { type Found, foundOf } from '../files/found.ts'
import { locate } from '../files/locate.ts'
import { columns, type Node } from '../files/node.ts'
import { marks } from '../many.ts'
import { readView } from '../mounts/view.ts'
import { entryOf, inWidths } from './entry.ts'
import { type FieldOfView, isFrom } from './field-of-view.ts'
import { type Candidate, matches } from './matches.ts'
import type { Query } from './query.ts'

const NODES = [128, 16, 1].map(
  (width) => `SELECT ${columns('n')} FROM node n WHERE n.id IN (${marks(width)})`,
)

export interface Hit extends Candidate {
  readonly found: Found
}

/**
 * Which of some nodes really are what is searched, as they are now and where the person sees them. All are located
 * at once: nothing is climbed for each.
 */
export async function lookAgain(
  domain: Domain,
  actor: Member,
  query: Query,
  view: FieldOfView,
  ids: readonly NodeId[],
): Promise<Hit[]> {
  return await domain.records.read(async (reader) => {
    const fitting: (Candidate & { node: Node })[] = []
    const now = seconds(domain.now())
    const locations = await locate(reader, actor, ids, now)
    const { received } = await readView(reader, actor.person, now)
    for (const [which, some] of inWidths(ids))
      for (const node of await reader.all<Node>(NODES[which]!, ...some)) {
        const location = locations.get(node.id)
        const beside = view.spaces.get(node.space)
        if (location === undefined || beside === undefined) continue
        const { path, mount, permissions } = location
        if (!allows(permissions, query.allowed ?? 0)) continue
        if (!isFrom(query.from, beside.owner, mount === null ? undefined : received.get(mount.node))) continue
        const isBelow = (folder: readonly string[]): boolean =>
          path.length > folder.length && folder.every((name, i) => path[i] === name)
        if (!query.below.some(isBelow)) continue
        const name = path.at(-1)!
        const entry = entryOf(node, name)
        if (matches(query.where, entry, beside)) fitting.push({ entry, beside, node })
      }
    const nodes = fitting.map(({ node }) => node)
    const found = await foundOf(reader, actor, nodes, locations, now)
    return fitting.map(({ entry, beside }, i) => ({ entry, beside, found: found[i]! }))
  })
}
