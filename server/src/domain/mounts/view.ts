import type { Reader } from '../../storage/records/records.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import type { NodeKind } from '../../vocabulary/node-kind.ts'
import { allows, type Permissions, READ } from '../../vocabulary/permissions.ts'
import type { Mount } from '../files/place.ts'
import { type Facts, readReceived, type Step } from '../shares/facts.ts'
import { weigh } from '../shares/rights.ts'
import { whileNothingChanges } from '../standing.ts'
import { MOUNT, SHOWN } from './mount.ts'

/** Something received, where it is seen. */
export interface Received {
  readonly mount: Mount
  readonly kind: NodeKind
  readonly permissions: Permissions
  /** Seconds since when it was given to them. */
  readonly since: number
  /** Who gave it. */
  readonly givers: readonly PersonId[]
}

/** All that a person sees of other spaces at one moment. */
export interface View {
  readonly person: PersonId
  /** By `parent id/name`: only what is there to be seen. */
  readonly places: ReadonlyMap<string, Received>
  /** The same by what is mounted. */
  readonly received: ReadonlyMap<NodeId, Received>
  /** Folders of their own, the root among them, with all that is mounted anywhere below. */
  readonly below: ReadonlyMap<NodeId, readonly Received[]>
  /** Folders of others in which something was given to them besides, with what and how much. */
  readonly within: ReadonlyMap<NodeId, readonly (readonly [NodeId, Permissions])[]>
  /** What the shares of a node itself give them; what they hold there is this and what those above it give. */
  given(node: NodeId): Permissions
  /** What was read about the nodes above what was received, and above where it is seen. */
  readonly above: ReadonlyMap<NodeId, Step>
  /** Seconds within which this holds, the first included. */
  readonly from: number
  readonly until: number
}

/** In an order that stays: the etags of folders above are made of them. */
const OF_PERSON = `SELECT ${MOUNT} FROM mount WHERE person = ? AND state = ${SHOWN} ORDER BY id`

interface Read {
  readonly mounts: readonly Mount[]
  readonly facts: Facts
  /** As it was last weighed. */
  view: View | undefined
}

/** So many people are remembered at a time. */
const PEOPLE = 4096
const standing = whileNothingChanges<Read>(PEOPLE, 'structure')

const NOTHING: Facts = { grants: [], above: new Map() }

async function readAll(reader: Reader, person: PersonId): Promise<Read> {
  const mounts = await reader.all<Mount>(OF_PERSON, person)
  if (mounts.length === 0) return { mounts, facts: NOTHING, view: undefined }
  const places = mounts.flatMap(({ parent, node }) => [parent, node])
  return { mounts, facts: await readReceived(reader, person, places), view: undefined }
}

/** @param now seconds. */
export async function readView(reader: Reader, person: PersonId, now: number): Promise<View> {
  const read = await standing(reader, person, () => readAll(reader, person))
  const { view } = read
  if (view !== undefined && view.from <= now && now < view.until) return view
  read.view = viewOf(person, read, now)
  return read.view
}

function viewOf(person: PersonId, { mounts, facts }: Read, now: number): View {
  const rights = weigh(facts, now)
  const places = new Map<string, Received>()
  const received = new Map<NodeId, Received>()
  const below = new Map<NodeId, Received[]>()
  for (const mount of mounts) {
    const permissions = rights.held(person, mount.node)
    const way = wayUp(facts.above, mount.parent)
    if (!allows(rights.given(person, mount.node), READ) || permissions === 0 || way === undefined) continue
    // What they moved into their own space is theirs, and seen there.
    if (ownerOf(facts.above, mount.node) === person) continue
    const since = rights.since(person, mount.node)
    const givers = rights.givers(person, mount.node)
    const one = { mount, kind: facts.above.get(mount.node)!.kind, permissions, since, givers }
    places.set(`${mount.parent}/${mount.name}`, one)
    received.set(mount.node, one)
    for (const folder of way) {
      const there = below.get(folder)
      if (there === undefined) below.set(folder, [one])
      else there.push(one)
    }
  }
  const { from, until } = rights
  const given = (node: NodeId): Permissions => rights.given(person, node)
  const within = nestedIn(facts, person, given)
  return { person, places, received, below, within, given, above: facts.above, from, until }
}

const ownerOf = (above: Facts['above'], node: NodeId): PersonId | null => above.get(node)?.owner ?? null

/** Who sees a folder must notice, by its etag, when they are given more or less of something in it. */
function nestedIn(
  { grants, above }: Facts,
  person: PersonId,
  given: (node: NodeId) => Permissions,
): Map<NodeId, [NodeId, Permissions][]> {
  const nodes = new Set(grants.filter(({ to }) => to === person).map(({ node }) => node))
  const within = new Map<NodeId, [NodeId, Permissions][]>()
  for (const node of nodes) {
    const way = wayUp(above, above.get(node)?.parent ?? -1) ?? []
    if (!way.some((folder) => nodes.has(folder)) || given(node) === 0) continue
    for (const folder of way) {
      const there = within.get(folder)
      if (there === undefined) within.set(folder, [[node, given(node)]])
      else there.push([node, given(node)])
    }
  }
  return within
}

/** A folder and all above it; undefined when it lies in the trash. */
function wayUp(above: ReadonlyMap<NodeId, Step>, folder: NodeId): NodeId[] | undefined {
  const way: NodeId[] = []
  for (let step = above.get(folder); step !== undefined; step = above.get(step.parent ?? -1)) {
    if (step.trashed !== null) return undefined
    way.push(step.id)
  }
  return way
}
