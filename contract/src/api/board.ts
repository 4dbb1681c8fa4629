import { type Static, Type } from 'typebox'
import { ItemKind } from './item.ts'
import { Link } from './link.ts'
import { Id, LONGEST_PAGE, named, oneOf, orNull, outcome, Paging, page, Seconds } from './shape.ts'
import { Share } from './share.ts'

/** Why something is worth a second look, the worst first. */
export const Risk = oneOf(['no-password', 'can-write', 'no-end', 'never-used', 'old'])
export type Risk = Static<typeof Risk>

/** An address, a box, or what a person or group was given. */
export const BoardRow = named('BoardRow', {
  id: Id,
  item: named('BoardItem', {
    id: Id,
    name: Type.String(),
    kind: ItemKind,
    folder: Type.Array(Type.String(), { description: 'Names of the folders above, from one’s root' }),
  }),
  link: orNull(Link),
  share: orNull(Share),
  risks: Type.Array(Risk),
})
export type BoardRow = Static<typeof BoardRow>
export const Board = page('Board', BoardRow)
export type Board = Static<typeof Board>

export const BoardWish = Type.Object(
  { ...Paging.properties, sort: Type.Optional(oneOf(['risk', 'newest'])) },
  { additionalProperties: false },
)

/**
 * `end` keeps the address, so that it can be had back; `renew` gives another end; `protect` gives those a password
 * that have none; `unprotect` undoes that.
 */
export const BoardAct = named('BoardAct', {
  act: oneOf(['end', 'renew', 'protect', 'unprotect']),
  items: Type.Array(
    named('BoardActItem', {
      id: Id,
      /** To undo: the end that it had, instead of that of all. */
      expires: Type.Optional(orNull(Seconds)),
    }),
    { minItems: 1, maxItems: LONGEST_PAGE },
  ),
  /** For `renew`; null: never. */
  expires: Type.Optional(orNull(Seconds)),
  /** For `protect`; one that can be said aloud when absent. */
  password: Type.Optional(Type.String({ minLength: 1, maxLength: 1_024 })),
})
export type BoardAct = Static<typeof BoardAct>

/** With how it stood before, which undoes it, and the password that was given. */
export const ActedOn = outcome('ActedOn', {
  before: named('BeforeAct', { expires: orNull(Seconds), password: Type.Boolean() }),
  password: Type.Optional(Type.String()),
})
export type ActedOn = Static<typeof ActedOn>
