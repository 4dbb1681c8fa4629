import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { columns, type Node } from '../files/node.ts'
import { resolve } from '../files/resolve.ts'
import { rootOf } from '../spaces/root.ts'
import { entryOf } from './entry.ts'
import type { Beside, Candidate } from './matches.ts'
import type { Query } from './query.ts'

/** All that somebody may find something in. */
export interface FieldOfView {
  readonly spaces: ReadonlyMap<SpaceId, Beside>
  /** Received things themselves, under the names that they have here. */
  readonly mounted: readonly Candidate[]
  readonly favourites: readonly NodeId[]
}

const FAVOURITES = 'SELECT node FROM favourite WHERE person = ?'
const MOUNTED = `SELECT ${columns('n')}, m.name AS shown FROM mount m JOIN node n ON n.id = m.node WHERE m.person = ?`
const OWNER = 'SELECT owner FROM space WHERE id = ?'

/** @throws Refusal `not-found` for a folder that is not there, `bad-request` for a file to look below. */
export async function fieldOfView(reader: Reader, actor: Member, query: Query): Promise<FieldOfView> {
  for (const path of query.below) {
    const { node } = await resolve(reader, actor, path)
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
  await besideOf((await rootOf(reader, actor.person)).space)
  const mounted: Candidate[] = []
  for (const { shown, ...node } of await reader.all<Node & { shown: string }>(MOUNTED, actor.person))
    mounted.push({ entry: entryOf(node, shown), beside: await besideOf(node.space) })
  return { spaces: besides, mounted, favourites }
}
