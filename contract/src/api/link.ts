import { type Static, Type } from 'typebox'
import { Rights, Step } from './item.ts'
import { Count, Id, named, oneOf, orNull, PersonRef, Seconds } from './shape.ts'

/** An address by which something can be had without an account. */
export const Link = named('Link', {
  id: Id,
  item: Id,
  url: Type.String(),
  /** To read aloud. */
  short: orNull(named('ShortAddress', { url: Type.String(), until: Seconds })),
  /** Below `url`: the code as SVG and PNG (`?size=`), the poster, and the page for a poster with the password. */
  code: named('LinkCode', {
    svg: Type.String(),
    png: Type.String(),
    poster: Type.String(),
    page: Type.String(),
  }),
  label: Type.String(),
  /** The address of mail it was made for. */
  to: orNull(Type.String()),
  by: PersonRef,
  /** 1: to read; with 2, 4 and 8: to change, too; 4 alone: to hand in. */
  rights: Rights,
  download: Type.Boolean({ description: 'Whether the original bytes may leave' }),
  password: Type.Boolean({ description: 'Whether it asks for one' }),
  note: Type.String(),
  expires: orNull(Seconds),
  /** Whether it is over: it can be opened again at the same address. */
  ended: Type.Boolean(),
  created: Seconds,
  views: Count,
  downloads: Count,
  lastUsed: orNull(Type.Integer({ description: 'Midnight of the day, seconds since 1970' })),
  /** Whether it is a box to hand in. */
  box: Type.Boolean(),
  mine: Type.Boolean({ description: 'Whether whoever asks may change and end it' }),
  /** The folder above by which it reaches what was asked about. */
  via: orNull(Step),
})
export type Link = Static<typeof Link>

const terms = {
  rights: Type.Optional(Type.Integer({ minimum: 0, maximum: 15 })),
  download: Type.Optional(Type.Boolean()),
  expires: Type.Optional(orNull(Seconds)),
  label: Type.Optional(Type.String({ maxLength: 255 })),
  note: Type.Optional(Type.String({ maxLength: 4_000 })),
}

/** What is absent is as policy has it: to read and download. */
export const NewLink = named('NewLink', {
  ...terms,
  password: Type.Optional(Type.String({ minLength: 1, maxLength: 1_024 })),
  /** An address of mail: a link of its own is made for it, and sent there. */
  to: Type.Optional(Type.String({ maxLength: 254 })),
})
export type NewLink = Static<typeof NewLink>

/** What is absent stays; a password of null is taken away. */
export const ChangeLink = named('ChangeLink', {
  ...terms,
  password: Type.Optional(orNull(Type.String({ minLength: 1, maxLength: 1_024 }))),
})
export type ChangeLink = Static<typeof ChangeLink>

export const ReopenLink = named('ReopenLink', { expires: orNull(Seconds) })
export const ShortenLink = named('ShortenLink', {
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 })),
})

export const SendLink = named('SendLink', { to: Type.String({ maxLength: 254 }) })
/** What became of a letter; `kept`: there is nobody to deliver it, so that its text is to be copied. */
export const SentLetter = named('SentLetter', {
  state: oneOf(['waiting', 'sent', 'failed', 'kept']),
  subject: Type.String(),
  text: Type.String(),
})
export type SentLetter = Static<typeof SentLetter>

/** Words that can be said aloud. */
export const ProposedPassword = named('ProposedPassword', { password: Type.String() })
export type ProposedPassword = Static<typeof ProposedPassword>
