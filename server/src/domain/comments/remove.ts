import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { withdraw } from '../notifications/withdraw.ts'
import { aboutComment } from './about.ts'
import { readComment, readCommented } from './comment.ts'

const OWNER = 'SELECT owner FROM space WHERE id = ?'
const DELETE = 'DELETE FROM comment WHERE id = ?'

/** By whoever wrote it, or owns what it is about. @throws Refusal `not-found`, `not-permitted`. */
export async function removeComment(
  domain: Domain,
  actor: Member,
  id: NodeId,
  comment: number,
): Promise<void> {
  const { space } = await domain.records.read((reader) =>
    readCommented(reader, actor, id, seconds(domain.now())),
  )
  await domain.records.write([space], async (writer) => {
    const node = await readCommented(writer, actor, id, seconds(domain.now()))
    const { author } = await readComment(writer, actor, id, comment)
    const owner = (await writer.get<{ owner: PersonId | null }>(OWNER, node.space))?.owner ?? null
    if (author?.id !== actor.person && owner !== actor.person)
      throw new Refusal('not-permitted', 'comment-not-yours')
    await writer.run(DELETE, comment)
    if (owner !== null) await withdraw(writer, owner, aboutComment(comment))
  })
}
