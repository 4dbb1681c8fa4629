import type { Reader } from '../../storage/records/records.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { askMany, forMany } from '../many.ts'
import type { Received, View } from '../mounts/view.ts'
import { type Step, stepsAbove } from '../shares/facts.ts'
import type { Departures } from './departures.ts'
import type { Feed } from './feed.ts'
import { type Departure, type Line, readDeparturesSince } from './lines.ts'

/** What is told of something received itself: where its owner has it and what they call it is theirs. */
const OF_RECEIVED: ReadonlySet<Line['verb']> = new Set(['write', 'revert', 'comment'])
/** Deeper than any path can be; a way that turns back on itself ends here. */
const DEEPEST = 1_000

const ADVANCED = forMany((list) => `SELECT id, seq FROM space WHERE id IN (${list})`)

/** All by which it is judged what somebody saw happen in the spaces of others. */
interface World {
  readonly feed: Feed
  readonly view: View
  readonly departures: Departures
  readonly lately: readonly Departure[]
  /** Nodes as they lie now. */
  readonly steps: ReadonlyMap<NodeId, Step>
}

/**
 * Of lines about others' spaces those that happened in what a person has received, since they have, and is seen by
 * them now: each with the name that they saw. Where something lay then is told by where it lies now and by what has
 * left its place since; nothing that was brought into a shared folder brings with it what happened to it before.
 * @returns the names, by number.
 */
export async function seenNames(
  reader: Reader,
  lines: readonly Line[],
  { feed, view, departures }: Pick<World, 'feed' | 'view' | 'departures'>,
): Promise<Map<number, string>> {
  const names = new Map<number, string>()
  const foreign = lines.filter(({ space }) => space !== feed.own && feed.heads.has(space))
  if (foreign.length === 0) return names
  const lately = await since(reader, feed, new Set(foreign.map(({ space }) => space)))
  const folders = foreign.flatMap(({ from_parent, to_parent }) => [from_parent, to_parent])
  const left = [...departures.all(), ...lately].map(({ from_parent }) => from_parent)
  const nodes = [...new Set([...folders, ...left])].filter((node) => node !== null)
  const world: World = { feed, view, departures, lately, steps: await stepsAbove(reader, nodes) }
  for (const line of foreign) {
    const name = nameSeen(world, line)
    if (name !== undefined) names.set(line.id, name)
  }
  return names
}

/** What has left its place after all that is numbered: the nodes are read as they are now. */
async function since(reader: Reader, { heads }: Feed, spaces: ReadonlySet<SpaceId>): Promise<Departure[]> {
  const found: Departure[] = []
  for (const { id, seq } of await askMany<{ id: SpaceId; seq: number }>(reader, ADVANCED, [...spaces]))
    if (seq > heads.get(id)!) found.push(...(await readDeparturesSince(reader, id, heads.get(id)!)))
  return found
}

function nameSeen(world: World, line: Line): string | undefined {
  const { person } = world.feed
  const mine = line.actor === person
  // Whom else it was given to is nobody's business but theirs who gave it.
  if (line.verb === 'share' && !mine) return undefined
  const sees = ({ since }: Received): boolean => mine || line.at > since
  const itself = world.view.received.get(line.node)
  if (itself !== undefined && sees(itself) && OF_RECEIVED.has(line.verb)) return itself.mount.name
  if (isWithin(world, line, line.to_parent, sees)) return line.to_name ?? undefined
  // What they took into their own space is told of there.
  if (line.to_parent !== null && ownerOf(world, line.to_parent) === person) return undefined
  return isWithin(world, line, line.from_parent, sees) ? (line.from_name ?? undefined) : undefined
}

const ownerOf = ({ steps }: World, node: NodeId): PersonId | null => steps.get(node)?.owner ?? null

/** Whether a folder was, when a line was written, something received or below it. */
function isWithin(
  world: World,
  line: Line,
  folder: NodeId | null,
  sees: (received: Received) => boolean,
): boolean {
  let at = folder
  for (let depth = 0; at !== null && depth < DEEPEST; depth++) {
    const received = world.view.received.get(at)
    if (received !== undefined && sees(received)) return true
    at = parentThen(world, line, at)
  }
  return false
}

/** In what a node lay when a line was written. */
function parentThen({ departures, lately, steps }: World, { space, seq }: Line, node: NodeId): NodeId | null {
  const left =
    departures.nextOf(space, node, seq) ??
    lately.find((one) => one.space === space && one.node === node && one.seq > seq)
  if (left !== undefined) return left.from_parent
  const step = steps.get(node)
  return step === undefined ? null : step.parent
}
