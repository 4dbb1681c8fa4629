import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { ALL, type Permissions } from '../../vocabulary/permissions.ts'
import { type Received, readView, type View } from '../mounts/view.ts'
import { type Step, stepsAbove } from '../shares/facts.ts'
import { rootOf } from '../spaces/root.ts'
import type { Mount } from './place.ts'

/** Where somebody sees a node. */
export interface Location {
  /** Names from the actor's root. */
  readonly path: readonly string[]
  readonly permissions: Permissions
  /** The innermost mount on the way, if any. */
  readonly mount: Mount | null
  readonly isMountRoot: boolean
}

/**
 * Where a person sees nodes; those that are trashed, gone, or not theirs to see are left out.
 * @param now seconds.
 */
export async function locate(
  reader: Reader,
  actor: Member,
  nodes: readonly NodeId[],
  now: number,
): Promise<Map<NodeId, Location>> {
  const found = new Map<NodeId, Location>()
  if (nodes.length === 0) return found
  const view = await readView(reader, actor.person, now)
  const { root } = await rootOf(reader, actor.person)
  const steps = await stepsAbove(reader, [...new Set(nodes)])
  for (const node of nodes) {
    const location = locationOf({ root, view, steps }, node)
    if (location !== undefined) found.set(node, location)
  }
  return found
}

interface World {
  readonly root: NodeId
  readonly view: View
  readonly steps: ReadonlyMap<NodeId, Step>
}

/** On the way up, what is received is seen where it is mounted. */
function locationOf({ root, view, steps }: World, node: NodeId): Location | undefined {
  const path: string[] = []
  let received: Received | undefined
  let given = 0
  for (let at: NodeId | null = node; at !== root; ) {
    const step: Step | undefined = (received === undefined ? steps : view.above).get(at ?? -1)
    if (step === undefined || step.trashed !== null) return undefined
    const crossed: Received | undefined = received === undefined ? view.received.get(step.id) : undefined
    if (received === undefined) given |= view.given(step.id)
    received ??= crossed
    path.push(crossed?.mount.name ?? step.name)
    at = crossed?.mount.parent ?? step.parent
  }
  path.reverse()
  if (received === undefined) return { path, permissions: ALL, mount: null, isMountRoot: false }
  const { mount, permissions } = received
  return { path, permissions: permissions | given, mount, isMountRoot: mount.node === node }
}
