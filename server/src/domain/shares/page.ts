import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { type Facet, type Facets, facetsOf } from '../files/facets.ts'
import { type Found, foundOf } from '../files/found.ts'
import { receivedIn } from './list.ts'
import { demandSharing, sharingPolicy } from './policy.ts'
import { SHARE, type ShareRow, shareOf } from './share.ts'
import { type ShownShare, showShares } from './shown.ts'

/** So many are looked through at most. */
const MOST = 10_000
const GIVEN = `SELECT ${SHARE} FROM share s WHERE s.sharer = ? AND (s.expires IS NULL OR s.expires > ?)
  ORDER BY s.id DESC LIMIT ${MOST}`

export interface PageWish {
  readonly limit: number
  /** The place of the last of the page before. */
  readonly before?: number | undefined
}

/** Files and folders by how they are shared, what was shared last first. */
export interface SharedPage {
  readonly found: readonly Found[]
  readonly facets: Facets
  /** Of each of them, the share that was made last. */
  readonly shares: ReadonlyMap<NodeId, ShownShare>
  /** Where the following page begins; undefined on the last. */
  readonly next: number | undefined
}

type Rows = (reader: Reader, now: number) => Promise<ShareRow[]>

/** What was given to somebody and stands among their files. */
export const pageReceived = (
  domain: Domain,
  actor: Member,
  wish: PageWish,
  facets: readonly Facet[],
): Promise<SharedPage> =>
  page(domain, actor, wish, facets, async (reader, now) =>
    (await receivedIn(reader, actor, 'shown', now)).sort((a, b) => b.id - a.id),
  )

/** What somebody gave to people and groups, and by links. */
export const pageGiven = (
  domain: Domain,
  actor: Member,
  wish: PageWish,
  facets: readonly Facet[],
): Promise<SharedPage> =>
  page(domain, actor, wish, facets, (reader, now) => reader.all<ShareRow>(GIVEN, actor.person, now))

async function page(
  domain: Domain,
  actor: Member,
  { limit, before = Number.MAX_SAFE_INTEGER }: PageWish,
  facets: readonly Facet[],
  read: Rows,
): Promise<SharedPage> {
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    demandSharing(await sharingPolicy(reader, actor.person))
    const newest = new Map<NodeId, ShareRow>()
    for (const row of await read(reader, now)) if (!newest.has(row.node)) newest.set(row.node, row)
    const later = [...newest.values()].filter(({ id }) => id < before)
    const some = later.slice(0, limit)
    const shown = await showShares(reader, actor, some.map(shareOf), now)
    const seen = shown.shares.flatMap((share) =>
      share.location === undefined ? [] : [{ ...share, location: share.location }],
    )
    const nodes = seen.map(({ node }) => node)
    const locations = new Map(seen.map(({ node, location }) => [node.id, location]))
    return {
      found: await foundOf(reader, actor, nodes, locations, now),
      facets: await facetsOf(reader, actor, facets, nodes, null, now),
      shares: new Map(seen.map((share) => [share.node.id, share])),
      next: later.length > some.length ? some.at(-1)?.id : undefined,
    }
  })
}
