import { isFlying, isSettled, type Queue } from './row.ts'

export interface Totals {
  /** Files that are to come or have come. */
  readonly files: number
  readonly done: number
  readonly failed: number
  /** Bytes, of all these files. */
  readonly size: number
  readonly sent: number
  readonly asking: number
  readonly unread: number
  readonly flying: number
  /** Nothing is left that goes on by itself or waits for somebody. */
  readonly settled: boolean
}

export function totalsOf({ rows }: Queue): Totals {
  const totals = { files: 0, done: 0, failed: 0, size: 0, sent: 0, asking: 0, unread: 0, flying: 0 }
  let settled = true
  for (const row of rows) {
    if (!isSettled(row)) settled = false
    if (row.stage === 'cancelled' || row.stage === 'skipped') continue
    totals.files++
    totals.size += row.size
    if (row.stage === 'failed') {
      totals.failed++
      totals.size -= row.size
      continue
    }
    totals.sent += row.sent
    if (row.stage === 'done') totals.done++
    if (row.stage === 'asking') totals.asking++
    if (row.stage === 'unread') totals.unread++
    if (isFlying(row)) totals.flying++
  }
  return { ...totals, settled }
}
