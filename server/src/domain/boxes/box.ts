import type { Reader } from '../../storage/records/records.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { askMany, forMany } from '../many.ts'

/** What happens to a deposit that is begun after the end: it is refused, or taken and marked as late. */
export type Late = 'refuse' | 'mark'

/** When its owner is told of deposits: soon and together, in the evening of each day, or never. */
export const NOTICES = ['at-once', 'daily', 'never'] as const
export type Notices = (typeof NOTICES)[number]

/** What the owner of a box decides. Times are seconds; null: no limit of this kind. */
export interface BoxSettings {
  readonly opens: number | null
  readonly closes: number | null
  /** Seconds after the end in which a deposit that was begun before it may still finish. */
  readonly grace: number
  readonly late: Late
  /** Where a file goes in the box's folder, see `pattern.ts`. */
  readonly pattern: string
  /** Files in one deposit. */
  readonly mostFiles: number | null
  /** Bytes of one file. */
  readonly mostBytes: number | null
  /** Bytes of all deposits together. */
  readonly room: number | null
  /** See `types.ts`; empty for any. */
  readonly types: string
  readonly instructions: string
  /** Files of the owner's that are handed out with the instructions. */
  readonly attachments: readonly NodeId[]
  /** Whether whoever hands in must say who they are. */
  readonly named: boolean
  readonly notices: Notices
}

/** A folder into which others hand in, through a link that shows them nothing. */
export interface Box extends BoxSettings {
  readonly share: number
  readonly node: NodeId
  readonly space: SpaceId
  readonly sharer: PersonId
  readonly label: string
  readonly note: string
  /** Bytes that were handed in so far. */
  readonly held: number
  /** When its owner closed it, whatever its hours; null: they did not. */
  readonly closed: number | null
}

interface BoxRow {
  share: number
  node: number
  space: number
  sharer: string
  label: string
  note: string
  opens: number | null
  closes: number | null
  grace: number
  late: Late
  pattern: string
  most_files: number | null
  most_bytes: number | null
  room: number | null
  held: number
  types: string
  instructions: string
  attachments: string
  named: number
  notices: Notices
  closed: number | null
}

const COLUMNS = `b.share, s.node, s.space, s.sharer, s.label, s.note, b.opens, b.closes, b.grace, b.late, b.pattern,
  b.most_files, b.most_bytes, b.room, b.held, b.types, b.instructions, b.attachments, b.named,
  b.notices, b.closed`
const ONE = `SELECT ${COLUMNS} FROM box b JOIN share s ON s.id = b.share WHERE b.share = ?`

const MANY = forMany(
  (list) => `SELECT ${COLUMNS} FROM box b JOIN share s ON s.id = b.share WHERE b.share IN (${list})`,
)

const boxOf = ({ most_files, most_bytes, attachments, named, ...row }: BoxRow): Box => ({
  ...row,
  mostFiles: most_files,
  mostBytes: most_bytes,
  attachments: JSON.parse(attachments),
  named: named === 1,
})

export async function findBox(reader: Reader, share: number): Promise<Box | undefined> {
  const row = await reader.get<BoxRow>(ONE, share)
  return row === undefined ? undefined : boxOf(row)
}

/** By their numbers. */
export async function readBoxes(reader: Reader, shares: readonly number[]): Promise<Map<number, Box>> {
  const rows = await askMany<BoxRow>(reader, MANY, shares)
  return new Map(rows.map((row) => [row.share, boxOf(row)]))
}

/** @throws Refusal `not-found`. */
export async function requireBox(reader: Reader, share: number): Promise<Box> {
  const box = await findBox(reader, share)
  if (box === undefined) throw new Refusal('not-found', 'box-missing')
  return box
}

type Open = Pick<Box, 'opens' | 'closes' | 'grace' | 'late' | 'closed'>

/** Since when a box that is closed takes nothing. @returns seconds. */
export const closedSince = ({ closed, closes }: Open): number => closed ?? closes ?? 0

/** How a box stands at a moment: not open yet, open, open to what comes late, or closed. */
export type Hours = 'early' | 'open' | 'late' | 'closed'

/** @param now seconds. */
export function hoursOf({ opens, closes, late, closed }: Open, now: number): Hours {
  if (closed !== null && closed <= now) return 'closed'
  if (opens !== null && now < opens) return 'early'
  if (closes === null || now < closes) return 'open'
  return late === 'mark' ? 'late' : 'closed'
}

/** Whether what was begun then may still be finished. Both times in seconds. */
export function mayFinish({ closes, grace, late, closed }: Open, begun: number, now: number): boolean {
  const inTime = (end: number | null): boolean => end === null || (begun < end && now < end + grace)
  return inTime(closed) && (late === 'mark' || inTime(closes))
}
