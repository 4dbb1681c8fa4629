import type { Writer } from '../../storage/records/records.ts'
import type { Actor, Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { newEtag } from '../../vocabulary/etag.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { nextChanges, personOf } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import { propagate } from '../files/climb.ts'
import { rootOf, rootsOfSpace } from '../spaces/root.ts'
import { DELETED, PURGING } from './state.ts'

/** So many entries are marked in one transaction, so that nobody waits long. */
const SLICE = 500

const NEWEST = 'SELECT MAX(id) AS id FROM trash WHERE space = ?'
const BETWEEN = `t.space = ? AND t.purging = ${DELETED} AND t.id <= ? AND (t.deleted, t.id) > (?, ?)`
const PAGE = `SELECT t.id, t.deleted, n.size FROM trash t JOIN node n ON n.id = t.node
  WHERE ${BETWEEN} ORDER BY t.deleted, t.id LIMIT ${SLICE}`
const UP_TO = `${BETWEEN} AND (t.deleted, t.id) <= (?, ?)`
const LOG = `INSERT INTO change (space, seq, at, actor, verb, node, from_parent, from_name, from_content, from_mtime)
  SELECT t.space, CAST(? AS BIGINT) - 1 + row_number() OVER (ORDER BY t.deleted, t.id), CAST(? AS BIGINT), ?, 'purge',
    n.id, n.parent, n.name, n.content, n.mtime
  FROM trash t JOIN node n ON n.id = t.node WHERE ${UP_TO}`
const HIDE = `UPDATE trash AS t SET purging = ${PURGING} WHERE ${UP_TO}`

interface Entry {
  readonly id: number
  readonly deleted: number
  readonly size: number
}

/** Deletes for good what is in the trash of a person's own space now. It disappears at once; a job removes the rows. */
export async function emptyTrash(domain: Domain, actor: Member): Promise<void> {
  const { space } = await domain.records.read((reader) => rootOf(reader, actor.person))
  await emptySpaceTrash(domain, actor, space)
}

export async function emptySpaceTrash(domain: Domain, actor: Actor, space: SpaceId): Promise<void> {
  const newest = (await domain.records.get<{ id: number | null }>(NEWEST, space))?.id ?? 0
  let last: Pick<Entry, 'id' | 'deleted'> | undefined = { id: 0, deleted: 0 }
  while (last !== undefined) {
    const { deleted, id }: Pick<Entry, 'id' | 'deleted'> = last
    last = await domain.records.write([space], (writer) =>
      hide(writer, actor, [space, newest, deleted, id], seconds(domain.now())),
    )
  }
}

/** @returns the last that was hidden, when there may be more. */
async function hide(
  writer: Writer,
  actor: Actor,
  between: readonly [space: SpaceId, newest: number, deleted: number, id: number],
  now: number,
): Promise<Entry | undefined> {
  const page = await writer.all<Entry>(PAGE, ...between)
  const last = page.at(-1)
  if (last === undefined) return undefined
  const [space] = between
  const upTo = [...between, last.deleted, last.id]
  await writer.run(LOG, await nextChanges(writer, space, page.length), now, personOf(actor), ...upTo)
  await writer.run(HIDE, ...upTo)
  const { trash } = await rootsOfSpace(writer, space)
  const size = page.reduce((sum, entry) => sum + entry.size, 0)
  await propagate(writer, [trash], { size: -size, now, etag: newEtag() })
  return page.length < SLICE ? undefined : last
}
