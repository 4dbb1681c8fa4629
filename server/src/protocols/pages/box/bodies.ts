import { Refusal } from '../../../vocabulary/refusal.ts'

/** Forms with files that are taken at once: a few classes, and never all that a process does. */
const MOST = 512

let underWay = 0

/** @throws Refusal `busy`. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (underWay >= MOST) throw new Refusal('busy', 'busy')
  underWay++
  try {
    return await work()
  } finally {
    underWay--
  }
}
