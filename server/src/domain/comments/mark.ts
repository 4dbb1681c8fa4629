import type { Reader, Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { readCommented } from './comment.ts'

const MARK = 'SELECT at FROM comment_mark WHERE node = ? AND person = ?'
const LAST = 'SELECT COALESCE(MAX(id), 0) AS id FROM comment WHERE node = ? AND created <= ?'
const SET = `INSERT INTO comment_mark (node, person, seen, at) VALUES (?, ?, ?, ?)
  ON CONFLICT (node, person) DO UPDATE SET seen = excluded.seen, at = excluded.at`

export const readMark = async (reader: Reader, person: PersonId, node: NodeId): Promise<number | undefined> =>
  (await reader.get<{ at: number }>(MARK, node, person))?.at

/**
 * Which one was the last is kept beside the time: two comments of one second are still two.
 * @param at seconds since 1970.
 */
export async function setMark(writer: Writer, person: PersonId, node: NodeId, at: number): Promise<void> {
  const { id } = (await writer.get<{ id: number }>(LAST, node, at))!
  await writer.run(SET, node, person, id, at)
}

/**
 * A person has seen the comments up to a time.
 * @param at seconds since 1970; absent: now.
 * @throws Refusal `not-found`.
 */
export async function markRead(domain: Domain, actor: Member, id: NodeId, at?: number): Promise<void> {
  const node = await domain.records.read((reader) => readCommented(reader, actor, id, seconds(domain.now())))
  const now = seconds(domain.now())
  await domain.records.write([node.space], async (writer) => {
    await readCommented(writer, actor, id, seconds(domain.now()))
    await setMark(writer, actor.person, id, Math.min(at ?? now, now))
  })
}
