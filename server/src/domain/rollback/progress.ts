import type { Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { rootOf } from '../spaces/root.ts'
import type { RolledBack } from './roll-back.ts'

export type RollBackState = 'running' | 'done' | 'failed'

/** How far the last roll back of a space has come. Times are seconds. */
export interface RollBackProgress {
  readonly id: number
  readonly space: SpaceId
  readonly folder: NodeId
  readonly at: number
  readonly state: RollBackState
  readonly done: number
  readonly total: number
  readonly started: number
  /** Null until it is done. */
  readonly result: RolledBack | null
}

interface Row extends Omit<RollBackProgress, 'result'> {
  readonly result: string | null
}

const BEGIN = `INSERT INTO roll_back (space, id, person, folder, at, state, done, total, started)
  VALUES (?, ?, ?, ?, ?, 'running', 0, ?, ?) ON CONFLICT (space) DO UPDATE SET id = excluded.id,
  person = excluded.person, folder = excluded.folder, at = excluded.at, state = 'running', done = 0,
  total = excluded.total, started = excluded.started, result = NULL`
const REACH = "UPDATE roll_back SET done = ?, total = ? WHERE id = ? AND state = 'running'"
const END = 'UPDATE roll_back SET state = ?, done = total, result = ? WHERE id = ?'
const ONE = `SELECT id, space, folder, at, state, done, total, started, result FROM roll_back
  WHERE id = ? AND (space = ? OR person = ?)`

/** Of what could not be put back, so much is kept to be shown. */
const LOST = 200

export const beginProgress = (
  writer: Writer,
  job: { id: number; space: SpaceId; folder: NodeId; at: number },
  { person, total, now }: { person: PersonId | null; total: number; now: number },
): Promise<number> => writer.run(BEGIN, job.space, job.id, person, job.folder, job.at, total, now)

export const reachProgress = (writer: Writer, id: number, done: number, total: number): Promise<number> =>
  writer.run(REACH, done, total, id)

/** @param result undefined when it could not be finished. */
export function endProgress(writer: Writer, id: number, result: RolledBack | undefined): Promise<number> {
  if (result === undefined) return writer.run(END, 'failed', null, id)
  return writer.run(END, 'done', JSON.stringify({ ...result, lost: result.lost.slice(0, LOST) }), id)
}

/** Of one's own space, or begun by oneself. @throws Refusal `not-found`. */
export async function readProgress(domain: Domain, actor: Member, id: number): Promise<RollBackProgress> {
  const row = await domain.records.read(async (reader) => {
    const { space } = await rootOf(reader, actor.person)
    return await reader.get<Row>(ONE, id, space, actor.person)
  })
  if (row === undefined) throw new Refusal('not-found', 'job-missing')
  return { ...row, result: row.result === null ? null : (JSON.parse(row.result) as RolledBack) }
}
