import type { Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { fold } from '../../vocabulary/fold.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { acceptColor, acceptTagName, requireFreeName } from './tag.ts'

export interface NewTag {
  readonly name: string
  readonly visible: boolean
  readonly assignable: boolean
  /** Six hexadecimal digits; none when absent. */
  readonly color?: string
}

/** So many may one person have, and everybody together. */
const MOST = 1000

const COUNT_OWN = 'SELECT count(*) AS count FROM tag WHERE person = ?'
const COUNT_PUBLIC = 'SELECT count(*) AS count FROM tag WHERE person IS NULL'
const INSERT = `INSERT INTO tag (id, person, name, folded, color, visible, assignable, created)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO NOTHING`

/**
 * What an administrator makes belongs to everybody, what somebody else makes is their own. @returns its number.
 * @throws Refusal `bad-request`, `conflict` when the name is taken, `over-quota`.
 */
export const createTag = (domain: Domain, actor: Member, wish: NewTag): Promise<number> =>
  domain.records.write([], (writer) => addTag(writer, domain, actor, wish))

export async function addTag(writer: Writer, domain: Domain, actor: Member, wish: NewTag): Promise<number> {
  if (!actor.admin && !(wish.visible && wish.assignable)) throw new Refusal('bad-request', 'tag-restricted')
  const owner = actor.admin ? null : actor.person
  const name = acceptTagName(wish.name)
  await requireFreeName(writer, owner, name)
  const counted = await (owner === null
    ? writer.get<{ count: number }>(COUNT_PUBLIC)
    : writer.get<{ count: number }>(COUNT_OWN, owner))
  if (counted!.count >= MOST) throw new Refusal('over-quota', 'too-many-tags', { facts: { count: MOST } })
  const id = await writer.ids('share')
  const { visible, assignable } = wish
  const now = seconds(domain.now())
  const color = acceptColor(wish.color ?? '')
  const values = [id, owner, name, fold(name), color, Number(visible), Number(assignable), now]
  if ((await writer.run(INSERT, ...values)) === 0) throw new Refusal('conflict', 'tag-exists')
  return id
}
