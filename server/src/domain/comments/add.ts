import type { Writer } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { recordDeed } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import type { Node } from '../files/node.ts'
import { notify } from '../notifications/notify.ts'
import { aboutComment } from './about.ts'
import { acceptMessage, readCommented } from './comment.ts'
import { MOST_COMMENTS } from './list.ts'
import { setMark } from './mark.ts'

const COUNT = 'SELECT count(*) AS count FROM comment WHERE node = ?'
const INSERT = 'INSERT INTO comment (id, node, person, message, created) VALUES (?, ?, ?, ?, ?)'
const OWNER = `SELECT p.id FROM space s JOIN person p ON p.id = s.owner WHERE s.id = ? AND p.removed IS NULL`
const NAME = 'SELECT name FROM person WHERE id = ?'

/**
 * Says something about a file or folder; its owner is told. @returns its number.
 * @throws Refusal `not-found`, `bad-request`, `over-quota`.
 */
export async function addComment(domain: Domain, actor: Member, id: NodeId, said: string): Promise<number> {
  const message = acceptMessage(said)
  const { space } = await domain.records.read((reader) =>
    readCommented(reader, actor, id, seconds(domain.now())),
  )
  return await domain.records.write([space], async (writer) => {
    const node = await readCommented(writer, actor, id, seconds(domain.now()))
    const { count } = (await writer.get<{ count: number }>(COUNT, id))!
    if (count >= MOST_COMMENTS)
      throw new Refusal('over-quota', 'too-many-comments', { facts: { count: MOST_COMMENTS } })
    const comment = await writer.ids('share')
    const now = seconds(domain.now())
    await writer.run(INSERT, comment, id, actor.person, message, now)
    await setMark(writer, actor.person, id, now)
    await recordDeed(writer, actor, 'comment', node, now)
    await tellOwner(writer, domain, actor.person, node, { id: comment, message })
    return comment
  })
}

async function tellOwner(
  writer: Writer,
  domain: Domain,
  author: PersonId,
  node: Node,
  { id, message }: { id: number; message: string },
): Promise<void> {
  const owner = await writer.get<{ id: PersonId }>(OWNER, node.space)
  if (owner === undefined || owner.id === author) return
  const name = (await writer.get<{ name: string }>(NAME, author))?.name || author
  await notify(writer, domain, owner.id, {
    kind: 'comment',
    facts: { author, name, message, node: node.id, file: node.name },
    object: aboutComment(id),
  })
}
