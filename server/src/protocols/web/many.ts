import { eachOf } from '../../domain/each-of.ts'
import { problemOf } from './problem.ts'
import type { Call } from './route.ts'

/** So many of one request are under way at once: they share the flushes of the disk, and leave room for others. */
const AT_ONCE = 8

type Failed = { readonly id: number; readonly ok: false; readonly problem: ReturnType<typeof problemOf> }

/** Does the same to many: each succeeds or fails by itself. @returns what became of each, in order. */
export async function eachOutcome<Item extends { readonly id: number }, Success extends object>(
  { language, log }: Call,
  items: readonly Item[],
  act: (item: Item) => Promise<Success>,
): Promise<(({ readonly id: number; readonly ok: true } & Success) | Failed)[]> {
  const outcomes: (({ readonly id: number; readonly ok: true } & Success) | Failed)[] = []
  await eachOf([...items.entries()], AT_ONCE, async ([at, item]) => {
    const { id } = item
    try {
      outcomes[at] = { id, ok: true, ...(await act(item)) }
    } catch (error) {
      outcomes[at] = { id, ok: false, problem: problemOf(error, language, log) }
    }
  })
  return outcomes
}
