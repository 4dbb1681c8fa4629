import type { Writer } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import type { Domain } from '../domain.ts'
import { type Draft, renewDraft } from './draft.ts'

/** So many rows are copied in one transaction: a few milliseconds, between which others have their turn. */
const SLICE = 250
/** Seconds between signs of life. */
const RENEWAL = 300

/** In the order of names, so that each of the indexes grows at its end where it can. */
const MEMBERS = `INSERT INTO node (id, space, parent, name, kind, size, mtime, etag, content, mime, created, uploaded, author)
  SELECT CAST(? AS BIGINT) - 1 + row_number() OVER (ORDER BY n.name), CAST(? AS BIGINT), CAST(? AS BIGINT), n.name,
    n.kind, n.size, n.mtime, ?, n.content, n.mime, n.created, CAST(? AS BIGINT), ?
  FROM (SELECT name, kind, size, mtime, content, mime, created FROM node
    WHERE parent = ? AND trashed IS NULL AND name > ? ORDER BY name LIMIT ?) n`
const FOLDERS = `SELECT s.id AS source, t.id AS target
  FROM node t JOIN node s ON s.parent = ? AND s.name = t.name AND s.trashed IS NULL
  WHERE t.id BETWEEN ? AND ? AND t.kind = ${FOLDER}`
const NAME = 'SELECT name FROM node WHERE id = ?'

/** Folders whose members are still to be copied, the next one first; never changed, so that a slice can be tried again. */
interface Pending {
  readonly source: NodeId
  readonly target: NodeId
  /** The name of the last member that was copied. */
  readonly after: string
  readonly rest: Pending | undefined
}

interface State {
  readonly pending: Pending | undefined
  /** Ids that were taken and not yet given. */
  readonly ids: { readonly next: NodeId; readonly left: number }
}

/** What every copied node is given. */
export interface CopyStamp {
  readonly etag: string
  readonly author: PersonId | null
  /** Seconds. */
  readonly now: number
}

/** Copies all that lies below a folder into a draft, a slice at a time. */
export async function copyBelow(
  domain: Domain,
  source: NodeId,
  draft: Draft,
  stamp: CopyStamp,
): Promise<void> {
  let state: State = {
    pending: { source, target: draft.node, after: '', rest: undefined },
    ids: { next: 0, left: 0 },
  }
  let alive = stamp.now
  while (state.pending !== undefined) {
    const before = state
    const now = seconds(domain.now())
    const renew = now - alive >= RENEWAL
    if (renew) alive = now
    state = await domain.records.writePart([draft.space], async (writer) => {
      if (renew) await renewDraft(writer, draft, now)
      return await copySlice(writer, before, draft, stamp)
    })
  }
}

async function copySlice(
  writer: Writer,
  { pending, ids }: State,
  draft: Draft,
  stamp: CopyStamp,
): Promise<State> {
  for (let left = SLICE; left > 0 && pending !== undefined; left--) {
    if (ids.left === 0) ids = { next: await writer.ids('node', SLICE), left: SLICE }
    const { source, target, after, rest }: Pending = pending
    const limit = Math.min(left, ids.left)
    const first = ids.next
    const { etag, now, author } = stamp
    const count = await writer.run(
      MEMBERS,
      ...[first, draft.space, target, etag, now, author, source, after, limit],
    )
    ids = { next: first + count, left: ids.left - count }
    left -= count
    pending = rest
    if (count === 0) continue
    const last = first + count - 1
    const folders = await writer.all<{ source: NodeId; target: NodeId }>(FOLDERS, source, first, last)
    if (count === limit) {
      const { name } = (await writer.get<{ name: string }>(NAME, last))!
      pending = { source, target, after: name, rest: pending }
    }
    for (const folder of folders) pending = { ...folder, after: '', rest: pending }
  }
  return { pending, ids }
}
