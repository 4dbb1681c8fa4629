import type { Writer } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { instantOf, localDay } from '../../vocabulary/time-zone.ts'
import type { Domain } from '../domain.ts'
import { tellDeposits } from './notice.ts'

/** By the clocks of the school. */
const EVENING = 'T18:00:00Z'
const DAY = 24 * 3600
/** So many boxes are told of in one transaction. */
const SLICE = 200

interface Due {
  readonly share: number
  readonly node: NodeId
  readonly sharer: PersonId
  readonly file: string
  /** PostgreSQL counts to text. */
  readonly count: number | string
}

const LAST = "SELECT value FROM instance WHERE name = 'boxes-told'"
const TOLD = `INSERT INTO instance (name, value) VALUES ('boxes-told', ?)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`
const DUE = `SELECT b.share, s.node, s.sharer, n.name AS file, count(*) AS count
  FROM box b JOIN deposit d ON d.share = b.share AND d.done > b.told AND d.done <= ?
    JOIN share s ON s.id = b.share JOIN node n ON n.id = s.node JOIN person p ON p.id = s.sharer
  WHERE b.notices = 'daily' AND b.share > ? AND n.trashed IS NULL AND p.removed IS NULL
  GROUP BY b.share, s.node, s.sharer, n.name ORDER BY b.share LIMIT ${SLICE}`
/** Of several servers that look at one moment, one tells. */
const CLAIM = 'UPDATE box SET told = ? WHERE share = ? AND told < ?'

/** The last evening that has come. @param now seconds. @returns seconds. */
export function lastEvening(now: number, zone: string): number {
  const of = (at: number): number => instantOf(Date.parse(localDay(at, zone) + EVENING), zone) / 1000
  const today = of(now)
  return today <= now ? today : of(now - DAY)
}

/** In the evening, owners who wish it so are told what came into each of their boxes since the evening before. */
export async function tellDay(domain: Domain): Promise<void> {
  const evening = lastEvening(seconds(domain.now()), domain.timezone ?? 'UTC')
  const last = Number((await domain.records.get<{ value: string }>(LAST))?.value ?? 0)
  if (last >= evening) return
  for (let after: number | undefined = 0; after !== undefined; ) {
    const from: number = after
    after = await domain.records.write([], (writer) => tellSome(writer, domain, evening, from))
  }
  await domain.records.write([], (writer) => writer.run(TOLD, String(evening)))
}

/** @returns the last box, when there may be more. */
async function tellSome(
  writer: Writer,
  domain: Domain,
  evening: number,
  after: number,
): Promise<number | undefined> {
  const due = await writer.all<Due>(DUE, evening, after)
  for (const { share, node, sharer, file, count } of due)
    if ((await writer.run(CLAIM, evening, share, evening)) > 0)
      await tellDeposits(writer, domain, sharer, { share, node, file, count: Number(count) })
  return due.length < SLICE ? undefined : due.at(-1)?.share
}
