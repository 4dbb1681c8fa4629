import { answers } from '../api/answers.ts'
import type { Transfers } from './transfers.ts'

const FIRST = 1_000
const LONGEST = 30_000

/**
 * Asks for the server again while the queue waits for it: after 1, 2, 4 … 30 seconds, each a little early or late so
 * that not all of a school come back at once, and right away when the browser says that the network is back.
 */
export function mendLine(transfers: Transfers): void {
  let wait = FIRST
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    if (!transfers.now.offline) return
    if (await answers()) return transfers.tell({ kind: 'line', up: true })
    later()
  }
  const later = (): void => {
    if (timer !== undefined) return
    timer = setTimeout(look, wait * (0.75 + Math.random() / 2))
    wait = Math.min(wait * 2, LONGEST)
  }
  transfers.onEvent((event) => {
    if (event.kind === 'arrived' || event.kind === 'judged') wait = FIRST
    if (event.kind === 'line' && !event.up) later()
  })
  window.addEventListener('online', () => {
    wait = FIRST
    void look()
  })
  window.addEventListener('offline', () => {
    if (transfers.now.rows.length > 0) transfers.tell({ kind: 'line', up: false })
  })
}
