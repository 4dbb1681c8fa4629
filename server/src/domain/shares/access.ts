import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { allows, SHARE as MAY_SHARE, type Permissions, UPDATE } from '../../vocabulary/permissions.ts'
import { type SchoolCalendar, schoolCalendar } from '../academies/school-year.ts'
import type { Domain } from '../domain.ts'
import { climb } from '../files/climb.ts'
import { readById } from '../files/find-by-id.ts'
import type { Location } from '../files/locate.ts'
import type { Node } from '../files/node.ts'
import { askMany, forMany } from '../many.ts'
import { rootsOfSpace } from '../spaces/root.ts'
import { type EndFacts, givenEnd } from './end.ts'
import { mayKnow } from './list.ts'
import { type EndPolicy, type SharingPolicy, sharingPolicy } from './policy.ts'
import { proposedEnd } from './propose-end.ts'
import { SHARE, type ShareRow, shareOf } from './share.ts'
import { type ShownShare, showShares } from './shown.ts'

/** Seconds. */
export interface Ends {
  /** To be offered to whoever wants one. */
  readonly proposed: number
  /** Without another wish; null: none. */
  readonly given: number | null
  /** Null: there need be none. */
  readonly latest: number | null
}

/** What somebody may do in the way of sharing one thing. */
export interface Sharing {
  readonly people: boolean
  readonly groups: boolean
  readonly links: boolean
  /** Whether a link may let others add and change. */
  readonly upload: boolean
  readonly passwordEnforced: boolean
  readonly linkEnds: Ends
  readonly internalEnds: Ends
}

/** Who has access to something, as far as whoever asks may know. */
export interface Access {
  readonly node: Node
  readonly held: Permissions
  readonly sharing: Sharing
  /** Given of the thing itself and of the folders above it, which give it too: the nearest first. */
  readonly given: readonly ShownShare[]
  /** By what whoever asks has it. */
  readonly received: readonly ShownShare[]
}

/** Links that have ended can be opened again, and so are shown to those who may do that. */
const ON_NODES = forMany(
  (list) => `SELECT ${SHARE} FROM share s WHERE s.node IN (${list})
    AND (s.expires IS NULL OR s.expires > ? OR s.kind > 1) ORDER BY s.kind, s.id`,
)
const OWNER = 'SELECT owner FROM space WHERE id = ?'

/** @throws Refusal `not-found`. */
export async function readAccess(domain: Domain, actor: Member, id: NodeId): Promise<Access> {
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    const { node, location } = await readById(reader, actor, id, now)
    const { ids } = await climb(reader, id)
    const rows = await askMany<ShareRow>(reader, ON_NODES, ids, [], [now])
    rows.sort((a, b) => ids.indexOf(a.node) - ids.indexOf(b.node))
    const { shares } = await showShares(reader, actor, rows.map(shareOf), now)
    const seen = shares.filter((shown) => shown.location !== undefined)
    const policy = await sharingPolicy(reader, actor.person)
    return {
      node,
      held: location.permissions,
      sharing: await sharingOf(reader, { domain, actor, node, location, policy, now }),
      given: seen.filter(({ share, toMe }) => !toMe && mayKnow(share, actor, location, true)),
      received: seen.filter(({ toMe }) => toMe),
    }
  })
}

interface Asked {
  readonly domain: Domain
  readonly actor: Member
  readonly node: Node
  readonly location: Location
  readonly policy: SharingPolicy
  readonly now: number
}

async function sharingOf(
  reader: Reader,
  { domain, actor, node, location, policy, now }: Asked,
): Promise<Sharing> {
  const { owner } = (await reader.get<{ owner: PersonId | null }>(OWNER, node.space))!
  const people =
    policy.enabled &&
    !policy.excluded &&
    allows(location.permissions, MAY_SHARE) &&
    (owner === actor.person || policy.reshare) &&
    node.id !== (await rootsOfSpace(reader, node.space)).root
  const zone = domain.timezone ?? 'UTC'
  const calendar = await schoolCalendar(reader, actor.person)
  const links = people && policy.links
  return {
    people,
    groups: people && policy.groups,
    links,
    upload: links && policy.upload && allows(location.permissions, UPDATE),
    passwordEnforced: policy.linkPassword.enforced,
    linkEnds: endsOf({ policy: policy.linkEnd, now, zone }, calendar),
    internalEnds: endsOf({ policy: policy.internalEnd, now, zone }, calendar),
  }
}

function endsOf(facts: EndFacts, calendar: SchoolCalendar): Ends {
  const { given, enforced }: EndPolicy = facts.policy
  return {
    proposed: proposedEnd(facts, calendar),
    given: given ? givenEnd(facts) : null,
    latest: enforced ? givenEnd(facts) : null,
  }
}
