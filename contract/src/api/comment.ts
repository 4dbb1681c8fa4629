import { type Static, Type } from 'typebox'
import { Id, named, orNull, PersonRef, page, Seconds } from './shape.ts'

export const Comment = named('Comment', {
  id: Id,
  by: orNull(PersonRef),
  message: Type.String(),
  created: Seconds,
  unread: Type.Boolean(),
  own: Type.Boolean(),
})
export type Comment = Static<typeof Comment>
/** The newest first. */
export const Comments = page('Comments', Comment)
export type Comments = Static<typeof Comments>
export const NewComment = named('NewComment', { message: Type.String({ maxLength: 8_000 }) })
