import { Type } from 'typebox'
import { Id, oneOf, Paging, Seconds } from './shape.ts'

export const SearchWish = Type.Object(
  {
    q: Type.String({ maxLength: 1_000, description: 'Words, each somewhere in the name' }),
    type: Type.Optional(
      oneOf(['folder', 'document', 'sheet', 'slides', 'pdf', 'text', 'image', 'audio', 'video', 'archive']),
    ),
    since: Type.Optional(Seconds),
    until: Type.Optional(Seconds),
    by: Type.Optional(Type.String({ maxLength: 64, description: 'Whose: the id of a person' })),
    in: Type.Optional(Id),
    ...Paging.properties,
  },
  { additionalProperties: false },
)
