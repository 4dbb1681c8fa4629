import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { type Facet, type Facets, facetsOf } from '../files/facets.ts'
import type { Found } from '../files/found.ts'
import { boundsOf } from './bounds.ts'
import { catchUp } from './catch-up.ts'
import type { SearchEntry } from './entry.ts'
import { type FieldOfView, fieldOfView } from './field-of-view.ts'
import { type Hit, lookAgain } from './look-again.ts'
import { type Beside, type Candidate, comparing, matches } from './matches.ts'
import { LAST_RESULT, MOST_RESULTS, pinned, type Query, requireModest } from './query.ts'
import { byNode, byTime } from './walk.ts'

export interface Results {
  readonly found: readonly Found[]
  readonly facets: Facets
  /** Whether there are more after these. */
  readonly more: boolean
}

/** So many are looked at again at once. */
const BATCH = 256
/** Along the times no more slices are looked through for a name before all names are. */
const TIME_SLICES = 3
/** No more are kept to choose the first from. */
const KEPT = 2 * LAST_RESULT

/**
 * Finds files and folders in all that a person sees, their own and what they received.
 * @throws Refusal `not-found` for a folder that is not there; `bad-request` for what is too much.
 */
export async function search(
  domain: Domain,
  actor: Member,
  wish: Query,
  facets: readonly Facet[],
): Promise<Results> {
  requireModest(wish.where)
  const first = Math.max(0, Math.min(wish.first, LAST_RESULT))
  const limit = Math.max(0, Math.min(wish.limit, MOST_RESULTS))
  const query = { ...wish, first, limit }
  const view = await domain.records.read((reader) => fieldOfView(reader, actor, query, seconds(domain.now())))
  const wanted = limit === 0 ? 0 : first + limit + 1
  const hits = (await hitsOf({ domain, actor, query, view, wanted })).sort(comparing(query.order))
  const found = hits.slice(first, first + limit).map((hit) => hit.found)
  const now = seconds(domain.now())
  return {
    found,
    facets: await domain.records.read((reader) =>
      facetsOf(
        reader,
        actor,
        facets,
        found.map(({ entry }) => entry.node),
        null,
        now,
      ),
    ),
    more: hits.length > first + limit,
  }
}

interface Search {
  readonly domain: Domain
  readonly actor: Member
  readonly query: Query
  readonly view: FieldOfView
  /** So many hits are enough. */
  readonly wanted: number
}

async function hitsOf(search: Search): Promise<Hit[]> {
  const { query, view } = search
  if (search.wanted === 0) return []
  const pin = pinned(query.where)
  if (pin !== undefined)
    return await first(search, pin === 'favourites' ? [...view.favourites] : [pin.id], Infinity)
  const fitting = view.mounted.filter(({ entry, beside }) => matches(query.where, entry, beside))
  const hits = await first(search, ids(fitting), Infinity)
  for (const [space, beside] of view.spaces) hits.push(...(await hitsIn(search, space, beside)))
  return hits
}

const ids = (candidates: readonly Candidate[]): NodeId[] => candidates.map(({ entry }) => entry.node)

/** Those of the nodes that are hits, in the order given, until there are enough. */
async function first(search: Search, nodes: readonly NodeId[], wanted: number): Promise<Hit[]> {
  const { domain, actor, query, view } = search
  const unique = [...new Set(nodes)]
  const hits: Hit[] = []
  for (let at = 0; at < unique.length && hits.length < wanted; at += BATCH)
    hits.push(...(await lookAgain(domain, actor, query, view, unique.slice(at, at + BATCH))))
  return hits
}

async function hitsIn(search: Search, space: SpaceId, beside: Beside): Promise<Hit[]> {
  const { domain, query, view } = search
  await catchUp(domain, space)
  const mounted = new Set(ids(view.mounted))
  const fitting = (entries: readonly SearchEntry[]): Candidate[] =>
    entries.flatMap((entry) =>
      !mounted.has(entry.node) && matches(query.where, entry, beside) ? [{ entry, beside }] : [],
    )
  const [key] = query.order
  if (key === undefined) return await alongNodes(search, space, fitting)
  if (key.by !== 'mtime' && key.by !== 'taken') return await afterAll(search, space, fitting)
  // What is asked for is mostly either rare, or soon found among what is newest.
  const most = boundsOf(query.where).piece === '' ? Infinity : TIME_SLICES
  const hits = await alongTimes(search, space, fitting, key.descending, most)
  if (hits !== undefined) return hits
  return await afterAll(search, space, fitting)
}

type Fitting = (entries: readonly SearchEntry[]) => Candidate[]

async function alongNodes(search: Search, space: SpaceId, fitting: Fitting): Promise<Hit[]> {
  const { domain, query, wanted } = search
  const hits: Hit[] = []
  for await (const entries of byNode(domain, space, boundsOf(query.where))) {
    const some = fitting(entries).sort(comparing([]))
    hits.push(...(await first(search, ids(some), wanted - hits.length)))
    if (hits.length >= wanted) break
  }
  return hits
}

/** @returns undefined when `most` slices did not hold enough. */
async function alongTimes(
  search: Search,
  space: SpaceId,
  fitting: Fitting,
  descending: boolean,
  most: number,
): Promise<Hit[] | undefined> {
  const { domain, query, wanted } = search
  const hits: Hit[] = []
  let slices = 0
  for await (const { entries, edge } of byTime(
    domain,
    space,
    boundsOf(query.where),
    descending ? 'down' : 'up',
  )) {
    hits.push(...(await first(search, ids(fitting(entries)), Infinity)))
    // Of those at the edge not all have been seen, and the next key may put another of them first.
    const sure = hits.filter(({ entry }) => edge === undefined || entry.mtime !== edge)
    if (sure.length >= wanted) break
    if (edge !== undefined && ++slices >= most) return undefined
  }
  return hits
}

async function afterAll(search: Search, space: SpaceId, fitting: Fitting): Promise<Hit[]> {
  const { domain, query, wanted } = search
  const compare = comparing(query.order)
  let kept: Candidate[] = []
  for await (const entries of byNode(domain, space, boundsOf(query.where))) {
    kept.push(...fitting(entries))
    if (kept.length > KEPT) kept = kept.sort(compare).slice(0, LAST_RESULT + MOST_RESULTS)
  }
  return await first(search, ids(kept.sort(compare)), wanted)
}
