import { type Static, Type } from 'typebox'
import { Link } from './link.ts'
import { Bytes, Count, Id, named, oneOf, orNull, PersonRef, page, Seconds } from './shape.ts'

const settings = {
  instructions: Type.String({ maxLength: 4_000 }),
  opens: orNull(Seconds),
  closes: orNull(Seconds),
  grace: Type.Integer({
    minimum: 0,
    description: 'Seconds in which what was begun before the end may finish',
  }),
  late: oneOf(['refuse', 'mark']),
  pattern: Type.String({
    maxLength: 1_000,
    description: 'Where files go: {nom}, {date}, {heure}, {fichier}, {n}',
  }),
  mostFiles: orNull(Type.Integer({ minimum: 1, description: 'In one deposit' })),
  mostBytes: orNull(Type.Integer({ minimum: 1, description: 'Of one file' })),
  room: orNull(Type.Integer({ minimum: 1, description: 'Bytes of all deposits together' })),
  types: Type.String({
    maxLength: 1_000,
    description: 'Kinds and endings apart by blanks, such as `pdf image .py`; empty: any',
  }),
  attachments: Type.Array(Id, {
    maxItems: 20,
    description: 'Files that are handed out with the instructions',
  }),
  named: Type.Boolean({ description: 'Whether whoever hands in must say who they are' }),
  notices: oneOf(['at-once', 'daily', 'never']),
}

/** A folder into which others hand in, without seeing anything of it. */
export const Box = named('Box', {
  id: Id,
  folder: named('BoxFolder', {
    id: Id,
    name: Type.String(),
    path: Type.Array(Type.String(), { description: 'Names from one’s root, its own included' }),
  }),
  title: Type.String({ description: 'That of its folder, unless it has one of its own' }),
  link: Link,
  ...settings,
  held: Type.Integer({ minimum: 0, description: 'Bytes that were handed in' }),
  /** Since when, if its owner closed it before its hours do. */
  closed: orNull(Seconds),
  hours: oneOf(['early', 'open', 'late', 'closed']),
  deposits: Count,
  lateDeposits: Count,
  lastDeposit: orNull(Seconds),
  /** Its folder as one file. */
  download: Type.String(),
})
export type Box = Static<typeof Box>
export const Boxes = page('Boxes', Box)
export type Boxes = Static<typeof Boxes>

const wished = Object.fromEntries(
  Object.entries(settings).map(([name, schema]) => [name, Type.Optional(schema)]),
) as { [Name in keyof typeof settings]: ReturnType<typeof Type.Optional<(typeof settings)[Name]>> }

const address = {
  title: Type.Optional(Type.String({ maxLength: 255 })),
  /** When the address ends, whatever the hours. */
  expires: Type.Optional(orNull(Seconds)),
}

/** What is absent is as usual: a name is asked for, and room is a part of what is free. */
export const NewBox = named('NewBox', {
  folder: Id,
  ...address,
  password: Type.Optional(Type.String({ minLength: 1, maxLength: 1_024 })),
  ...wished,
})
export type NewBox = Static<typeof NewBox>
/** What is absent stays; a password of null is taken away. */
export const ChangeBox = named('ChangeBox', {
  ...address,
  password: Type.Optional(orNull(Type.String({ minLength: 1, maxLength: 1_024 }))),
  ...wished,
})
export type ChangeBox = Static<typeof ChangeBox>
/** null: until it is closed; absent: its hours are as they were set, but for an end that has passed. */
export const ReopenBox = named('ReopenBox', { closes: Type.Optional(orNull(Seconds)) })

export const DepositedFile = named('DepositedFile', {
  item: orNull(Id),
  name: Type.String(),
  size: Bytes,
  sha256: Type.String(),
  state: oneOf(['received', 'held-back', 'clean', 'infected']),
})
/** What somebody handed in. */
export const Deposit = named('Deposit', {
  id: Id,
  name: Type.String({ description: 'By their own word' }),
  person: orNull(PersonRef),
  begun: Seconds,
  /** When they got their receipt. */
  done: Seconds,
  late: Type.Boolean(),
  files: Type.Array(DepositedFile),
})
export type Deposit = Static<typeof Deposit>
export const Deposits = page('Deposits', Deposit)
export type Deposits = Static<typeof Deposits>
