import { Comment, Comments, NewComment, Paging, USUAL_PAGE } from '@nuage/contract/api'
import { addComment } from '../../../domain/comments/add.ts'
import type { Comment as Said } from '../../../domain/comments/comment.ts'
import { editComment } from '../../../domain/comments/edit.ts'
import { findComment, listComments } from '../../../domain/comments/list.ts'
import { markRead } from '../../../domain/comments/mark.ts'
import { removeComment } from '../../../domain/comments/remove.ts'
import { cursorOf, placeAfter } from '../cursor.ts'
import { type Call, type Route, route } from '../route.ts'

const commentOf = ({ actor }: Call, { id, author, message, created, unread }: Said): Comment => ({
  ...{ id, by: author, message, created, unread },
  own: author?.id === actor.person,
})

const one = async (call: Call, node: number, id: number): Promise<Comment> =>
  commentOf(call, await findComment(call.domain, call.actor, node, id))

export const commentRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/items/{id}/comments',
    summary: 'What is said about something, the newest first',
    query: Paging,
    answer: Comments,
    async handle(call) {
      const { domain, actor, path, query } = call
      const limit = query.limit ?? USUAL_PAGE
      const before = placeAfter(query)
      const wish = { limit, ...(before === undefined ? {} : { before }) }
      const { comments } = await listComments(domain, actor, path.id, wish)
      const last = comments.at(-1)
      return {
        entries: comments.map((said) => commentOf(call, said)),
        ...(last !== undefined && comments.length === limit ? { next: cursorOf(last.id) } : {}),
      }
    },
  }),
  route({
    method: 'POST',
    path: '/items/{id}/comments',
    summary: 'Says something about a file or folder',
    body: NewComment,
    answer: Comment,
    status: 201,
    async handle(call) {
      const { domain, actor, path, body } = call
      return await one(call, path.id, await addComment(domain, actor, path.id, body.message))
    },
  }),
  route({
    method: 'POST',
    path: '/items/{id}/comments/read',
    summary: 'One has seen all that is said',
    handle: ({ domain, actor, path }) => markRead(domain, actor, path.id),
  }),
  route({
    method: 'PATCH',
    path: '/items/{id}/comments/{comment}',
    summary: 'Says it otherwise',
    body: NewComment,
    answer: Comment,
    async handle(call) {
      const { domain, actor, path, body } = call
      await editComment(domain, actor, path.id, path.comment, body.message)
      return await one(call, path.id, path.comment)
    },
  }),
  route({
    method: 'DELETE',
    path: '/items/{id}/comments/{comment}',
    summary: 'Takes back what was said',
    handle: ({ domain, actor, path }) => removeComment(domain, actor, path.id, path.comment),
  }),
]
