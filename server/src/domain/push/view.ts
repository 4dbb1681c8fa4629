import type { Reader } from '../../storage/records/records.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { askMany, forMany } from '../many.ts'
import { readView } from '../mounts/view.ts'

/** What somebody can see change. */
export interface View {
  readonly root: NodeId | null
  /** The root of their own space, and each node of another that they see. */
  readonly nodes: readonly NodeId[]
  /** The spaces that those others belong to. */
  readonly spaces: readonly SpaceId[]
  /** Those in which anything might come to be seen: where they have a mount, whether it shows something now or not. */
  readonly mounted: readonly SpaceId[]
  /** Another one where they see something else, or may do something else with it. */
  readonly mark: string
}

const ROOTS = forMany(
  (list) =>
    `SELECT p.id AS person, s.root FROM person p JOIN space s ON s.id = p.space WHERE p.id IN (${list})`,
)
const MOUNTED = forMany((list) => `SELECT DISTINCT person, space FROM mount WHERE person IN (${list})`)

/** @param now seconds. */
export async function readViews(
  reader: Reader,
  people: readonly PersonId[],
  now: number,
): Promise<Map<PersonId, View>> {
  const roots = new Map<PersonId, NodeId>()
  for (const { person, root } of await askMany<{ person: PersonId; root: NodeId }>(reader, ROOTS, people))
    roots.set(person, root)
  const mounted = new Map<PersonId, Set<SpaceId>>(people.map((person) => [person, new Set()]))
  for (const { person, space } of await askMany<{ person: PersonId; space: SpaceId }>(
    reader,
    MOUNTED,
    people,
  ))
    mounted.get(person)?.add(space)
  const views = new Map<PersonId, View>()
  for (const person of people)
    views.set(person, await viewOf(reader, person, roots.get(person) ?? null, mounted.get(person)!, now))
  return views
}

async function viewOf(
  reader: Reader,
  person: PersonId,
  root: NodeId | null,
  mounted: ReadonlySet<SpaceId>,
  now: number,
): Promise<View> {
  if (mounted.size === 0)
    return { root, nodes: root === null ? [] : [root], spaces: [], mounted: [], mark: '' }
  const { received } = await readView(reader, person, now)
  const mark = [...received.values()]
    .map(({ mount, permissions }) => `${mount.node} ${permissions} ${mount.parent}/${mount.name}`)
    .sort()
    .join('\n')
  return {
    root,
    nodes: [...(root === null ? [] : [root]), ...received.keys()],
    spaces: [...new Set([...received.values()].map(({ mount }) => mount.space))],
    mounted: [...mounted],
    mark,
  }
}
