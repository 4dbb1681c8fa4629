import type { Writer } from '../../storage/records/records.ts'
import { type Actor, SYSTEM } from '../../vocabulary/actor.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { personOf } from '../changes/record.ts'

/** What has to be known to go on after a crash. */
export interface RollBackJob {
  readonly id: number
  readonly space: SpaceId
  readonly at: number
  /** The last change that it undoes. */
  readonly until: number
  readonly folder: NodeId
  readonly actor: Actor
}

/** Seconds that a process may be silent before another takes over. */
const LEASE = 60
const KIND = 'space.roll-back'

const BEGIN = `INSERT INTO job (id, kind, subject, due, lease, payload) VALUES (?, '${KIND}', ?, ?, ?, ?)
  ON CONFLICT (kind, subject) DO UPDATE SET lease = excluded.lease, payload = excluded.payload
    WHERE job.lease IS NULL OR job.lease < excluded.due
  RETURNING id`
export const RENEW = `UPDATE job SET lease = CAST(? AS BIGINT) + ${LEASE} WHERE id = ?`
const END = 'DELETE FROM job WHERE id = ?'
const DUE = `SELECT id, subject, payload FROM job WHERE kind = '${KIND}' AND (lease IS NULL OR lease < ?)
  ORDER BY id LIMIT 1`
const CLAIM = `UPDATE job SET lease = CAST(? AS BIGINT) + ${LEASE}, tries = tries + 1
  WHERE id = ? AND (lease IS NULL OR lease < ?)`

/** One at a time in a space. @param now seconds. @throws Refusal `busy`. */
export async function beginJob(
  writer: Writer,
  wanted: Omit<RollBackJob, 'id'>,
  now: number,
): Promise<RollBackJob> {
  const { space, at, until, folder, actor } = wanted
  const payload = JSON.stringify({ at, until, folder, person: personOf(actor) })
  const id = await writer.ids('row')
  const begun = await writer.get<{ id: number }>(BEGIN, id, String(space), now, now + LEASE, payload)
  if (begun === undefined) throw new Refusal('busy', 'rolling-back')
  return { ...wanted, id: begun.id }
}

export const endJob = (writer: Writer, id: number): Promise<number> => writer.run(END, id)

/** A roll back whose process is gone, now this one's to finish. @param now seconds. */
export async function takeOver(writer: Writer, now: number): Promise<RollBackJob | undefined> {
  const due = await writer.get<{ id: number; subject: string; payload: string }>(DUE, now)
  if (due === undefined || (await writer.run(CLAIM, now, due.id, now)) === 0) return undefined
  const { at, until, folder, person } = JSON.parse(due.payload) as {
    at: number
    until: number
    folder: NodeId
    person: PersonId | null
  }
  const actor: Actor = person === null ? SYSTEM : { kind: 'member', person, admin: false }
  return { id: due.id, space: Number(due.subject), at, until, folder, actor }
}
