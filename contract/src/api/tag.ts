import { type Static, Type } from 'typebox'
import { Id, named } from './shape.ts'

export const Tag = named('Tag', {
  id: Id,
  name: Type.String(),
  color: Type.String({ description: 'Six hexadecimal digits, or empty' }),
  /** Whose it is: everybody’s, or one’s own. */
  own: Type.Boolean(),
  visible: Type.Boolean(),
  assignable: Type.Boolean(),
  mayAssign: Type.Boolean(),
  mayChange: Type.Boolean(),
})
export type Tag = Static<typeof Tag>
export const Tags = named('Tags', { entries: Type.Array(Tag) })
export type Tags = Static<typeof Tags>

const fields = {
  name: Type.String({ maxLength: 1_000 }),
  color: Type.String({ maxLength: 16 }),
  visible: Type.Boolean(),
  assignable: Type.Boolean(),
}
export const NewTag = named('NewTag', {
  name: fields.name,
  color: Type.Optional(fields.color),
  visible: Type.Optional(fields.visible),
  assignable: Type.Optional(fields.assignable),
})
export const ChangeTag = named('ChangeTag', {
  name: Type.Optional(fields.name),
  color: Type.Optional(fields.color),
  visible: Type.Optional(fields.visible),
  assignable: Type.Optional(fields.assignable),
})
