import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { ALL, type Permissions } from '../../vocabulary/permissions.ts'
import { askMany, forMany } from '../many.ts'
import { mountsOf } from '../mounts/list.ts'
import { rootOf } from '../spaces/root.ts'
import type { Mount } from './place.ts'

interface Step {
  readonly id: NodeId
  readonly parent: NodeId | null
  readonly name: string
  readonly trashed: number | null
}

/** Where somebody sees a node. */
export interface Location {
  /** Names from the actor's root. */
  readonly path: readonly string[]
  readonly permissions: Permissions
  /** The innermost mount on the way, if any. */
  readonly mount: Mount | null
  readonly isMountRoot: boolean
}

/** Everything above the nodes, told once: how many there are decides, not how deep they lie. */
const ABOVE = forMany(
  (list) => `WITH RECURSIVE up(id) AS (
    SELECT id FROM node WHERE id IN (${list})
    UNION SELECT n.parent FROM up JOIN node n ON n.id = up.id WHERE n.parent IS NOT NULL
  ) SELECT n.id, n.parent, n.name, n.trashed FROM up JOIN node n ON n.id = up.id`,
)

async function stepsAbove(reader: Reader, nodes: readonly NodeId[]): Promise<Map<NodeId, Step>> {
  return new Map((await askMany<Step>(reader, ABOVE, nodes)).map((step) => [step.id, step]))
}

/** Where a person sees nodes; those that are trashed, gone, or not theirs to see are left out. */
export async function locate(
  reader: Reader,
  actor: Member,
  nodes: readonly NodeId[],
): Promise<Map<NodeId, Location>> {
  const found = new Map<NodeId, Location>()
  if (nodes.length === 0) return found
  const mounts = [...(await mountsOf(reader, actor.person)).values()]
  const { root } = await rootOf(reader, actor.person)
  const world = {
    root,
    mounts: new Map(mounts.map((mount) => [mount.node, mount])),
    steps: await stepsAbove(reader, [...new Set([...nodes, ...mounts.map((mount) => mount.parent)])]),
  }
  for (const node of nodes) {
    const location = locationOf(world, node)
    if (location !== undefined) found.set(node, location)
  }
  return found
}

interface World {
  readonly root: NodeId
  /** By what is mounted. */
  readonly mounts: ReadonlyMap<NodeId, Mount>
  readonly steps: ReadonlyMap<NodeId, Step>
}

function locationOf(world: World, node: NodeId): Location | undefined {
  const path: string[] = []
  let mount: Mount | null = null
  for (let at: NodeId | null = node; at !== world.root; ) {
    const step: Step | undefined = at === null ? undefined : world.steps.get(at)
    if (step === undefined || step.trashed !== null) return undefined
    const crossed: Mount | undefined = world.mounts.get(step.id)
    if (crossed !== undefined && liesInTrash(world, step.id)) return undefined
    path.unshift(crossed?.name ?? step.name)
    mount ??= crossed ?? null
    at = crossed?.parent ?? step.parent
  }
  return { path, permissions: mount?.permissions ?? ALL, mount, isMountRoot: mount?.node === node }
}

/** Whether its owner deleted a folder above what they had given. */
function liesInTrash({ steps }: World, node: NodeId): boolean {
  for (let step = steps.get(node); step !== undefined; step = steps.get(step.parent ?? -1))
    if (step.trashed !== null) return true
  return false
}
