import type { Reader } from '../../storage/records/records.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import type { NodeKind } from '../../vocabulary/node-kind.ts'
import { DOWNLOAD, type Permissions } from '../../vocabulary/permissions.ts'
import { askMany, forMany, marks } from '../many.ts'
import { switchedOn } from './switches.ts'

/** A share as it counts for one person; a share with a group is one for each member who was asked about. */
export interface Grant {
  readonly share: number
  readonly node: NodeId
  readonly to: PersonId
  readonly sharer: PersonId
  /** Whose the space is in which the node lies. */
  readonly owner: PersonId | null
  readonly permissions: Permissions
  /** Seconds. */
  readonly expires: number | null
  /** Seconds: when it was given, or when they joined the group it was given to. */
  readonly since: number
}

/** A node on the way up to the root of its space. */
export interface Step {
  readonly id: NodeId
  readonly parent: NodeId | null
  readonly name: string
  readonly kind: NodeKind
  readonly trashed: number | null
  readonly owner: PersonId | null
}

/** All that it takes to say what somebody holds; nothing in it depends on the clock. */
export interface Facts {
  /** To the person asked about, and to those by whom they were reshared. */
  readonly grants: readonly Grant[]
  /** The nodes that were asked about or given, and everything above them. */
  readonly above: ReadonlyMap<NodeId, Step>
}

/** So long may a chain of reshares be; what is given beyond it gives nothing. */
export const LONGEST_CHAIN = 8

/** Everything above the nodes, told once: how many there are decides, not how deep they lie. */
const ABOVE = forMany(
  (list) => `WITH RECURSIVE up(id) AS (
    SELECT id FROM node WHERE id IN (${list})
    UNION SELECT n.parent FROM up JOIN node n ON n.id = up.id WHERE n.parent IS NOT NULL
  ) SELECT n.id, n.parent, n.name, n.kind, n.trashed, s.owner
  FROM up JOIN node n ON n.id = up.id LEFT JOIN space s ON s.id = n.space`,
)

const GRANT = (
  to: string,
  since: string,
): string => `s.id AS share, s.node, ${to} AS grantee, s.sharer, o.owner,
  s.permissions, s.download, s.expires, ${since} AS since`
const TO_PERSON = GRANT('s.recipient', 's.created')
const TO_MEMBER = GRANT('m.person', 'CASE WHEN m.since > s.created THEN m.since ELSE s.created END')

interface Row extends Omit<Grant, 'to'> {
  readonly grantee: PersonId
  readonly download: number
}

const RECEIVED = `SELECT ${TO_PERSON} FROM share s JOIN space o ON o.id = s.space
    WHERE s.recipient = ? AND s.kind = 0
  UNION ALL SELECT ${TO_MEMBER} FROM membership m
    JOIN share s ON s.recipient = m.circle AND s.kind = 1 JOIN space o ON o.id = s.space WHERE m.person = ?`

/** So many people are asked about at once. */
const PEOPLE = [1, 16] as const
const ON_NODES = PEOPLE.map((people) =>
  forMany(
    (list) => `WITH asked(id) AS (SELECT id FROM node WHERE id IN (${list}))
      SELECT ${TO_PERSON} FROM asked a JOIN share s ON s.node = a.id JOIN space o ON o.id = s.space
        WHERE s.recipient IN (${marks(people)}) AND s.kind = 0
      UNION ALL SELECT ${TO_MEMBER} FROM asked a CROSS JOIN membership m
        JOIN share s ON s.node = a.id AND s.recipient = m.circle AND s.kind = 1 JOIN space o ON o.id = s.space
        WHERE m.person IN (${marks(people)})`,
  ),
)

const grantOf = ({ grantee, download, permissions, ...row }: Row): Grant => ({
  ...row,
  to: grantee,
  permissions: download === 1 ? permissions | DOWNLOAD : permissions,
})

export async function stepsAbove(reader: Reader, nodes: readonly NodeId[]): Promise<Map<NodeId, Step>> {
  return new Map((await askMany<Step>(reader, ABOVE, nodes)).map((step) => [step.id, step]))
}

async function grantsOn(
  reader: Reader,
  nodes: readonly NodeId[],
  people: readonly PersonId[],
): Promise<Grant[]> {
  const grants: Grant[] = []
  for (let at = 0; at < people.length; ) {
    const which = people.length - at === 1 ? 0 : 1
    const width = PEOPLE[which]
    const some = people.slice(at, at + width)
    const filled = [...some, ...Array.from({ length: width - some.length }, () => some[0]!)]
    const rows = await askMany<Row>(reader, ON_NODES[which]!, nodes, [], [...filled, ...filled])
    grants.push(...unique(rows))
    at += width
  }
  return grants
}

/** A list that was filled up finds the same more than once. */
const unique = (rows: readonly Row[]): Grant[] => [
  ...new Map(rows.map((row) => [`${row.share} ${row.grantee}`, grantOf(row)])).values(),
]

function allAbove(above: ReadonlyMap<NodeId, Step>, grants: readonly Grant[]): Set<NodeId> {
  const ids = new Set<NodeId>()
  for (const { node } of grants)
    for (
      let step = above.get(node);
      step !== undefined && !ids.has(step.id);
      step = above.get(step.parent ?? -1)
    )
      ids.add(step.id)
  return ids
}

/** Adds what those hold who passed on what was not theirs, step by step. */
async function withChains(
  reader: Reader,
  grants: readonly Grant[],
  above: ReadonlyMap<NodeId, Step>,
  asked: PersonId,
): Promise<Facts> {
  const all = [...grants]
  const known = new Set([asked])
  let last = grants
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const passed = last.filter(({ sharer, owner }) => sharer !== owner && !known.has(sharer))
    if (passed.length === 0) break
    const sharers = new Set(passed.map(({ sharer }) => sharer))
    for (const sharer of sharers) known.add(sharer)
    last = await grantsOn(reader, [...allAbove(above, passed)], [...sharers])
    all.push(...last)
  }
  return { grants: await switchedOn(reader, all), above }
}

/** What bears on these nodes, for one person; how much else they received makes no difference. */
export async function readFacts(reader: Reader, person: PersonId, nodes: readonly NodeId[]): Promise<Facts> {
  const above = await stepsAbove(reader, nodes)
  return await withChains(reader, await grantsOn(reader, [...above.keys()], [person]), above, person)
}

/** Everything that a person was given. @param beside further nodes to be told about. */
export async function readReceived(
  reader: Reader,
  person: PersonId,
  beside: readonly NodeId[],
): Promise<Facts> {
  const grants = (await reader.all<Row>(RECEIVED, person, person)).map(grantOf)
  const above = await stepsAbove(reader, [...new Set([...grants.map(({ node }) => node), ...beside])])
  return await withChains(reader, grants, above, person)
}
