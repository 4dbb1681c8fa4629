import { type Static, Type } from 'typebox'
import { ItemKind, ListedItem, Rights, Step } from './item.ts'
import { Link } from './link.ts'
import { Id, named, oneOf, orNull, PersonRef, page, Seconds } from './shape.ts'

export const Recipient = named('Recipient', {
  kind: oneOf(['person', 'group']),
  id: Type.String(),
  name: Type.String(),
  detail: Type.String({ description: 'Tells people of one name apart; empty for groups' }),
})
export type Recipient = Static<typeof Recipient>

/** Something given to a person or a group. */
export const Share = named('Share', {
  id: Id,
  item: Id,
  with: Recipient,
  by: PersonRef,
  rights: Rights,
  download: Type.Boolean({ description: 'Whether the original bytes may leave' }),
  note: Type.String(),
  expires: orNull(Seconds),
  created: Seconds,
  /** Whether whoever asks may change and end it. */
  mine: Type.Boolean(),
  /** The folder above by which it reaches what was asked about; null: it was given of that itself. */
  via: orNull(Step),
})
export type Share = Static<typeof Share>

const terms = {
  rights: Type.Optional(Type.Integer({ minimum: 0, maximum: 31 })),
  download: Type.Optional(Type.Boolean()),
  expires: Type.Optional(orNull(Seconds)),
  note: Type.Optional(Type.String({ maxLength: 4_000 })),
}
/** What is absent is as policy has it. */
export const NewShare = named('NewShare', {
  kind: oneOf(['person', 'group']),
  id: Type.String({ minLength: 1, maxLength: 254 }),
  ...terms,
  /** Whether the person is written to by e-mail. */
  mail: Type.Optional(Type.Boolean()),
})
export type NewShare = Static<typeof NewShare>
/** What is absent stays. */
export const ChangeShare = named('ChangeShare', terms)
export type ChangeShare = Static<typeof ChangeShare>

/** Which ends there may be. */
export const Ends = named('Ends', {
  /** To be offered to whoever wants one. */
  proposed: Seconds,
  /** What a new one gets without a wish. */
  given: orNull(Seconds),
  /** null: there need be none. */
  latest: orNull(Seconds),
})
export type Ends = Static<typeof Ends>

/** Who has access to something, as far as whoever asks may know. */
export const Access = named('Access', {
  item: Id,
  /** What whoever asks holds: nobody gives more. */
  rights: Rights,
  may: named('MaySharing', {
    people: Type.Boolean(),
    groups: Type.Boolean(),
    links: Type.Boolean(),
    /** Whether links may let others add and change. */
    upload: Type.Boolean(),
    /** Whether letters are delivered; their text is offered otherwise. */
    mail: Type.Boolean(),
  }),
  passwordNeeded: Type.Boolean(),
  linkEnds: Ends,
  shareEnds: Ends,
  /** Given of it, and of the folders above: the nearest first. */
  shares: Type.Array(Share),
  links: Type.Array(Link),
  /** By what whoever asks has it. */
  received: Type.Array(Share),
})
export type Access = Static<typeof Access>

const given = {
  share: Id,
  by: PersonRef,
  note: Type.String(),
  rights: Rights,
  download: Type.Boolean(),
  expires: orNull(Seconds),
  created: Seconds,
}
/** How something came to whoever asks. */
export const Given = named('Given', given)
export type Given = Static<typeof Given>

export const ReceivedItem = named('ReceivedItem', { ...ListedItem.properties, given: Given })
export type ReceivedItem = Static<typeof ReceivedItem>

/** What was given and does not stand among one's files. */
export const Offer = named('Offer', { ...given, item: Id, name: Type.String(), kind: ItemKind })
export type Offer = Static<typeof Offer>

/** The newest first. */
export const ReceivedPage = page('ReceivedPage', ReceivedItem)
export type ReceivedPage = Static<typeof ReceivedPage>

export const Offers = named('Offers', {
  /** Not taken yet. */
  waiting: Type.Array(Offer),
  /** Left, and to be had again. */
  left: Type.Array(Offer),
})
export type Offers = Static<typeof Offers>
