import type { Reader, Value } from '../../storage/records/records.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import type { NodeKind } from '../../vocabulary/node-kind.ts'
import { type ActivityVerb, type ActivityWish, VERBS } from './activity.ts'
import type { Feed } from './feed.ts'

/** A line of the log, under the number that it has for whoever asks. */
export interface Line {
  readonly id: number
  readonly space: SpaceId
  readonly seq: number
  readonly at: number
  readonly verb: Exclude<ActivityVerb, 'rename'>
  readonly actor: PersonId | null
  readonly actor_name: string | null
  readonly node: NodeId
  readonly kind: NodeKind | null
  readonly mime: string | null
  readonly from_parent: NodeId | null
  readonly from_name: string | null
  readonly to_parent: NodeId | null
  readonly to_name: string | null
}

/** That something left a folder of another's space. */
export interface Departure {
  readonly space: SpaceId
  readonly seq: number
  readonly node: NodeId
  readonly from_parent: NodeId
}

/** Numbers of a person's activities, both included. */
export interface Span {
  readonly low: number
  readonly high: number
}

const LINE = `c.space, c.seq, c.at, c.verb, c.actor, p.name AS actor_name, c.node, n.kind, n.mime,
  c.from_parent, c.from_name, c.to_parent, c.to_name`
const NAMED = 'LEFT JOIN person p ON p.id = c.actor LEFT JOIN node n ON n.id = c.node'
const WISHED = `c.verb IN (${VERBS.map((verb) => `'${verb}'`).join(', ')})
  AND (? = 0 OR c.node = ? OR (? = 1 AND (c.from_parent = ? OR c.to_parent = ?)))
  AND (? = 0 OR (c.actor IS NOT NULL AND c.actor = ?))
  AND (? = 0 OR c.actor IS NULL OR c.actor <> ?)`

/** The runs that reach into a span: those that begin in it, and the one before them. */
const RUNS = `WITH run AS (
    SELECT first, space, seq, count FROM activity_run WHERE person = ? AND first > ? AND first <= ?
    UNION ALL SELECT first, space, seq, count FROM (
      SELECT first, space, seq, count FROM activity_run WHERE person = ? AND first <= ? ORDER BY first DESC LIMIT 1
    ) AS before
  )`
const OF_RUNS = `run r JOIN change c ON c.space = r.space AND c.seq < r.seq + r.count
  AND c.seq >= CASE WHEN r.first >= ? THEN r.seq ELSE r.seq + ? - r.first END
  AND c.seq <= r.seq + ? - r.first`

const OWN = `SELECT c.seq AS id, ${LINE} FROM change c ${NAMED}
  WHERE c.space = ? AND c.seq >= ? AND c.seq <= ? AND ${WISHED} ORDER BY c.seq`
const ALL = `${RUNS} SELECT r.first + c.seq - r.seq AS id, ${LINE} FROM ${OF_RUNS} ${NAMED}
  WHERE ${WISHED} ORDER BY id`

const LEFT = `c.from_parent IS NOT NULL AND c.from_content IS NULL
  AND (c.to_parent IS NULL OR c.to_parent <> c.from_parent)`
const DEPARTURE = 'c.space, c.seq, c.node, c.from_parent'
const DEPARTURES = `${RUNS} SELECT ${DEPARTURE} FROM ${OF_RUNS} WHERE c.space <> ? AND ${LEFT}`
const DEPARTURES_SINCE = `SELECT ${DEPARTURE} FROM change c WHERE c.space = ? AND c.seq > ? AND ${LEFT}`

const withinRuns = (person: PersonId, { low, high }: Span): Value[] => [
  ...[person, low, high, person, low],
  ...[low, low, high],
]

/** What happened in a span, the oldest first. */
export async function readLines(
  reader: Reader,
  { person, own, numbered }: Feed,
  span: Span,
  wish: ActivityWish,
): Promise<Line[]> {
  const wished: Value[] = [
    ...[wish.node ?? 0, wish.node ?? 0, wish.inside === true ? 1 : 0, wish.node ?? 0, wish.node ?? 0],
    ...[wish.by === 'self' ? 1 : 0, person],
    ...[wish.by === 'others' ? 1 : 0, person],
  ]
  return numbered
    ? await reader.all<Line>(ALL, ...withinRuns(person, span), ...wished)
    : await reader.all<Line>(OWN, own, span.low, span.high, ...wished)
}

/** Which folders left their places in others' spaces in a span. */
export const readDepartures = (reader: Reader, { person, own }: Feed, span: Span): Promise<Departure[]> =>
  reader.all<Departure>(DEPARTURES, ...withinRuns(person, span), own)

/** @param after number in the log of the space. */
export const readDeparturesSince = (reader: Reader, space: SpaceId, after: number): Promise<Departure[]> =>
  reader.all<Departure>(DEPARTURES_SINCE, space, after)
