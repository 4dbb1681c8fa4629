import { type Static, Type } from 'typebox'
import { Id, named, Seconds } from './shape.ts'

/** Parts of a sentence, not the sentence: each kind has its own in the app. */
export const Notification = named('Notification', {
  id: Id,
  kind: Type.String(),
  facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
  about: named('NotificationSubject', { type: Type.String(), id: Type.String() }),
  created: Seconds,
})
export type Notification = Static<typeof Notification>
export const Notifications = named('Notifications', { entries: Type.Array(Notification) })
export type Notifications = Static<typeof Notifications>
