import type { Writer } from '../../storage/records/records.ts'
import { SYSTEM } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { disowning } from '../content/keep.ts'
import type { Domain } from '../domain.ts'
import { removeTagsOf } from '../tags/remove.ts'
import { emptySpaceTrash } from '../trash/empty.ts'
import { purgeRows } from '../trash/purge-rows.ts'
import { PURGING } from '../trash/state.ts'
import type { SpaceRoots } from './root.ts'

const DUE = `SELECT id, subject FROM job WHERE kind = 'space.purge' AND due <= ? ORDER BY id LIMIT 1`
const OWNER = 'SELECT owner FROM space WHERE id = ?'
const SPACE = 'SELECT id AS space, root, trash FROM space WHERE id = ?'
const UPLOADS = disowning('upload WHERE space = ?')
const ENTRY = `INSERT INTO trash (id, space, node, origin, name, location, deleted, deleted_by, purging)
  SELECT CAST(? AS BIGINT), space, id, NULL, name, '', CAST(? AS BIGINT), NULL, ${PURGING} FROM node WHERE id = ?
  ON CONFLICT (node) DO NOTHING`

const REST = `UPDATE trash SET purging = ${PURGING} WHERE space = ? AND purging <> ${PURGING}`
const FIRST_CHANGE = 'SELECT MIN(seq) AS seq FROM change WHERE space = ?'
const CHANGES = 'DELETE FROM change WHERE space = ? AND seq < ?'
/** So many lines of the log go in one transaction. */
const SLICE = 1_000

/** Deletes the spaces whose owner is gone, with all that is in them; may be cut off anywhere and begun anew. */
export async function purgeSpaces(domain: Domain): Promise<void> {
  for (;;) {
    const job = await domain.records.get<{ id: number; subject: string }>(DUE, seconds(domain.now()))
    if (job === undefined) return
    const space = Number(job.subject)
    const { owner } = (await domain.records.get<{ owner: PersonId | null }>(OWNER, space)) ?? { owner: null }
    if (owner !== null) await removeTagsOf(domain, owner)
    await emptySpaceTrash(domain, SYSTEM, space)
    // Its trash itself comes last: what is purged hangs there.
    for (const which of ['root', 'trash'] as const) {
      await domain.records.write([space], (writer) => condemn(writer, space, which, seconds(domain.now())))
      await purgeRows(domain)
    }
    await forgetChanges(domain, space)
    await domain.records.write([space], async (writer) => {
      await writer.run('DELETE FROM search_progress WHERE space = ?', space)
      await writer.run('DELETE FROM activity_run WHERE space = ?', space)
      await writer.run('DELETE FROM roll_back WHERE space = ?', space)
      await writer.run('DELETE FROM space WHERE id = ?', space)
      await writer.run('DELETE FROM job WHERE id = ?', job.id)
    })
  }
}

async function forgetChanges(domain: Domain, space: SpaceId): Promise<void> {
  for (;;) {
    const first = await domain.records.get<{ seq: number | null }>(FIRST_CHANGE, space)
    if (first?.seq == null) return
    const before = first.seq + SLICE
    await domain.records.writePart([space], (writer) => writer.run(CHANGES, space, before))
  }
}

async function condemn(writer: Writer, space: SpaceId, which: 'root' | 'trash', now: number): Promise<void> {
  const roots = await writer.get<SpaceRoots>(SPACE, space)
  if (roots === undefined) return
  await writer.run(UPLOADS, now, space)
  await writer.run('DELETE FROM upload WHERE space = ?', space)
  await writer.run('UPDATE space SET reserved = 0 WHERE id = ?', space)
  await writer.run(REST, space)
  await writer.run(ENTRY, await writer.ids('row'), now, roots[which])
}
