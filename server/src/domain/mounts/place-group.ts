import type { Writer } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { SHOWN } from './mount.ts'
import { asksFirst, offerMount } from './offer.ts'
import { placeMount } from './place.ts'

/** So many members are seen to in one transaction. */
const SLICE = 250

/** A share with a group, as far as placing it goes. */
interface Wanted {
  readonly share: number
  readonly circle: string
  readonly node: NodeId
  readonly space: SpaceId
  readonly name: string
  readonly sharer: PersonId
  readonly owner: PersonId | null
}

const WANTED = `SELECT s.id AS share, s.recipient AS circle, s.node, s.space, n.name, s.sharer, o.owner
  FROM share s JOIN node n ON n.id = s.node JOIN space o ON o.id = s.space`
const ONE = `${WANTED} WHERE s.id = ? AND s.kind = 1`
const OF_GROUP = `${WANTED} WHERE s.recipient = ? AND s.kind = 1 ORDER BY s.id`

const JOB = `INSERT INTO job (id, kind, subject, due, payload) VALUES (?, 'place', ?, ?, ?)
  ON CONFLICT (kind, subject) DO UPDATE SET due = excluded.due, payload = excluded.payload`
const GET = "SELECT payload FROM job WHERE kind = 'place' AND subject = ?"
const NEXT = "SELECT subject FROM job WHERE kind = 'place' AND due <= ? ORDER BY id LIMIT 1"
const DONE = "DELETE FROM job WHERE kind = 'place' AND subject = ?"

/**
 * Whoever joins and whoever shares with the group at the same moment: one of them sees what the other has done. Without
 * this, on an engine that lets both write, neither would.
 */
const HOLD_GROUP = 'UPDATE circle SET created = created WHERE id = ?'

/** Members after a name, in the order of names. */
const SOME = `SELECT m.person FROM membership m WHERE m.circle = ? AND m.person > ? ORDER BY m.person LIMIT ${SLICE}`
const MEMBERS = `FROM membership m JOIN person p ON p.id = m.person JOIN space s ON s.id = p.space
  WHERE m.circle = ? AND m.person > ? AND m.person <= ? AND p.removed IS NULL AND p.id <> ? AND p.id <> ?`
const HOLD = `UPDATE space SET reserved = reserved WHERE id IN (SELECT s.id ${MEMBERS})`
/** All to whose root it goes, and in whose root nothing has the name, at once. */
const PLACE = `INSERT INTO mount (id, person, parent, name, node, space, state, wanted)
  SELECT CAST(? AS BIGINT) - 1 + row_number() OVER (ORDER BY p.id), p.id, s.root, CAST(? AS TEXT),
    CAST(? AS BIGINT), CAST(? AS BIGINT), ${SHOWN}, CAST(? AS TEXT) ${MEMBERS}
  AND NOT EXISTS (SELECT 1 FROM mount x WHERE x.person = p.id AND x.node = ?)
  AND NOT EXISTS (SELECT 1 FROM mount x WHERE x.parent = s.root AND x.name = ? AND x.state = ${SHOWN})
  AND NOT EXISTS (SELECT 1 FROM node x WHERE x.parent = s.root AND x.name = ? AND x.trashed IS NULL)
  AND NOT EXISTS (SELECT 1 FROM setting x WHERE x.name = 'sharing.arrivals' AND (x.scope <> 'person' OR x.subject = p.id))`
const REST = `SELECT p.id ${MEMBERS}
  AND NOT EXISTS (SELECT 1 FROM mount x WHERE x.person = p.id AND x.node = ? AND x.state = ${SHOWN})`
const SEEN = `SELECT p.id ${MEMBERS}`

/**
 * Lets the members of a group see what was shared with it: a class at once, in the transaction that shares; of a large
 * group the first few, and the rest by a job that any process takes up and that may be cut off at any point.
 * @param now seconds.
 */
export async function placeForGroup(writer: Writer, share: number, now: number): Promise<void> {
  const wanted = await writer.get<Wanted>(ONE, share)
  if (wanted === undefined) return
  await writer.run(HOLD_GROUP, wanted.circle)
  const last = await placeSlice(writer, wanted, '', now)
  if (last !== undefined) await remember(writer, share, last, now)
}

const remember = async (writer: Writer, share: number, after: PersonId, now: number): Promise<number> =>
  await writer.run(JOB, await writer.ids('row'), String(share), now, JSON.stringify({ after }))

/** Goes on with what `placeForGroup` has begun, until everybody sees what they were given. */
export async function placeGroups(domain: Domain): Promise<void> {
  for (;;) {
    const now = seconds(domain.now())
    const job = await domain.records.get<{ subject: string }>(NEXT, now)
    if (job === undefined) return
    await domain.records.writePart([], (writer) => goOn(writer, Number(job.subject), now))
  }
}

async function goOn(writer: Writer, share: number, now: number): Promise<void> {
  const job = await writer.get<{ payload: string }>(GET, String(share))
  const wanted = await writer.get<Wanted>(ONE, share)
  if (job === undefined) return
  const { after } = JSON.parse(job.payload) as { after: PersonId }
  const last = wanted && (await placeSlice(writer, wanted, after, now))
  if (last === undefined) await writer.run(DONE, String(share))
  else await remember(writer, share, last, now)
}

/** @returns after whom to go on; undefined when all are done. */
async function placeSlice(
  writer: Writer,
  wanted: Wanted,
  after: PersonId,
  now: number,
): Promise<PersonId | undefined> {
  const some = await writer.all<{ person: PersonId }>(SOME, wanted.circle, after)
  const last = some.at(-1)?.person
  if (last === undefined) return undefined
  const { circle, node, space, name, sharer, owner } = wanted
  const members = [circle, after, last, sharer, owner ?? ''] as const
  await writer.run(HOLD, ...members)
  const first = await writer.ids('row', some.length)
  await writer.run(PLACE, first, name, node, space, name, ...members, node, name, name)
  for (const { id: person } of await writer.all<{ id: PersonId }>(REST, ...members, node))
    await placeMount(writer, { person, node, space, name, now })
  for (const { id: person } of await writer.all<{ id: PersonId }>(SEEN, ...members))
    writer.announce({ kind: 'mounts', person })
  return some.length < SLICE ? undefined : last
}

/** Whoever joins a group sees at once what was shared with it, or is asked. @param now seconds. */
export async function placeForMember(
  writer: Writer,
  person: PersonId,
  group: string,
  now: number,
): Promise<void> {
  await writer.run(HOLD_GROUP, group)
  const given = await writer.all<Wanted>(OF_GROUP, group)
  if (given.length === 0) return
  const asks = await asksFirst(writer, person)
  for (const { node, space, name, sharer, owner } of given) {
    if (person === sharer || person === owner) continue
    const placing = { person, node, space, name, now }
    if (asks) await offerMount(writer, placing)
    else await placeMount(writer, placing)
  }
}
