import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { askMany, forMany } from '../many.ts'
import { SPACES_OF } from '../tags/in-use.ts'
import { readTag } from '../tags/tag.ts'
import { type Facet, type Facets, facetsOf } from './facets.ts'
import { type Found, foundOf } from './found.ts'
import { locate } from './locate.ts'
import { columns, type Node } from './node.ts'

/** What is looked for; what has all of it is found. */
export interface FilesWish {
  readonly favourite: boolean
  /** Numbers of tags. */
  readonly tags: readonly number[]
  readonly first?: number
  readonly most?: number
  /** Only what has a higher number, so that a page goes on where another ended. */
  readonly after?: NodeId
}

const FAVOURITES = 'SELECT node FROM favourite WHERE person = ?'
const TAGGED = `SELECT node FROM node_tag WHERE tag = ? AND space IN (${SPACES_OF})`
const NODES = forMany((list) => `SELECT ${columns('n')} FROM node n WHERE n.id IN (${list}) ORDER BY n.id`)

/**
 * What a person has marked, at or below a path of theirs, received things included; nothing that lies in a trash.
 * @throws Refusal `not-found` (`tag-missing`) for a tag that they can know nothing of.
 */
export async function filterFiles(
  domain: Domain,
  actor: Member,
  below: readonly string[],
  wish: FilesWish,
  facets: readonly Facet[],
): Promise<{ found: Found[]; facets: Facets }> {
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    const ids = await marked(reader, actor, wish)
    const locations = await locate(reader, actor, ids, now)
    const seen = ids.filter((id) => below.every((name, i) => locations.get(id)?.path[i] === name))
    const visible = seen.filter((id) => locations.has(id))
    if (visible.length === 0) for (const tag of wish.tags) await readTag(reader, actor, tag)
    const first = wish.first ?? 0
    const later = visible.filter((id) => id > (wish.after ?? 0))
    const wanted = later.slice(first, first + (wish.most ?? later.length))
    const nodes = await askMany<Node>(reader, NODES, wanted)
    const byId = new Map(nodes.map((node) => [node.id, node]))
    const found = await foundOf(reader, actor, [...byId.values()], locations, now)
    return { found, facets: await facetsOf(reader, actor, facets, [...byId.values()], null, now) }
  })
}

/** In the order of their numbers. */
async function marked(reader: Reader, actor: Member, { favourite, tags }: FilesWish): Promise<NodeId[]> {
  const { person } = actor
  const sets: NodeId[][] = []
  const ask = async (text: string, ...values: (string | number)[]): Promise<void> => {
    sets.push((await reader.all<{ node: NodeId }>(text, ...values)).map(({ node }) => node))
  }
  if (favourite) await ask(FAVOURITES, person)
  for (const tag of new Set(tags)) await ask(TAGGED, tag, person, person)
  const [some, ...others] = sets
  if (some === undefined) throw new Refusal('bad-request', 'filter-rules-missing')
  const rest = others.map((ids) => new Set(ids))
  return some.filter((id) => rest.every((ids) => ids.has(id))).sort((a, b) => a - b)
}
