import type { Reader } from '../../storage/records/records.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'

/** What somebody can see change. */
export interface View {
  readonly root: NodeId | null
  /** The root of their own space, and each node of another that they have mounted. */
  readonly nodes: readonly NodeId[]
  /** The spaces that those others belong to. */
  readonly spaces: readonly SpaceId[]
}

/** So many people are asked for at once. */
const WIDTH = 64
const MARKS = Array(WIDTH).fill('?').join(', ')
const ROOTS = `SELECT p.id AS person, s.root AS node FROM person p JOIN space s ON s.id = p.space WHERE p.id IN (${MARKS})`
const MOUNTS = `SELECT person, node, space FROM mount WHERE state = 0 AND person IN (${MARKS})`

class Seen {
  root: NodeId | null = null
  readonly nodes = new Set<NodeId>()
  readonly spaces = new Set<SpaceId>()

  addRoot(node: NodeId): void {
    this.root = node
    this.nodes.add(node)
  }
}

export async function readViews(reader: Reader, people: readonly PersonId[]): Promise<Map<PersonId, View>> {
  const views = new Map(people.map((person) => [person, new Seen()]))
  for (let i = 0; i < people.length; i += WIDTH) {
    const some = people.slice(i, i + WIDTH)
    const padded = [...some, ...Array<PersonId>(WIDTH - some.length).fill(some[0]!)]
    for (const { person, node } of await reader.all<{ person: PersonId; node: NodeId }>(ROOTS, ...padded))
      views.get(person)?.addRoot(node)
    for (const { person, node, space } of await reader.all<{
      person: PersonId
      node: NodeId
      space: SpaceId
    }>(MOUNTS, ...padded)) {
      views.get(person)?.nodes.add(node)
      views.get(person)?.spaces.add(space)
    }
  }
  return new Map(
    [...views].map(([person, { root, nodes, spaces }]) => [
      person,
      { root, nodes: [...nodes], spaces: [...spaces] },
    ]),
  )
}
