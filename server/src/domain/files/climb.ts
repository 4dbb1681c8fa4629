import type { Reader, Writer } from '../../storage/records/records.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { marks } from '../many.ts'

const CLIMB = `WITH RECURSIVE up(id, parent, trashed, step) AS (
    SELECT id, parent, trashed, 0 FROM node WHERE id = ?
    UNION ALL SELECT n.id, n.parent, n.trashed, up.step + 1 FROM up JOIN node n ON n.id = up.parent
  ) SELECT id, trashed FROM up ORDER BY step`

export interface Climbed {
  /** From the node itself up to the root of its space. */
  readonly ids: NodeId[]
  /** Whether the node or anything above it lies in the trash. */
  readonly trashed: boolean
}

/** A node and everything above it in its own space, mounts aside. */
export async function climb(reader: Reader, node: NodeId): Promise<Climbed> {
  const rows = await reader.all<{ id: NodeId; trashed: number | null }>(CLIMB, node)
  return { ids: rows.map((row) => row.id), trashed: rows.some((row) => row.trashed !== null) }
}

/** So many ids stand in one statement. */
const WIDTH = 32

const PROPAGATE = Array.from(
  { length: WIDTH + 1 },
  (_, count) => `UPDATE node SET size = size + ?, mtime = ?, etag = ? WHERE id IN (${marks(count)})`,
)

/** Tells every folder from `folders`, the lowest first, that something below it changed: its size, its time, its etag. */
export async function propagate(
  writer: Writer,
  folders: readonly NodeId[],
  change: { size: number; now: number; etag: string },
): Promise<void> {
  for (let i = 0; i < folders.length; i += WIDTH) {
    const some = folders.slice(i, i + WIDTH)
    await writer.run(PROPAGATE[some.length]!, change.size, change.now, change.etag, ...some)
  }
  writer.announce({ kind: 'changed', chain: folders })
}
