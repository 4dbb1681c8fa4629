import { type Static, Type } from 'typebox'
import { named, oneOf, orNull, Seconds } from './shape.ts'

export const Availability = oneOf(['online', 'away', 'dnd', 'busy', 'invisible', 'offline'])

/** What somebody says of themselves. */
export const UserStatus = named('UserStatus', {
  availability: Availability,
  icon: orNull(Type.String()),
  message: orNull(Type.String()),
  predefined: orNull(Type.String()),
  clearAt: orNull(Seconds),
})
export type UserStatus = Static<typeof UserStatus>

/** What is absent stays; a message of null is taken away. */
export const SetStatus = named('SetStatus', {
  availability: Type.Optional(Availability),
  message: Type.Optional(
    orNull(
      named('SetMessage', {
        text: Type.Optional(Type.String({ maxLength: 400 })),
        icon: Type.Optional(Type.String({ maxLength: 64 })),
        predefined: Type.Optional(Type.String({ maxLength: 64 })),
        clearAt: Type.Optional(Seconds),
      }),
    ),
  ),
})
