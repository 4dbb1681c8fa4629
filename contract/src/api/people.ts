import { type Static, Type } from 'typebox'
import { named, oneOf } from './shape.ts'

/** Somebody something may be given to. */
export const Sharee = named('Sharee', {
  kind: oneOf(['person', 'group', 'mail']),
  /** Of an account or a group; of `mail`, the address. */
  id: Type.String(),
  name: Type.String(),
  /** What tells those of one name apart: an e-mail address or an id; empty for groups. */
  detail: Type.String(),
  /** Whether the text names them in full. */
  exact: Type.Boolean(),
})
export type Sharee = Static<typeof Sharee>

export const Sharees = named('Sharees', {
  entries: Type.Array(Sharee),
  more: Type.Boolean({ description: 'Whether the text means others too, who are told of when it says more' }),
})
export type Sharees = Static<typeof Sharees>

export const ShareeWish = Type.Object(
  { q: Type.String({ maxLength: 254, description: 'Empty: those to whom one gave something lately' }) },
  { additionalProperties: false },
)
