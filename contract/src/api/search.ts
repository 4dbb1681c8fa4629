import { type Static, Type } from 'typebox'
import { Id, named, oneOf, Paging, PersonRef, Seconds } from './shape.ts'

export const SearchWish = Type.Object(
  {
    q: Type.String({ maxLength: 1_000, description: 'Words, each somewhere in the name' }),
    type: Type.Optional(
      oneOf(['folder', 'document', 'sheet', 'slides', 'pdf', 'text', 'image', 'audio', 'video', 'archive']),
    ),
    since: Type.Optional(Seconds),
    until: Type.Optional(Seconds),
    by: Type.Optional(
      Type.String({ maxLength: 64, description: 'From whom: the id of who owns it or gave it' }),
    ),
    may: Type.Optional(oneOf(['create'])),
    in: Type.Optional(Id),
    ...Paging.properties,
  },
  { additionalProperties: false },
)

export const SearchPeople = named('SearchPeople', { entries: Type.Array(PersonRef) })
export type SearchPeople = Static<typeof SearchPeople>
