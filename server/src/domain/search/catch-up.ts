import type { Reader, Writer } from '../../storage/records/records.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import type { ChangeVerb } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import { marks } from '../many.ts'
import { eachBelow } from './below.ts'
import { dropEntries, inWidths, putEntries, SEARCHED, type Searched } from './entry.ts'

interface State {
  readonly seq: number
  readonly root: NodeId
  /** Up to where what is searched follows the log; null: not at all yet. */
  readonly reached: number | null
}

const STATE = `SELECT s.seq, s.root, p.seq AS reached FROM space s
  LEFT JOIN search_progress p ON p.space = s.id WHERE s.id = ?`
const REACH = `INSERT INTO search_progress (space, seq) VALUES (?, ?)
  ON CONFLICT (space) DO UPDATE SET seq = excluded.seq`
const FORGET = 'DELETE FROM search_progress WHERE space = ?'

/** So many lines of the log are followed in one transaction. */
const SLICE = 200
const CHANGES = `SELECT seq, verb, node, from_parent, to_parent FROM change
  WHERE space = ? AND seq > ? ORDER BY seq LIMIT ${SLICE}`

interface Line {
  readonly seq: number
  readonly verb: ChangeVerb
  readonly node: NodeId
  readonly from_parent: NodeId | null
  readonly to_parent: NodeId | null
}
const WIDTHS = [128, 16, 1] as const
const ABOVE = WIDTHS.map(
  (width) => `WITH RECURSIVE up(id) AS (
    SELECT id FROM node WHERE id IN (${marks(width)})
    UNION SELECT n.parent FROM up JOIN node n ON n.id = up.id WHERE n.parent IS NOT NULL
  ) SELECT n.space, n.parent, n.trashed, ${SEARCHED} FROM up JOIN node n ON n.id = up.id`,
)
const KNOWN = WIDTHS.map(
  (width) => `SELECT node, kind FROM search_entry WHERE space = ? AND node IN (${marks(width)})`,
)

type Step = Searched & {
  readonly space: SpaceId
  readonly parent: NodeId | null
  readonly trashed: number | null
}

const underWay = new WeakMap<Domain, Map<SpaceId, Promise<void>>>()

/**
 * Brings what is searched of a space up to what its change log says now. Writes of files do nothing for it: the
 * log tells all there is to know, and whoever searches pays for what changed since somebody last did.
 */
export async function catchUp(domain: Domain, space: SpaceId): Promise<void> {
  const running = underWay.get(domain) ?? new Map<SpaceId, Promise<void>>()
  underWay.set(domain, running)
  // Whoever comes while somebody is at it may want more than that one set out for: it looks again afterwards.
  for (let other = running.get(space); other !== undefined; other = running.get(space))
    await other.catch(() => undefined)
  const work = follow(domain, space).finally(() => running.delete(space))
  running.set(space, work)
  await work
}

async function follow(domain: Domain, space: SpaceId): Promise<void> {
  const state = await domain.records.get<State>(STATE, space)
  if (state === undefined || state.reached === state.seq) return
  if (state.reached === null) return await takeAll(domain, space, state)
  for (let reached = state.reached; reached < state.seq; ) {
    const slice = await domain.records.writePart([space], (writer) =>
      followLines(writer, space, state.root, reached),
    )
    // The log is kept for a time only: a copy that nobody has needed for longer is made anew.
    if (slice === undefined) return await takeAll(domain, space, state)
    if (slice.entered.length + slice.left.length > 0) await followFolders(domain, space, slice)
    reached = slice.last
  }
}

async function takeAll(domain: Domain, space: SpaceId, { root, seq }: State): Promise<void> {
  await eachBelow(domain, space, [root], (writer, members) => putEntries(writer, space, members))
  await domain.records.writePart([space], (writer) => writer.run(REACH, space, seq))
}

