import { type Static, Type } from 'typebox'
import { ItemKind } from './item.ts'
import { Id, named, oneOf, orNull, PersonRef, page, Seconds } from './shape.ts'

/** Something that happened; the sentence is made of its parts. */
export const Activity = named('Activity', {
  id: Type.Integer(),
  at: Seconds,
  verb: oneOf([
    'create',
    'write',
    'move',
    'rename',
    'copy',
    'trash',
    'restore',
    'revert',
    'share',
    'comment',
  ]),
  by: orNull(PersonRef),
  item: Id,
  kind: orNull(ItemKind),
  mime: Type.String(),
  name: Type.String({ description: 'As it was called right after' }),
  path: orNull(Type.Array(Type.String(), { description: 'Where it lies now, from one’s root' })),
})
export type Activity = Static<typeof Activity>
export const Activities = page('Activities', Activity)
export type Activities = Static<typeof Activities>
