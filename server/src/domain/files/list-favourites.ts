import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { ALL } from '../../vocabulary/permissions.ts'
import type { Domain } from '../domain.ts'
import { mountsOf } from '../mounts/list.ts'
import { rootOf } from '../spaces/root.ts'
import { type Facet, type Facets, facetsOf } from './facets.ts'
import type { Entry } from './list.ts'
import { columns, type Node } from './node.ts'
import type { Mount } from './place.ts'

const NODES = `SELECT ${columns('n')} FROM favourite f JOIN node n ON n.id = f.node WHERE f.person = ? ORDER BY n.id`
/** Everything above the favourites, told once: how many there are decides, not how deep they lie. */
const ABOVE = `WITH RECURSIVE up(id) AS (
    SELECT n.id FROM favourite f JOIN node n ON n.id = f.node WHERE f.person = ?
    UNION SELECT n.parent FROM up JOIN node n ON n.id = up.id WHERE n.parent IS NOT NULL
  ) SELECT n.id, n.parent, n.name, n.trashed FROM up JOIN node n ON n.id = up.id`

interface Step {
  readonly id: NodeId
  readonly parent: NodeId | null
  readonly name: string
  readonly trashed: number | null
}

export interface Found {
  /** Names from the actor's root. */
  readonly path: readonly string[]
  readonly entry: Entry
}

/** What a person has marked at or below a path of theirs, received things included; nothing that lies in a trash. */
export async function listFavourites(
  domain: Domain,
  actor: Member,
  below: readonly string[],
  facets: readonly Facet[],
): Promise<{ found: Found[]; facets: Facets }> {
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    const nodes = await reader.all<Node>(NODES, actor.person)
    const steps = new Map((await reader.all<Step>(ABOVE, actor.person)).map((step) => [step.id, step]))
    const { root } = await rootOf(reader, actor.person)
    const mounts = new Map(
      [...(await mountsOf(reader, actor.person)).values()].map((mount) => [mount.node, mount]),
    )
    const found = nodes.flatMap((node) => {
      const seen = pathOf(node.id, steps, root, mounts)
      if (seen === undefined || !below.every((name, i) => seen.path[i] === name)) return []
      const { path, mount } = seen
      const permissions = mount?.permissions ?? ALL
      const entry = {
        node,
        name: path.at(-1) ?? '',
        permissions,
        mount,
        isMountRoot: mount?.node === node.id,
      }
      return [{ path, entry }]
    })
    const told = found.map(({ entry }) => entry.node)
    return { found, facets: await facetsOf(reader, actor, facets, told, null, now) }
  })
}

function pathOf(
  node: NodeId,
  steps: ReadonlyMap<NodeId, Step>,
  root: NodeId,
  mounts: ReadonlyMap<NodeId, Mount>,
): { path: string[]; mount: Mount | null } | undefined {
  const path: string[] = []
  let mount: Mount | null = null
  for (let at: NodeId | null = node; at !== root; ) {
    const step: Step | undefined = at === null ? undefined : steps.get(at)
    if (step === undefined || step.trashed !== null) return undefined
    const crossed: Mount | undefined = mounts.get(step.id)
    path.unshift(crossed?.name ?? step.name)
    mount ??= crossed ?? null
    at = crossed?.parent ?? step.parent
  }
  return { path, mount }
}