interface Slice {
  /** The last line that was followed. */
  readonly last: number
  /** Folders that came with all that is in them, and those that went. */
  readonly entered: readonly Step[]
  readonly left: readonly NodeId[]
}

/** @returns undefined when the lines that come next are not there any more. */
async function followLines(
  writer: Writer,
  space: SpaceId,
  root: NodeId,
  after: number,
): Promise<Slice | undefined> {
  const lines = await writer.all<Line>(CHANGES, space, after)
  if (lines[0]?.seq !== after + 1) {
    await writer.run(FORGET, space)
    return undefined
  }
  const changed = [...new Set(lines.map((line) => line.node))]
  const parents = lines.flatMap((line) => [line.from_parent, line.to_parent]).filter((id) => id !== null)
  const steps = await stepsAbove(writer, [...new Set([...changed, ...parents])])
  const known = await knownKinds(writer, space, changed)
  const lives = (id: NodeId): boolean => {
    for (let at: NodeId | null = id; at !== root; ) {
      const step: Step | undefined = at === null ? undefined : steps.get(at)
      if (step === undefined || step.trashed !== null || step.space !== space) return false
      at = step.parent
    }
    return true
  }
  const gone = changed.filter((id) => !lives(id))
  const filled = new Set(lines.filter((line) => bringsMembers(line, known)).map((line) => line.node))
  const entered = [...filled].flatMap((id) => {
    const step = steps.get(id)
    return step?.kind === FOLDER && id !== root && lives(id) ? [step] : []
  })
  const later = new Set(entered.map((step) => step.id))
  // Folders above have new sizes and times, of which the log has no lines of their own.
  const present = [...steps.values()].filter(({ id }) => id !== root && !later.has(id) && lives(id))
  const left = gone.filter((id) => known.get(id) === FOLDER)
  await putEntries(writer, space, present)
  await dropEntries(
    writer,
    space,
    gone.filter((id) => !left.includes(id)),
  )
  const last = lines.at(-1)!.seq
  // Cut off in the middle of a folder, one begins anew rather than believe that it is complete.
  if (entered.length + left.length > 0) await writer.run(FORGET, space)
  else await writer.run(REACH, space, last)
  return { last, entered, left }
}

/** Whether more came with a node than the log has lines for. What a known one holds is known too, unless it was away. */
function bringsMembers({ verb, node, from_parent }: Line, known: ReadonlyMap<NodeId, number>): boolean {
  if (verb === 'create' || verb === 'write') return false
  return !known.has(node) || verb === 'restore' || from_parent === null
}

async function followFolders(domain: Domain, space: SpaceId, { last, entered, left }: Slice): Promise<void> {
  await eachBelow(domain, space, left, (writer, members) =>
    dropEntries(
      writer,
      space,
      members.map(({ id }) => id),
    ),
  )
  await eachBelow(
    domain,
    space,
    entered.map(({ id }) => id),
    (writer, members) => putEntries(writer, space, members),
  )
  await domain.records.writePart([space], async (writer) => {
    await dropEntries(writer, space, left)
    await putEntries(writer, space, entered)
    await writer.run(REACH, space, last)
  })
}

async function stepsAbove(reader: Reader, nodes: readonly NodeId[]): Promise<Map<NodeId, Step>> {
  const steps = new Map<NodeId, Step>()
  for (const [which, some] of inWidths(nodes))
    for (const step of await reader.all<Step>(ABOVE[which]!, ...some)) steps.set(step.id, step)
  return steps
}

async function knownKinds(
  reader: Reader,
  space: SpaceId,
  nodes: readonly NodeId[],
): Promise<Map<NodeId, number>> {
  const kinds = new Map<NodeId, number>()
  for (const [which, some] of inWidths(nodes))
    for (const { node, kind } of await reader.all<{ node: NodeId; kind: number }>(
      KNOWN[which]!,
      space,
      ...some,
    ))
      kinds.set(node, kind)
  return kinds
}
