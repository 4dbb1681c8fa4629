import type { Writer } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { markedName } from '../../vocabulary/node-name.ts'
import { isTaken } from './is-taken.ts'

/** For what comes back: `essay.odt` → `essay (restored).odt` → `essay (restored 2).odt` … until one is free. */
export async function freeName(writer: Writer, parent: NodeId, name: string): Promise<string> {
  for (let n = 0; ; n++) {
    const tried = n === 0 ? name : markedName(name, n === 1 ? ' (restored)' : ` (restored ${n})`)
    if (!(await isTaken(writer, parent, tried))) return tried
  }
}
