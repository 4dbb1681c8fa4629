import type { Reader, Writer } from '../../../storage/records/records.ts'
import type { NodeId, PersonId } from '../../../vocabulary/ids.ts'

/** What has to be known to go on after a crash. */
export interface HandOverJob {
  readonly id: number
  readonly from: PersonId
  readonly to: PersonId
  /** The folder of the new owner's into which everything goes, and what it is called. */
  readonly folder: NodeId
  readonly name: string
}

/** Seconds that a process may be silent before another takes over. */
const LEASE = 60
const KIND = 'space.hand-over'

const KNOWN = `SELECT id, payload, lease FROM job WHERE kind = '${KIND}' AND subject = ?`
const BEGIN = `INSERT INTO job (id, kind, subject, due, lease, payload) VALUES (?, '${KIND}', ?, ?, ?, ?)`
const RENEW = `UPDATE job SET lease = CAST(? AS BIGINT) + ${LEASE} WHERE id = ?`
const END = 'DELETE FROM job WHERE id = ?'
const DUE = `SELECT id, subject, payload FROM job WHERE kind = '${KIND}' AND (lease IS NULL OR lease < ?)
  ORDER BY id LIMIT 1`
const CLAIM = `UPDATE job SET lease = CAST(? AS BIGINT) + ${LEASE}, tries = tries + 1
  WHERE id = ? AND (lease IS NULL OR lease < ?)`

interface Row {
  readonly id: number
  readonly subject: PersonId
  readonly payload: string
}

const jobFrom = ({ id, subject, payload }: Row): HandOverJob => ({
  ...(JSON.parse(payload) as Pick<HandOverJob, 'to' | 'folder' | 'name'>),
  ...{ id, from: subject },
})

/** The hand-over of somebody's space that has begun, if any, and whether a process is at it. @param now seconds. */
export async function knownJob(
  writer: Writer,
  from: PersonId,
  now: number,
): Promise<(HandOverJob & { readonly running: boolean }) | undefined> {
  const row = await writer.get<Omit<Row, 'subject'> & { lease: number | null }>(KNOWN, from)
  return row && { ...jobFrom({ ...row, subject: from }), running: row.lease !== null && row.lease >= now }
}

/** @param now seconds. */
export async function beginJob(
  writer: Writer,
  wanted: Omit<HandOverJob, 'id'>,
  now: number,
): Promise<HandOverJob> {
  const { from, to, folder, name } = wanted
  const id = await writer.ids('row')
  await writer.run(BEGIN, id, from, now, now + LEASE, JSON.stringify({ to, folder, name }))
  return { ...wanted, id }
}

/** @param now seconds. @returns 0 when it has ended. */
export const renewJob = (writer: Writer, { id }: HandOverJob, now: number): Promise<number> =>
  writer.run(RENEW, now, id)

/** @returns 0 when another process ended it. */
export const endJob = (writer: Writer, { id }: HandOverJob): Promise<number> => writer.run(END, id)

/** One whose process is gone, now this one's to finish. @param now seconds. */
export async function takeOver(writer: Writer, now: number): Promise<HandOverJob | undefined> {
  const due = await writer.get<Row>(DUE, now)
  if (due === undefined || (await writer.run(CLAIM, now, due.id, now)) === 0) return undefined
  return jobFrom(due)
}

const ALL = `SELECT id, subject, payload FROM job WHERE kind = '${KIND}'`

/** Whether a hand-over from or to somebody has begun and not ended. */
export async function isHandingOver(reader: Reader, person: PersonId): Promise<boolean> {
  const jobs = (await reader.all<Row>(ALL)).map(jobFrom)
  return jobs.some(({ from, to }) => person === from || person === to)
}
