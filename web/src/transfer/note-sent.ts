import { noteArrived, noteFlying } from './arriving.ts'
import { isFlying, rowOf } from './row.ts'
import type { Transfers } from './transfers.ts'

/** Tells the gauge what the server’s figure does not hold yet. */
export function noteSent(transfers: Transfers): void {
  transfers.subscribe(() => {
    let flying = 0
    for (const row of transfers.shown().rows) if (isFlying(row)) flying += row.sent
    noteFlying(flying)
  })
  transfers.onEvent((event, queue) => {
    if (event.kind !== 'arrived') return
    noteArrived(event.ids.reduce((sum, id) => sum + (rowOf(queue, id)?.size ?? 0), 0))
  })
}
