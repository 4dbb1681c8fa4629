import { type Static, Type } from 'typebox'
import { Bytes, Count, Id, named, oneOf, orNull, Seconds } from './shape.ts'

export const Views = oneOf(['list', 'grid'])

/** How somebody wants the app; what is absent is as everybody has it. */
export const Preferences = named('Preferences', {
  language: Type.Optional(oneOf(['fr', 'en'])),
  theme: Type.Optional(oneOf(['system', 'light', 'dark'])),
  density: Type.Optional(oneOf(['compact', 'normal', 'roomy'])),
  font: Type.Optional(oneOf(['usual', 'dyslexia'])),
  /** How folders are shown, by what they mostly hold. */
  views: Type.Optional(
    named('FolderViews', {
      files: Type.Optional(Views),
      pictures: Type.Optional(Views),
      trash: Type.Optional(Views),
    }),
  ),
  sort: Type.Optional(
    named('SortPreference', {
      by: oneOf(['name', 'modified', 'size', 'kind']),
      descending: Type.Boolean(),
    }),
  ),
  tourSeen: Type.Optional(Type.Boolean()),
})
export type Preferences = Static<typeof Preferences>

export const Session = named('Session', {
  person: named('Myself', {
    id: Type.String(),
    name: Type.String(),
    email: Type.String(),
    admin: Type.Boolean(),
  }),
  /** Whose name and colours the app wears; null for people of no academy. */
  academy: orNull(
    named('OwnAcademy', {
      name: Type.String(),
      accent: orNull(Type.String({ description: '`#rrggbb`' })),
      logo: orNull(Type.String({ description: 'The path of its picture' })),
    }),
  ),
  /** Whether there is a portal to go to. */
  portal: Type.Boolean(),
  /** One’s own space, and its root. */
  space: Id,
  root: Id,
  requestToken: orNull(
    Type.String({ description: 'For the header `requesttoken`; null with an app password' }),
  ),
  now: Seconds,
  preferences: Preferences,
  features: named('Features', {
    windowsNames: oneOf(['allow', 'refuse']),
    previews: Type.Array(Type.String(), { description: 'Kinds of files of which pictures are made' }),
    timezone: Type.String(),
  }),
  limits: named('Limits', {
    nameBytes: Count,
    nameCharacters: Type.Array(Type.String(), { description: 'Never in a name' }),
    nameEndings: Type.Array(Type.String(), { description: 'Never at its end' }),
    atOnce: Count,
    page: Count,
  }),
})
export type Session = Static<typeof Session>

export const Space = named('Space', {
  id: Id,
  used: Bytes,
  reserved: Bytes,
  quota: orNull(Bytes),
  free: orNull(Bytes),
  trash: Bytes,
  versions: Bytes,
  /** null: for ever. */
  daysKept: named('DaysKept', {
    trash: orNull(Type.Integer()),
    versions: orNull(Type.Integer()),
    rollback: orNull(Type.Integer()),
  }),
})
export type Space = Static<typeof Space>
