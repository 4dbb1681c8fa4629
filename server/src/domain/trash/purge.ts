import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { recordChange } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import { climb, propagate } from '../files/climb.ts'
import { rootOf } from '../spaces/root.ts'
import { findEntry, findTrashed, type Trashed } from './list.ts'
import { splitOff } from './split-off.ts'
import { DELETED, PURGING } from './state.ts'

const HIDE = `UPDATE trash SET purging = ${PURGING} WHERE id = ? AND purging = ${DELETED}`

/**
 * Deletes for good. The entry disappears at once; a job removes its rows, and the sweeper its bytes.
 * Only the owner of a space may do so: for somebody who deleted from another's space the trash is a way back.
 * @throws Refusal `not-found`, `not-permitted`.
 */
export async function purge(
  domain: Domain,
  actor: Member,
  name: string,
  deleted: number,
  inner: readonly string[],
): Promise<void> {
  await purgeFound(domain, actor, (reader, now) => findTrashed(reader, actor, name, deleted, inner, now))
}

/** A whole deletion, by the number of its entry. @throws Refusal `not-found`, `not-permitted`. */
export const purgeEntry = (domain: Domain, actor: Member, id: number): Promise<void> =>
  purgeFound(domain, actor, (reader, now) => findEntry(reader, actor, id, now))

async function purgeFound(
  domain: Domain,
  actor: Member,
  find: (reader: Reader, now: number) => Promise<Trashed>,
): Promise<void> {
  const found = await domain.records.read((reader) => find(reader, seconds(domain.now())))
  await domain.records.write([found.entry.space], async (writer) => {
    const now = seconds(domain.now())
    const { entry, node, inner } = await find(writer, now)
    if ((await rootOf(writer, actor.person)).space !== entry.space)
      throw new Refusal('not-permitted', 'no-delete')
    const above = (await climb(writer, node.id)).ids.slice(1)
    await propagate(writer, above, { size: -node.size, now, etag: newEtag() })
    if (inner.length === 0) await writer.run(HIDE, entry.id)
    else await splitOff(writer, node.space, node.id, node.name, now)
    await recordChange(
      writer,
      actor,
      { space: node.space, verb: 'purge', node: node.id, from: node, to: null },
      now,
    )
  })
}
