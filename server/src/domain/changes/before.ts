import type { Records } from '../../storage/records/records.ts'
import type { ContentId, NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'

/** What was so of a node at some time; `content` is null for folders and for files without bytes. */
export interface Was {
  readonly parent: NodeId
  readonly name: string
  readonly content: ContentId | null
  readonly mtime: number
}

export interface Before {
  /** Of each node that has changed since; null when it came into the world or into this space only then. */
  readonly was: ReadonlyMap<NodeId, Was | null>
  /** Number of the last change that was looked at. */
  readonly until: number
}

interface Row {
  seq: number
  at: number
  node: NodeId
  from_parent: NodeId | null
  from_name: string | null
  from_content: ContentId | null
  from_mtime: number | null
}

const PAGE = 1_000
const BACKWARDS = `SELECT seq, at, node, from_parent, from_name, from_content, from_mtime FROM change
  WHERE space = ? AND seq <= ? ORDER BY seq DESC LIMIT ${PAGE}`
const LAST = 'SELECT seq FROM space WHERE id = ?'

const wasOf = ({ from_parent, from_name, from_content, from_mtime }: Row): Was | null =>
  from_parent === null
    ? null
    : { parent: from_parent, name: from_name ?? '', content: from_content, mtime: from_mtime ?? 0 }

/** Right before the very first change of a space there was nothing in it; what was before that, nobody knows. */
const isWhole = (oldest: Row | undefined, at: number): boolean => oldest?.seq === 1 && oldest.at === at

/**
 * Reads the log of a space backwards down to the last change before a time: the first change of a node since
 * then says how it was. It is read by page, so that nobody waits for it.
 * @param at seconds; what was changed within that second counts as changed since.
 * @param until the last change to look at; by default the last there is.
 * @throws Refusal `gone` when the log does not reach back so far.
 */
export async function stateBefore(
  records: Records,
  space: SpaceId,
  at: number,
  until?: number,
): Promise<Before> {
  const last = until ?? (await records.get<{ seq: number }>(LAST, space))?.seq ?? 0
  const was = new Map<NodeId, Was | null>()
  let oldest: Row | undefined
  for (let next = last; ; ) {
    const from = next
    const rows = await records.read((reader) => reader.all<Row>(BACKWARDS, space, from))
    oldest = rows.at(-1) ?? oldest
    for (const row of rows) {
      if (row.at < at) return { was, until: last }
      was.set(row.node, wasOf(row))
    }
    if (rows.length < PAGE) {
      if (isWhole(oldest, at)) return { was, until: last }
      throw new Refusal('gone', 'log-short')
    }
    next = rows.at(-1)!.seq - 1
  }
}
