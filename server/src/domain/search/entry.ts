import type { Writer } from '../../storage/records/records.ts'
import { foldLoosely } from '../../vocabulary/fold.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { FOLDER, type NodeKind } from '../../vocabulary/node-kind.ts'
import type { Node } from '../files/node.ts'
import { marks } from '../many.ts'

/** What of a node is searched. Times are seconds. */
export interface SearchEntry {
  readonly node: NodeId
  readonly folded: string
  readonly kind: NodeKind
  readonly size: number
  readonly mtime: number
  /** Of files that nobody told about, the time of the last change. */
  readonly created: number
  readonly uploaded: number
  readonly mime: string
}

export const ENTRY = 'node, folded, kind, size, mtime, created, uploaded, mime'

/** The type that folders have in listings of other servers, and in questions of clients. */
export const FOLDER_TYPE = 'httpd/unix-directory'

export type Searched = Pick<Node, 'id' | 'name' | 'kind' | 'size' | 'mtime' | 'created' | 'uploaded' | 'mime'>
/** The columns of a node that make its entry, for a table known as `n`. */
export const SEARCHED = 'n.id, n.name, n.kind, n.size, n.mtime, n.created, n.uploaded, n.mime'

export const entryOf = (node: Searched, name = node.name): SearchEntry => ({
  node: node.id,
  folded: foldLoosely(name),
  kind: node.kind,
  size: node.size,
  mtime: node.mtime,
  created: node.created > 0 ? node.created : node.mtime,
  uploaded: node.uploaded > 0 ? node.uploaded : node.mtime,
  mime: node.kind === FOLDER ? FOLDER_TYPE : node.mime.toLowerCase(),
})

const WIDTHS = [128, 16, 1] as const
const PUT = WIDTHS.map(
  (width) => `INSERT INTO search_entry (space, ${ENTRY})
    VALUES ${Array.from({ length: width }, () => '(?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}
    ON CONFLICT (space, node) DO UPDATE SET folded = excluded.folded, kind = excluded.kind, size = excluded.size,
      mtime = excluded.mtime, created = excluded.created, uploaded = excluded.uploaded, mime = excluded.mime`,
)
const DROP = WIDTHS.map(
  (width) => `DELETE FROM search_entry WHERE space = ?
    AND node IN (${marks(width)})`,
)

/** @param nodes each only once. */
export async function putEntries(writer: Writer, space: SpaceId, nodes: readonly Searched[]): Promise<void> {
  for (const [which, some] of inWidths(nodes))
    await writer.run(
      PUT[which]!,
      ...some.flatMap((node) => {
        const { folded, kind, size, mtime, created, uploaded, mime } = entryOf(node)
        return [space, node.id, folded, kind, size, mtime, created, uploaded, mime]
      }),
    )
}

export async function dropEntries(writer: Writer, space: SpaceId, nodes: readonly NodeId[]): Promise<void> {
  for (const [which, some] of inWidths(nodes)) await writer.run(DROP[which]!, space, ...some)
}

/** Cuts a list into pieces of few different lengths, so that each statement is prepared once. */
export function* inWidths<T>(all: readonly T[]): Generator<[which: number, some: readonly T[]]> {
  let at = 0
  for (const [which, width] of WIDTHS.entries())
    for (; all.length - at >= width; at += width) yield [which, all.slice(at, at + width)]
}
