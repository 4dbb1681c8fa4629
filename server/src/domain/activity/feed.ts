import type { Reader, Writer } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { PersonId, SpaceId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { askMany, forMany } from '../many.ts'
import { readView } from '../mounts/view.ts'
import { rootOf } from '../spaces/root.ts'
import { inOrderOfTime, type Logged, type Run, runsOf } from './runs.ts'

/** What a person is told of, and how it is numbered. */
export interface Feed {
  readonly person: PersonId
  /** The space that is their own. */
  readonly own: SpaceId
  /** Whether they have numbers of their own; if not, they are those of the log of their space. */
  readonly numbered: boolean
  /** The least and the greatest number; the greatest is less by one when there is nothing. */
  readonly first: number
  readonly last: number
  /** Up to which line of each space's log it is numbered. */
  readonly heads: ReadonlyMap<SpaceId, number>
}

/** So many lines of each of so many logs are numbered in one transaction. */
const LINES = 500
const LOGS = 100

const EXTENT = `SELECT
  (SELECT MIN(r.first) FROM activity_run r WHERE r.person = ?) AS first,
  (SELECT r.first + r.count - 1 FROM activity_run r WHERE r.person = ? ORDER BY r.first DESC LIMIT 1) AS last`
const OF_OWN = `SELECT s.seq AS last, (SELECT MIN(c.seq) FROM change c WHERE c.space = s.id) AS first
  FROM space s WHERE s.id = ?`
const HEADS = forMany(
  (
    list,
  ) => `SELECT s.id AS space, s.seq AS last, (SELECT c.at FROM change c WHERE c.space = s.id AND c.seq = s.seq) AS at,
      (SELECT r.seq + r.count - 1 FROM activity_run r WHERE r.space = s.id AND r.person = ?
        ORDER BY r.seq DESC LIMIT 1) AS head
    FROM space s WHERE s.id IN (${list})`,
)
const BEGINNING = 'SELECT seq FROM change WHERE space = ? AND at > ? ORDER BY seq LIMIT 1'
/** Looked for from the latest down. */
const BEFORE = 'SELECT seq FROM change WHERE space = ? AND at <= ? ORDER BY seq DESC LIMIT 1'
const OLDEST = 'SELECT seq FROM change WHERE space = ? ORDER BY seq LIMIT 1'
const NEXT = `SELECT space, seq, at FROM change WHERE space = ? AND seq > ? ORDER BY seq LIMIT ${LINES}`
const INSERT = 'INSERT INTO activity_run (person, first, space, seq, count) VALUES (?, ?, ?, ?, ?)'
const LENGTHEN = 'UPDATE activity_run SET count = count + ? WHERE person = ? AND first = ?'
const NEWEST =
  'SELECT first, space, seq, count FROM activity_run WHERE person = ? ORDER BY first DESC LIMIT 1'

interface Head {
  readonly space: SpaceId
  /** Of its log. */
  readonly last: number
  /** When that was written. */
  readonly at: number | null
  /** Up to where it is numbered; null when nothing is. */
  readonly head: number | null
}

interface State {
  readonly own: SpaceId
  readonly first: number | null
  readonly last: number | null
  readonly heads: readonly Head[]
  /** Since when they see something in a space; those in which they see nothing are missing. */
  readonly since: ReadonlyMap<SpaceId, number>
}

async function stateOf(reader: Reader, person: PersonId, now: number): Promise<State> {
  const { space: own } = await rootOf(reader, person)
  const since = new Map<SpaceId, number>([[own, 0]])
  for (const { mount, since: given } of (await readView(reader, person, now)).received.values())
    since.set(mount.space, Math.min(since.get(mount.space) ?? Number.POSITIVE_INFINITY, given))
  const { first, last } = (await reader.get<Pick<State, 'first' | 'last'>>(EXTENT, person, person))!
  // Of whoever has received nothing yet nothing has to be known.
  const spaces = since.size === 1 && last === null ? [] : [...since.keys()]
  const heads = new Map(
    (await askMany<Head>(reader, HEADS, spaces, [person])).map((head) => [head.space, head]),
  )
  return { own, first, last, heads: [...heads.values()], since }
}

/**
 * What is to be numbered: of a log that is new to them, only what was written since they see something; of their own,
 * nothing as long as there is nothing else.
 */
const behind = ({ own, last: known, heads, since }: State): Head[] =>
  heads.filter(({ space, last, at, head }) => {
    if (head !== null) return head < last
    return at !== null && at > since.get(space)! && !(known === null && space === own)
  })

/**
 * All that a person is to be told of, numbered up to now. Their numbers are those of the log of their own space until
 * they receive something; from then on they are counted up as they ask, and what was written meanwhile is put in the
 * order of its time.
 */
export async function feedOf(domain: Domain, person: PersonId): Promise<Feed> {
  for (let goesOn = true; ; ) {
    const now = seconds(domain.now())
    const { state, plain } = await domain.records.read(async (reader) => {
      const state = await stateOf(reader, person, now)
      const isPlain = state.last === null && !(goesOn && behind(state).length > 0)
      return { state, plain: isPlain ? await ofOwnSpace(reader, person, state.own) : undefined }
    })
    if (plain !== undefined) return plain
    const { own, first, last, heads } = state
    if (!goesOn || behind(state).length === 0) {
      const reached = heads.flatMap(({ space, head }) => (head === null ? [] : [[space, head] as const]))
      return { person, own, numbered: true, first: first!, last: last!, heads: new Map(reached) }
    }
    goesOn = await domain.records.writePart([own], (writer) => goOn(writer, person, now))
  }
}

async function ofOwnSpace(reader: Reader, person: PersonId, own: SpaceId): Promise<Feed> {
  const { first, last } = (await reader.get<{ first: number | null; last: number }>(OF_OWN, own))!
  return { person, own, numbered: false, first: first ?? last + 1, last, heads: new Map([[own, last]]) }
}

/** Numbers the next lines of the logs that have any. @returns false when there was nothing to be numbered. */
async function goOn(writer: Writer, person: PersonId, now: number): Promise<boolean> {
  const state = await stateOf(writer, person, now)
  const { own, last, since } = state
  const logs: Logged[][] = []
  for (const head of behind(state).slice(0, LOGS))
    logs.push(await writer.all<Logged>(NEXT, head.space, await headOf(writer, head, since)))
  const first = logs[0]?.[0]
  if (last === null && first !== undefined) {
    const before = logs.reduce((least, log) => Math.min(least, log[0]?.at ?? least), first.at)
    logs.push(await writer.all<Logged>(NEXT, own, await keepKnown(writer, { person, own, before })))
  }
  const runs = runsOf(inOrderOfTime(logs, LINES))
  await append(writer, person, runs)
  return runs.length > 0
}

/** What they may have been told under the numbers of their own log, before anything else, keeps them. */
async function keepKnown(
  writer: Writer,
  { person, own, before }: { person: PersonId; own: SpaceId; before: number },
): Promise<number> {
  const known = (await writer.get<{ seq: number }>(BEFORE, own, before))?.seq
  if (known === undefined) return 0
  const { seq } = (await writer.get<{ seq: number }>(OLDEST, own))!
  await writer.run(INSERT, person, seq, own, seq, known - seq + 1)
  return known
}

async function headOf(writer: Writer, { space, head }: Head, since: State['since']): Promise<number> {
  if (head !== null) return head
  const first = await writer.get<{ seq: number }>(BEGINNING, space, since.get(space)!)
  return (first?.seq ?? 1) - 1
}

async function append(writer: Writer, person: PersonId, runs: readonly Run[]): Promise<void> {
  const newest = await writer.get<Run & { first: number }>(NEWEST, person)
  let next = newest === undefined ? 1 : newest.first + newest.count
  for (const [place, { space, seq, count }] of runs.entries()) {
    if (place === 0 && newest?.space === space && newest.seq + newest.count === seq)
      await writer.run(LENGTHEN, count, person, newest.first)
    else await writer.run(INSERT, person, next, space, seq, count)
    next += count
  }
}
