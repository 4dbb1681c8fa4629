import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { acceptMessage, readComment, readCommented } from './comment.ts'

const UPDATE = 'UPDATE comment SET message = ?, edited = ? WHERE id = ?'

/** Only by whoever wrote it. @throws Refusal `not-found`, `not-permitted`, `bad-request`. */
export async function editComment(
  domain: Domain,
  actor: Member,
  node: NodeId,
  id: number,
  said: string,
): Promise<void> {
  const message = acceptMessage(said)
  const { space } = await domain.records.read((reader) =>
    readCommented(reader, actor, node, seconds(domain.now())),
  )
  await domain.records.write([space], async (writer) => {
    await readCommented(writer, actor, node, seconds(domain.now()))
    const { author } = await readComment(writer, actor, node, id)
    if (author?.id !== actor.person) throw new Refusal('not-permitted', 'comment-not-yours')
    await writer.run(UPDATE, message, seconds(domain.now()), id)
  })
}
