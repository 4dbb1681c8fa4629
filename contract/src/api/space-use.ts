import { type Static, Type } from 'typebox'
import { ListedItem } from './item.ts'
import { Bytes, named } from './shape.ts'

/** Files that hold the same. */
export const Duplicates = named('Duplicates', {
  entries: Type.Array(named('DuplicateGroup', { size: Bytes, items: Type.Array(ListedItem) })),
  next: Type.Optional(Type.String()),
})
export type Duplicates = Static<typeof Duplicates>
