import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { personOf } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import { rootsOfSpace } from '../spaces/root.ts'
import { DRAFT, PURGING } from '../trash/state.ts'

/**
 * A tree in the making, too large for one transaction: it hangs in the trash of its space, where nobody sees or
 * counts it, until one small transaction gives it its place. What never gets there is purged like anything that
 * was deleted for good (docs/adr/0015).
 */
export interface Draft {
  readonly entry: number
  readonly node: NodeId
  readonly space: SpaceId
}

/** Seconds without a sign of life before a draft is given up. */
const LEASE = 3600

const ENTRY = `INSERT INTO trash (id, space, node, origin, name, location, deleted, deleted_by, purging)
  VALUES (?, ?, ?, NULL, ?, '', ?, ?, ${DRAFT})`
const HIDE = 'UPDATE node SET parent = ?, trashed = ? WHERE id = ?'
const PROMISE = "INSERT INTO job (id, kind, subject, due) VALUES (?, 'draft', ?, ?)"
const RENEW = "UPDATE job SET due = ? WHERE kind = 'draft' AND subject = ?"
const KEEP = "DELETE FROM job WHERE kind = 'draft' AND subject = ?"
const UNLIST = `DELETE FROM trash WHERE id = ? AND purging = ${DRAFT}`
const CONDEMN = `UPDATE trash SET purging = ${PURGING} WHERE id = ? AND purging = ${DRAFT}`
const OVERDUE = "SELECT subject FROM job WHERE kind = 'draft' AND due <= ? ORDER BY due LIMIT 100"
const SPACE = 'SELECT space FROM trash WHERE id = ?'

/** Makes a node without a place the root of a draft. @param now seconds. */
export async function beginDraft(
  writer: Writer,
  actor: Actor,
  root: { node: NodeId; space: SpaceId; name: string },
  now: number,
): Promise<Draft> {
  const { node, space, name } = root
  const entry = await writer.ids('row')
  const { trash } = await rootsOfSpace(writer, space)
  await writer.run(ENTRY, entry, space, node, name, now, personOf(actor))
  await writer.run(HIDE, trash, entry, node)
  await writer.run(PROMISE, await writer.ids('row'), String(entry), now + LEASE)
  return { entry, node, space }
}

export const renewDraft = (writer: Writer, draft: Draft, now: number): Promise<number> =>
  writer.run(RENEW, now + LEASE, String(draft.entry))

/**
 * Its root may now be given a place.
 * @throws Refusal `stale` when it was given up meanwhile.
 */
export async function publishDraft(writer: Writer, draft: Draft): Promise<void> {
  if ((await writer.run(UNLIST, draft.entry)) === 0) throw new Refusal('stale', 'changed-meanwhile')
  await writer.run(KEEP, String(draft.entry))
}

export async function abandonDraft(writer: Writer, entry: number): Promise<void> {
  await writer.run(CONDEMN, entry)
  await writer.run(KEEP, String(entry))
}

/** Gives up the drafts of processes that ended before they were complete. */
export async function expireDrafts(domain: Domain): Promise<void> {
  const { records } = domain
  const now = seconds(domain.now())
  for (const { subject } of await records.read((reader) => reader.all<{ subject: string }>(OVERDUE, now))) {
    const entry = Number(subject)
    const found = await records.get<{ space: SpaceId }>(SPACE, entry)
    await records.write(found === undefined ? [] : [found.space], (writer) => abandonDraft(writer, entry))
  }
}
