import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { askMany, forMany } from '../many.ts'
import { SHARE, type ShareRow, shareOf } from '../shares/share.ts'
import { type ShownShare, showShares } from '../shares/shown.ts'
import { type Box, type Hours, hoursOf, readBoxes } from './box.ts'
import { requireOwnBox } from './change.ts'

/** A box as its owner sees it. */
export interface OwnBox {
  readonly box: Box
  /** Its address, and its folder. */
  readonly shown: ShownShare
  readonly hours: Hours
  readonly deposits: number
  readonly late: number
  /** When the last one was handed in, in seconds. */
  readonly last: number | null
}

const OWN = `SELECT ${SHARE} FROM share s JOIN box b ON b.share = s.id
  WHERE (s.sharer = ? OR s.space IN (SELECT id FROM space WHERE owner = ?)) AND s.id < ?
  ORDER BY s.id DESC LIMIT ?`
const ONE = `SELECT ${SHARE} FROM share s WHERE s.id = ?`
const COUNTS = forMany(
  (list) => `SELECT share, count(*) AS deposits, SUM(late) AS late, MAX(done) AS last FROM deposit
    WHERE share IN (${list}) GROUP BY share`,
)

interface Counted {
  readonly share: number
  readonly deposits: number
  /** PostgreSQL sums to text. */
  readonly late: number | string
  readonly last: number | null
}

/** The newest first; those whose folder lies in the trash are left out. @param before of the last page's last. */
export async function listOwnBoxes(
  domain: Domain,
  actor: Member,
  {
    limit,
    before = Number.MAX_SAFE_INTEGER,
  }: { readonly limit: number; readonly before?: number | undefined },
): Promise<{ boxes: OwnBox[]; next: number | undefined }> {
  const now = seconds(domain.now())
  const { person } = actor
  return await domain.records.read(async (reader) => {
    const rows = await reader.all<ShareRow>(OWN, person, person, before, limit)
    const boxes = await showBoxes(reader, actor, rows, now)
    return { boxes, next: rows.length < limit ? undefined : rows.at(-1)?.id }
  })
}

/** @throws Refusal `not-found`, to all but its owner. */
export async function showOwnBox(domain: Domain, actor: Member, share: number): Promise<OwnBox> {
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    await requireOwnBox(reader, actor, share)
    const row = await reader.get<ShareRow>(ONE, share)
    const [one] = row === undefined ? [] : await showBoxes(reader, actor, [row], now)
    if (one === undefined) throw new Refusal('not-found', 'box-missing')
    return one
  })
}

async function showBoxes(
  reader: Reader,
  actor: Member,
  rows: readonly ShareRow[],
  now: number,
): Promise<OwnBox[]> {
  const ids = rows.map(({ id }) => id)
  const boxes = await readBoxes(reader, ids)
  const counts = await askMany<Counted>(reader, COUNTS, ids)
  const counted = new Map(counts.map((one) => [one.share, one]))
  const { shares } = await showShares(reader, actor, rows.map(shareOf), now)
  return shares.flatMap((shown) => {
    const box = boxes.get(shown.share.id)
    if (box === undefined || shown.location === undefined) return []
    const { deposits = 0, late = 0, last = null } = counted.get(box.share) ?? {}
    return [{ box, shown, hours: hoursOf(box, now), deposits, late: Number(late), last }]
  })
}
