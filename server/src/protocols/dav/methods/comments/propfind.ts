import type { Comment } from '../../../../domain/comments/comment.ts'
import { findComment, listComments } from '../../../../domain/comments/list.ts'
import type { Member } from '../../../../vocabulary/actor.ts'
import { describe, type Told } from '../../describe.ts'
import type { Exchange } from '../../exchange.ts'
import { type CommentLine, commentProperties, EVERY_COMMENT_PROPERTY } from '../../properties/comments.ts'
import { ofFileAddress } from '../of-file.ts'

const told = (comment: Comment): Told<CommentLine> => ({
  path: ['files', String(comment.node), String(comment.id)],
  collection: false,
  line: { kind: 'comment', comment },
})

async function lines(exchange: Exchange<Member>, members: boolean): Promise<Told<CommentLine>[]> {
  const { domain, actor, path } = exchange
  const { node, part } = ofFileAddress(exchange)
  if (node === undefined) return [{ path, collection: true, line: { kind: 'collection' } }]
  if (part !== undefined) return [told(await findComment(domain, actor, node, part))]
  const { comments, marked } = await listComments(domain, actor, node, members ? {} : { limit: 0 })
  return [{ path, collection: true, line: { kind: 'collection', marked } }, ...comments.map(told)]
}

export const propfindComments = (exchange: Exchange<Member>): Promise<void> =>
  describe(exchange, commentProperties, (members) => lines(exchange, members), EVERY_COMMENT_PROPERTY)
