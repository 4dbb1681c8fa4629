import type { NodeId } from '../../vocabulary/ids.ts'
import { NAMED } from './pace.ts'

/** Deeper than any tree. */
const DEEPEST = 1_000

/**
 * Sorts what changed by who can see it.
 * @param above each changed node with what stands above it.
 * @param isSeen whether somebody's view begins at this node.
 * @returns for each such node what changed at or below it: nobody is told of anything that lies elsewhere.
 * Undefined where it is too much to name.
 */
export function reach(
  above: ReadonlyMap<NodeId, NodeId | null>,
  isSeen: (node: NodeId) => boolean,
): Map<NodeId, readonly NodeId[] | undefined> {
  const found = new Map<NodeId, NodeId[]>()
  for (const node of above.keys()) {
    let up: NodeId | null | undefined = node
    for (let step = 0; up != null && step < DEEPEST; step++) {
      if (isSeen(up)) {
        const nodes = found.get(up)
        if (nodes === undefined) found.set(up, [node])
        else if (nodes.length <= NAMED) nodes.push(node)
      }
      up = above.get(up)
    }
  }
  return new Map([...found].map(([seen, nodes]) => [seen, nodes.length > NAMED ? undefined : nodes]))
}
