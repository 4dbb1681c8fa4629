import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'
import { type Facet, type Facets, facetsOf } from './facets.ts'
import type { Entry } from './list.ts'
import { locate } from './locate.ts'
import { columns, type Node } from './node.ts'

const NODES = `SELECT ${columns('n')} FROM favourite f JOIN node n ON n.id = f.node WHERE f.person = ? ORDER BY n.id`

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
    const locations = await locate(
      reader,
      actor,
      nodes.map((node) => node.id),
    )
    const found = nodes.flatMap((node) => {
      const seen = locations.get(node.id)
      if (seen === undefined || !below.every((name, i) => seen.path[i] === name)) return []
      const { path, ...rest } = seen
      const entry = { node, name: path.at(-1) ?? '', ...rest }
      return [{ path, entry }]
    })
    const told = found.map(({ entry }) => entry.node)
    return { found, facets: await facetsOf(reader, actor, facets, told, null, now) }
  })
}
