import { announce } from '../look/announce.ts'
import { say } from '../words/say.ts'
import { isSettled, type Queue, rowOf } from './row.ts'
import { failureSentence, totalSentence } from './sentences.ts'
import { totalsOf } from './totals.ts'
import type { Transfers } from './transfers.ts'

/** Percent. */
const STEP = 25
/** So many failures are told one by one; of more, the end says how many. */
const MOST = 3

/** Says how it goes to those who do not see the panel: when it starts, at each quarter, when something fails, at the end. */
export function tellProgress(transfers: Transfers): void {
  let quarter = 0
  let failures = 0
  let ended = true
  const look = (queue: Queue): void => {
    const totals = totalsOf(queue)
    if (totals.settled && queue.rows.every(isSettled)) {
      if (!ended && queue.rows.length > 0) announce(totalSentence(queue, totals, undefined).join(', '))
      ended = true
      quarter = 0
      failures = 0
      return
    }
    const reached = Math.floor((totals.sent / Math.max(1, totals.size)) * (100 / STEP))
    if (reached > quarter && reached < 100 / STEP)
      announce(say('transfer.told.part', { part: reached * STEP }))
    quarter = Math.max(quarter, reached)
  }
  transfers.onEvent((event, queue) => {
    if (event.kind === 'added') {
      ended = false
      const count = event.rows.length
      if (count > 0) announce(say('transfer.told.start', { count, folder: event.folderName }))
    }
    if (event.kind === 'failed')
      for (const id of event.ids) {
        const row = rowOf(queue, id)
        if (row?.failure === undefined || failures++ >= MOST) continue
        announce(
          say('transfer.told.failed', { name: row.own, why: failureSentence(row.failure) }),
          'assertive',
        )
      }
    if (event.kind === 'arrived' || event.kind === 'failed' || event.kind === 'cancelled') look(queue)
  })
}
