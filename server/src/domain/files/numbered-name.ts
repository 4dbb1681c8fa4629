import type { Writer } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { markedName } from '../../vocabulary/node-name.ts'
import { isTaken } from './is-taken.ts'

/**
 * Numbers a name until it is free, so that nothing is ever hidden or replaced: `Maths`, `Maths (2)`, … Where a class
 * sends files of one name, not every number is tried: steps double until one is free, and the first free one is
 * looked for between the last two.
 */
export async function numberedName(
  writer: Writer,
  parent: NodeId,
  name: string,
  isFolder = false,
): Promise<string> {
  const numbered = (n: number): string => (n === 1 ? name : markedName(name, ` (${n})`, isFolder))
  const taken = (n: number): Promise<boolean> => isTaken(writer, parent, numbered(n))
  if (!(await taken(1))) return name
  let low = 1
  let high = 2
  while (await taken(high)) {
    low = high
    high *= 2
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (await taken(middle)) low = middle
    else high = middle
  }
  return numbered(high)
}
