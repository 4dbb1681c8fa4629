import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { columns, type Node } from '../files/node.ts'
import { resolve } from '../files/resolve.ts'
import { askMany, forMany } from '../many.ts'
import { type Received, readView } from '../mounts/view.ts'
import { rootOf } from '../spaces/root.ts'
import { entryOf } from './entry.ts'
import type { Beside, Candidate } from './matches.ts'
import type { Query } from './query.ts'

/** @param received in which it lies, where it is received. */
export const isFrom = (
  from: PersonId | undefined,
  owner: PersonId | null,
  received: Received | undefined,
): boolean => from === undefined || owner === from || received?.givers.includes(from) === true

/** All that somebody may find something in. */
export interface FieldOfView {
  readonly spaces: ReadonlyMap<SpaceId, Beside>
  /** Received things themselves, under the names that they have here. */
  readonly mounted: readonly Candidate[]
  readonly favourites: readonly NodeId[]
}

const FAVOURITES = 'SELECT node FROM favourite WHERE person = ?'
const MOUNTED = forMany((list) => `SELECT ${columns('n')} FROM node n WHERE n.id IN (${list})`)
const OWNER = 'SELECT owner FROM space WHERE id = ?'

/** @param now seconds. @throws Refusal `not-found` for a folder that is not there, `bad-request` for a file to look below. */
export async function fieldOfView(
  reader: Reader,
  actor: Member,
  query: Query,
  now: number,
): Promise<FieldOfView> {
  for (const path of query.below) {
    const { node } = await resolve(reader, actor, path, now)
    if (node.kind !== FOLDER) throw new Refusal('bad-request', 'search-in-file')
  }
  const favourites = (await reader.all<{ node: NodeId }>(FAVOURITES, actor.person)).map(({ node }) => node)
  const besides = new Map<SpaceId, Beside>()
  const besideOf = async (space: SpaceId): Promise<Beside> => {
    const known = besides.get(space)
    if (known !== undefined) return known
    const owner = (await reader.get<{ owner: PersonId | null }>(OWNER, space))?.owner ?? null
    const beside = { favourites: new Set(favourites), owner }
    besides.set(space, beside)
    return beside
  }
  const { from } = query
  if (from === undefined || from === actor.person) await besideOf((await rootOf(reader, actor.person)).space)
  const mounted: Candidate[] = []
  const { received, above } = await readView(reader, actor.person, now)
  const theirs = [...received]
    .filter(([node, one]) => isFrom(from, above.get(node)?.owner ?? null, one))
    .map(([node]) => node)
  for (const node of new Map((await askMany<Node>(reader, MOUNTED, theirs)).map((n) => [n.id, n])).values())
    mounted.push({
      entry: entryOf(node, received.get(node.id)!.mount.name),
      beside: await besideOf(node.space),
    })
  return { spaces: besides, mounted, favourites }
}
