import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import type { NodeKind } from '../../vocabulary/node-kind.ts'
import { allows, READ } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { ChangeVerb } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import { locate } from '../files/locate.ts'
import { NODE_BY_ID, type Node } from '../files/node.ts'
import { rightsOn } from '../shares/rights-on.ts'
import { rootOf } from '../spaces/root.ts'

/** What is worth telling. */
const VERBS = [
  'create',
  'write',
  'move',
  'copy',
  'trash',
  'restore',
  'revert',
  'share',
  'comment',
] as const satisfies ChangeVerb[]
export type ActivityVerb = (typeof VERBS)[number] | 'rename'

/** Something that happened in a person's files. */
export interface Activity {
  /** Grows with time. */
  readonly id: number
  /** Seconds since 1970. */
  readonly at: number
  readonly verb: ActivityVerb
  /** Who did it; null when it was no person. */
  readonly actor: { readonly id: PersonId; readonly name: string } | null
  readonly node: NodeId
  /** Null once nothing is left of it. */
  readonly kind: NodeKind | null
  readonly mime: string
  /** As it was called right after. */
  readonly name: string
  /** Where it lies now; undefined when it is not to be seen any more. */
  readonly path: readonly string[] | undefined
}

export interface ActivityWish {
  /** The last one that is known already; 0 for none. */
  readonly since: number
  readonly order: 'newest-first' | 'oldest-first'
  readonly limit: number
  /** Only one's own deeds, or only those of others. */
  readonly by?: 'self' | 'others'
  readonly node?: NodeId
  /** With a folder: also what happened to what lies in it. */
  readonly inside?: boolean
}

interface Row {
  seq: number
  at: number
  verb: Exclude<ActivityVerb, 'rename'>
  actor: PersonId | null
  actor_name: string | null
  node: NodeId
  kind: NodeKind | null
  mime: string | null
  from_parent: NodeId | null
  from_name: string | null
  to_parent: NodeId | null
  to_name: string | null
}

/** So many lines of the log are looked through before others have their turn, and so many times. */
const SPAN = 4_000
const SPANS = 250

const BETWEEN = `SELECT c.seq, c.at, c.verb, c.actor, p.name AS actor_name, c.node, n.kind, n.mime,
    c.from_parent, c.from_name, c.to_parent, c.to_name
  FROM change c LEFT JOIN person p ON p.id = c.actor LEFT JOIN node n ON n.id = c.node
  WHERE c.space = ? AND c.seq > ? AND c.seq <= ? AND c.verb IN (${VERBS.map((verb) => `'${verb}'`).join(', ')})
    AND (? = 0 OR c.node = ? OR (? = 1 AND (c.from_parent = ? OR c.to_parent = ?)))
    AND (? = 0 OR (c.actor IS NOT NULL AND c.actor = ?))
    AND (? = 0 OR c.actor IS NULL OR c.actor <> ?)`
const NEWEST_FIRST = `${BETWEEN} ORDER BY c.seq DESC LIMIT ?`
const OLDEST_FIRST = `${BETWEEN} ORDER BY c.seq LIMIT ?`
const LAST = `SELECT s.seq, (SELECT MIN(c.seq) FROM change c WHERE c.space = s.id) AS first
  FROM space s WHERE s.id = ?`

/** Of one thing the log of where it lies is asked, if one sees it; else that of one's own space. */
async function logOf(
  reader: Reader,
  actor: Member,
  { node }: ActivityWish,
  now: number,
): Promise<{ space: SpaceId; isForeign: boolean; last: number; first: number }> {
  const { space: own } = await rootOf(reader, actor.person)
  const seen = node !== undefined && allows(await rightsOn(reader, actor, node, now), READ)
  const space = (seen ? (await reader.get<Node>(NODE_BY_ID, node))?.space : undefined) ?? own
  const { seq, first } = (await reader.get<{ seq: number; first: number | null }>(LAST, space))!
  return { space, isForeign: space !== own, last: seq, first: first ?? seq + 1 }
}

/**
 * What happened in a person's own space, or to one thing that they see, after or before something known. Of what was
 * received nothing is told about things that they do not see any more, or never saw.
 * @returns also the number of the last thing that happened at all, and the one to go on from if there may be more.
 * @throws Refusal `not-permitted` for a `since` that nobody can have been given.
 */
export async function listActivity(
  domain: Domain,
  actor: Member,
  wish: ActivityWish,
): Promise<{ activities: Activity[]; last: number; next: number | undefined }> {
  const now = seconds(domain.now())
  const { space, isForeign, last, first } = await domain.records.read((reader) =>
    logOf(reader, actor, wish, now),
  )
  if (wish.since > last) throw new Refusal('not-permitted', 'activity-since')
  const rows: Row[] = []
  // What was before the first line that is kept takes no time to be looked through.
  let at =
    wish.order === 'oldest-first' ? Math.max(wish.since, first - 1) : wish.since === 0 ? last + 1 : wish.since
  for (let span = 0; span < SPANS && rows.length < wish.limit; span++) {
    const [low, high] = wish.order === 'newest-first' ? [at - 1 - SPAN, at - 1] : [at, at + SPAN]
    if (high < first || low >= last) break
    const left = wish.limit - rows.length
    rows.push(
      ...(await domain.records.read((reader) => find(reader, { actor, space, wish, low, high, left }))),
    )
    at = wish.order === 'newest-first' ? low + 1 : high
  }
  const activities = await placed(domain, actor, rows)
  return {
    activities: isForeign ? activities.filter(({ path }) => path !== undefined) : activities,
    last,
    next: rows.length === wish.limit ? rows.at(-1)?.seq : undefined,
  }
}

interface Span {
  readonly actor: Member
  readonly space: number
  readonly wish: ActivityWish
  readonly low: number
  readonly high: number
  readonly left: number
}

const find = (reader: Reader, { actor, space, wish, low, high, left }: Span): Promise<Row[]> =>
  reader.all<Row>(
    wish.order === 'newest-first' ? NEWEST_FIRST : OLDEST_FIRST,
    ...[space, low, high],
    ...[wish.node ?? 0, wish.node ?? 0, wish.inside === true ? 1 : 0, wish.node ?? 0, wish.node ?? 0],
    ...[wish.by === 'self' ? 1 : 0, actor.person],
    ...[wish.by === 'others' ? 1 : 0, actor.person],
    left,
  )

async function placed(domain: Domain, actor: Member, rows: readonly Row[]): Promise<Activity[]> {
  const nodes = [...new Set(rows.map((row) => row.node))]
  const locations = await domain.records.read((reader) => locate(reader, actor, nodes, seconds(domain.now())))
  return rows.map((row) => ({
    id: row.seq,
    at: row.at,
    verb: row.verb === 'move' && row.from_parent === row.to_parent ? 'rename' : row.verb,
    actor: row.actor === null ? null : { id: row.actor, name: row.actor_name || row.actor },
    node: row.node,
    kind: row.kind,
    mime: row.mime ?? '',
    name: row.to_name ?? row.from_name ?? '',
    path: locations.get(row.node)?.path,
  }))
}
