import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { type Location, locate } from '../files/locate.ts'
import { columns, type Node } from '../files/node.ts'
import { askMany, forMany } from '../many.ts'
import { type Failures, failuresOfMany } from '../previews/failures.ts'
import { statusesSeen } from '../user-status/read.ts'
import type { UserStatus } from '../user-status/status.ts'
import { stepsAbove } from './facts.ts'
import { GROUP, isLink, PERSON, type Share } from './share.ts'

export interface Party {
  readonly id: string
  readonly name: string
  /** What tells people of one name apart: their address of mail, or their id. */
  readonly unique: string
}

/** What is told of an address. Times in seconds. */
export interface LinkFacts {
  readonly token: string
  /** Whether it asks for a password. */
  readonly protected: boolean
  /** The address to read aloud, while it works. */
  readonly short: { readonly text: string; readonly expires: number } | undefined
  readonly views: number
  readonly downloads: number
  /** The day on which somebody came last. */
  readonly lastUsed: number | null
  /** Whether it is a box to hand in. */
  readonly box: boolean
}

/** A share with everything that is told about it. */
export interface ShownShare {
  readonly share: Share
  readonly node: Node
  /** Whether it was given to whoever asks, or to a group of theirs. */
  readonly toMe: boolean
  /** Where whoever asks sees it; undefined for what they have left or not taken yet. */
  readonly location: Location | undefined
  readonly sharer: Party
  /** Whose the file is. */
  readonly owner: Party
  /** Undefined for links. */
  readonly recipient: Party | undefined
  /** Where the recipient sees it, names from their root. */
  readonly target: readonly string[]
  readonly link: LinkFacts | undefined
  /** Of a recipient who has something to say, to those who may know. */
  readonly status: UserStatus | undefined
}

export interface Shown {
  readonly shares: readonly ShownShare[]
  /** For `hasPreview`. */
  readonly failures: Failures
  /** Which of the things given whoever asks has marked. */
  readonly favourites: ReadonlySet<NodeId>
}

const NONE: Shown = { shares: [], failures: new Set(), favourites: new Set() }

const NODES = forMany(
  (list) => `SELECT ${columns('n')}, s.owner AS owned_by FROM node n JOIN space s ON s.id = n.space
    WHERE n.id IN (${list})`,
)
const PEOPLE = forMany((list) => `SELECT id, name, email FROM person WHERE id IN (${list})`)
const CIRCLES = forMany((list) => `SELECT id, name FROM circle WHERE id IN (${list})`)
const LINKS = forMany(
  (list) => `SELECT l.share, l.token, l.password, l.short, l.short_expires, l.views, l.downloads, l.last_used,
      b.share AS box
    FROM link l LEFT JOIN box b ON b.share = l.share WHERE l.share IN (${list})`,
)
const CIRCLES_OF = 'SELECT circle FROM membership WHERE person = ?'
const FAVOURITES = forMany((list) => `SELECT node FROM favourite WHERE person = ? AND node IN (${list})`)
const TARGETS = forMany(
  (list) => `SELECT s.id AS share, m.parent, m.name FROM share s
    JOIN mount m ON m.person = s.recipient AND m.node = s.node AND m.state = 0
    WHERE s.kind = ${PERSON} AND s.id IN (${list})`,
)

/**
 * Of many shares, with as many statements as of one.
 * @param now seconds.
 */
export async function showShares(
  reader: Reader,
  actor: Member,
  shares: readonly Share[],
  now: number,
): Promise<Shown> {
  if (shares.length === 0) return NONE
  const nodes = await nodesOf(reader, shares)
  const known = {
    nodes,
    people: await peopleOf(reader, shares, nodes),
    circles: await circlesOf(reader, shares),
    mine: await circlesOfOwn(reader, actor, shares),
    links: await linksOf(reader, shares, now),
    targets: await targetsOf(reader, shares),
    statuses: await statusesSeen(reader, actor, recipientsOf(shares, PERSON), now),
    locations: await locate(reader, actor, [...nodes.keys()], now),
  }
  return {
    shares: shares.flatMap((share) => show(share, known, actor)),
    failures: await failuresOfMany(reader, [...nodes.keys()], now),
    favourites: await favouritesOf(reader, actor, [...nodes.keys()]),
  }
}

type Owned = Node & { owned_by: PersonId | null; space: SpaceId }

interface Known {
  readonly nodes: ReadonlyMap<NodeId, Owned>
  readonly people: ReadonlyMap<PersonId, Party>
  readonly circles: ReadonlyMap<string, Party>
  /** Groups of whoever asks. */
  readonly mine: ReadonlySet<string>
  readonly links: ReadonlyMap<number, LinkFacts>
  readonly targets: ReadonlyMap<number, readonly string[]>
  readonly statuses: ReadonlyMap<PersonId, UserStatus>
  readonly locations: ReadonlyMap<NodeId, Location>
}

const nobody = (id: string): Party => ({ id, name: id, unique: id })

