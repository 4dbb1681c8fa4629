import { type Static, Type } from 'typebox'
import { ItemKind } from './item.ts'
import { Bytes, Id, MOST_AT_ONCE, named, orNull, outcome, PersonRef, Seconds } from './shape.ts'

export const TrashEntry = named('TrashEntry', {
  id: Id,
  item: Id,
  space: Id,
  name: Type.String(),
  kind: ItemKind,
  mime: Type.String(),
  size: Bytes,
  folder: Type.Array(Type.String(), { description: 'Where it lay: names from the root of its space' }),
  deleted: Seconds,
  by: orNull(PersonRef),
  preview: Type.Boolean(),
  etag: Type.String(),
  /** Whether whoever asks may also delete it for good. */
  own: Type.Boolean(),
})
export type TrashEntry = Static<typeof TrashEntry>

export const Trash = named('Trash', {
  entries: Type.Array(TrashEntry),
  daysKept: orNull(Type.Integer()),
})
export type Trash = Static<typeof Trash>

export const TrashAct = named('TrashAct', {
  entries: Type.Array(Id, { minItems: 1, maxItems: MOST_AT_ONCE }),
})

/** Where it is now. */
export const Restored = outcome('Restored', { item: Id, parent: Id, name: Type.String() })
export type Restored = Static<typeof Restored>
