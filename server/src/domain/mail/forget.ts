import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'
import type { LetterState } from './letter.ts'

const DAY = 24 * 3600
/** Days after which an address is not remembered any more. */
const KEPT = { sent: 30, failed: 90, kept: 90 } as const

/** Seconds. */
export const keptFor = (state: Exclude<LetterState, 'waiting'>): number => KEPT[state] * DAY

const SLICE = 1_000
const FORGET = `DELETE FROM mail WHERE id IN (
  SELECT id FROM mail WHERE state = ? AND next <= ? ORDER BY next LIMIT ${SLICE})`

/** Forgets letters whose time is over. */
export async function forgetMails(domain: Domain): Promise<void> {
  const now = seconds(domain.now())
  for (const state of Object.keys(KEPT))
    while ((await domain.records.write([], (writer) => writer.run(FORGET, state, now))) === SLICE);
}