function show(share: Share, known: Known, actor: Member): ShownShare[] {
  const node = known.nodes.get(share.node)
  if (node === undefined) return []
  const { owned_by, ...plain } = node
  const person = (id: PersonId): Party => known.people.get(id) ?? nobody(id)
  const location = known.locations.get(share.node)
  const { recipient } = share
  return [
    {
      share,
      node: plain,
      toMe: isToMe(share, known, actor),
      location,
      sharer: person(share.sharer),
      owner: person(owned_by ?? share.sharer),
      recipient: recipient === null ? undefined : partyOf(share, recipient, known, person),
      target: targetOf(share, plain, known, actor, location),
      link: known.links.get(share.id),
      status: share.kind === PERSON && recipient !== null ? known.statuses.get(recipient) : undefined,
    },
  ]
}

function partyOf(share: Share, recipient: string, known: Known, person: (id: PersonId) => Party): Party {
  if (share.kind === PERSON) return person(recipient)
  return known.circles.get(recipient) ?? nobody(recipient)
}

const isToMe = ({ kind, recipient }: Share, { mine }: Known, { person }: Member): boolean =>
  (kind === PERSON && recipient === person) || (kind === GROUP && mine.has(recipient ?? ''))

/** Whoever received it is told their own place; everybody else that of the one person, or what it would be. */
function targetOf(
  share: Share,
  node: Node,
  known: Known,
  actor: Member,
  location: Location | undefined,
): readonly string[] {
  const received = location?.isMountRoot === true && share.sharer !== actor.person && !isLink(share)
  return (received ? location.path : known.targets.get(share.id)) ?? [node.name]
}

const recipientsOf = (shares: readonly Share[], kind: number): string[] => [
  ...new Set(
    shares.flatMap((share) => (share.kind === kind && share.recipient !== null ? [share.recipient] : [])),
  ),
]

async function nodesOf(reader: Reader, shares: readonly Share[]): Promise<Map<NodeId, Owned>> {
  const rows = await askMany<Owned>(reader, NODES, [...new Set(shares.map(({ node }) => node))])
  return new Map(rows.map((row) => [row.id, row]))
}

async function peopleOf(
  reader: Reader,
  shares: readonly Share[],
  nodes: ReadonlyMap<NodeId, Owned>,
): Promise<Map<PersonId, Party>> {
  const owners = [...nodes.values()].flatMap((node) => node.owned_by ?? [])
  const ids = new Set([...shares.map(({ sharer }) => sharer), ...owners, ...recipientsOf(shares, PERSON)])
  const rows = await askMany<{ id: string; name: string; email: string }>(reader, PEOPLE, [...ids])
  return new Map(rows.map(({ id, name, email }) => [id, { id, name: name || id, unique: email || id }]))
}

async function circlesOf(reader: Reader, shares: readonly Share[]): Promise<Map<string, Party>> {
  const ids = recipientsOf(shares, GROUP)
  const rows = await askMany<{ id: string; name: string }>(reader, CIRCLES, ids)
  return new Map(rows.map(({ id, name }) => [id, { id, name, unique: id }]))
}

async function circlesOfOwn(
  reader: Reader,
  { person }: Member,
  shares: readonly Share[],
): Promise<Set<string>> {
  if (!shares.some(({ kind }) => kind === GROUP)) return new Set()
  return new Set((await reader.all<{ circle: string }>(CIRCLES_OF, person)).map(({ circle }) => circle))
}

async function favouritesOf(
  reader: Reader,
  { person }: Member,
  nodes: readonly NodeId[],
): Promise<Set<NodeId>> {
  const rows = await askMany<{ node: NodeId }>(reader, FAVOURITES, nodes, [person])
  return new Set(rows.map(({ node }) => node))
}

interface LinkedRow {
  share: number
  token: string
  password: string | null
  short: string | null
  short_expires: number | null
  views: number
  downloads: number
  last_used: number | null
  box: number | null
}

async function linksOf(reader: Reader, shares: readonly Share[], now: number): Promise<Known['links']> {
  const rows = await askMany<LinkedRow>(
    reader,
    LINKS,
    shares.filter(isLink).map(({ id }) => id),
  )
  return new Map(rows.map((row) => [row.share, linkFacts(row, now)]))
}

function linkFacts(row: LinkedRow, now: number): LinkFacts {
  const { token, short, views, downloads } = row
  const expires = row.short_expires ?? 0
  return {
    ...{ token, views, downloads, lastUsed: row.last_used },
    protected: row.password !== null,
    short: short !== null && expires > now ? { text: short, expires } : undefined,
    box: row.box !== null,
  }
}

async function targetsOf(reader: Reader, shares: readonly Share[]): Promise<Known['targets']> {
  const ids = shares.filter(({ kind }) => kind === PERSON).map(({ id }) => id)
  const rows = await askMany<{ share: number; parent: NodeId; name: string }>(reader, TARGETS, ids)
  const steps = await stepsAbove(reader, [...new Set(rows.map(({ parent }) => parent))])
  return new Map(
    rows.map(({ share, parent, name }) => {
      const path = [name]
      for (let step = steps.get(parent); step !== undefined && step.parent !== null; ) {
        path.unshift(step.name)
        step = steps.get(step.parent)
      }
      return [share, path]
    }),
  )
}
