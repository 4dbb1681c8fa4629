import type { Writer } from '../../storage/records/records.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { purgeRows } from '../trash/purge.ts'
import type { SpaceRoots } from './root.ts'

const DUE = `SELECT id, subject FROM job WHERE kind = 'space.purge' AND due <= ? ORDER BY id LIMIT 1`
const SPACE = 'SELECT id AS space, root, trash FROM space WHERE id = ?'
const UPLOADS = `INSERT INTO garbage (content, since) SELECT content, CAST(? AS BIGINT) FROM upload WHERE space = ?
  ON CONFLICT (content) DO NOTHING`
/** The roots come last: what was deleted before has entries of its own, with smaller ids. */
const ENTRY = `INSERT INTO trash (id, space, node, origin, name, location, deleted, deleted_by, purging)
  SELECT CAST(? AS BIGINT), space, id, NULL, name, '', CAST(? AS BIGINT), NULL, 1 FROM node WHERE id = ?
  ON CONFLICT (node) DO NOTHING`

/** Deletes the spaces whose owner is gone, with all that is in them; may be cut off anywhere and begun anew. */
export async function purgeSpaces(domain: Domain): Promise<void> {
  for (;;) {
    const job = await domain.records.get<{ id: number; subject: string }>(DUE, seconds(domain.now()))
    if (job === undefined) return
    const space = Number(job.subject)
    await domain.records.write([space], (writer) => condemn(writer, space, seconds(domain.now())))
    await purgeRows(domain)
    await domain.records.write([space], async (writer) => {
      await writer.run('DELETE FROM change WHERE space = ?', space)
      await writer.run('DELETE FROM space WHERE id = ?', space)
      await writer.run('DELETE FROM job WHERE id = ?', job.id)
    })
  }
}

async function condemn(writer: Writer, space: SpaceId, now: number): Promise<void> {
  const roots = await writer.get<SpaceRoots>(SPACE, space)
  if (roots === undefined) return
  await writer.run(UPLOADS, now, space)
  await writer.run('DELETE FROM upload WHERE space = ?', space)
  await writer.run('UPDATE space SET reserved = 0 WHERE id = ?', space)
  await writer.run('UPDATE trash SET purging = 1 WHERE space = ?', space)
  for (const node of [roots.root, roots.trash]) await writer.run(ENTRY, await writer.ids('row'), now, node)
}
