import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import type { SecurityChange } from '../accounts/second-factor/security-change.ts'

/** What can be written; the wire has words for every kind. */
export interface Written {
  /** Somebody hands on the address of a public link. */
  link: {
    /** As they are called. */
    readonly sharer: string
    readonly item: string
    readonly folder: boolean
    readonly token: string
    readonly note: string
    /** Whether it asks for one; the password itself never stands in a letter. */
    readonly password: boolean
    /** Whether it is only for handing in. */
    readonly drop: boolean
    /** Seconds since 1970; null: it has no end. */
    readonly ends: number | null
  }
  /** Somebody let a colleague see something. */
  share: {
    readonly sharer: string
    readonly item: string
    readonly folder: boolean
    readonly node: NodeId
    readonly note: string
    readonly ends: number | null
  }
  /** What protects somebody's account changed. */
  security: {
    readonly change: SecurityChange
    /** As they are called. */
    readonly name: string
    /** The address it was done from; empty when it is not known. */
    readonly place: string
    /** Seconds since 1970. */
    readonly at: number
  }
}
export type LetterKind = keyof Written

/** `kept`: there is nobody to deliver it; whoever wrote it may copy its text. */
export type LetterState = 'waiting' | 'sent' | 'failed' | 'kept'

export type Letter = {
  [Kind in LetterKind]: {
    readonly id: number
    /** An e-mail address. */
    readonly to: string
    /** BCP 47, or empty where it is not known. */
    readonly language: string
    readonly kind: Kind
    readonly facts: Written[Kind]
    readonly state: LetterState
    /** How often it was tried. */
    readonly tries: number
    /** Seconds: when it is tried again, or forgotten once it is not waiting any more. */
    readonly next: number
    /** What the mail server said last. */
    readonly error: string | null
    /** Whose doing it is. */
    readonly person: PersonId | null
    readonly share: number | null
    /** Seconds since 1970. */
    readonly created: number
  }
}[LetterKind]

export interface LetterRow {
  id: number
  address: string
  language: string
  kind: LetterKind
  facts: string
  state: LetterState
  tries: number
  next: number
  error: string | null
  person: string | null
  share: number | null
  created: number
}

export const LETTER = 'id, address, language, kind, facts, state, tries, next, error, person, share, created'

export const letterOf = ({ address, facts, ...row }: LetterRow): Letter => ({
  ...row,
  to: address,
  facts: JSON.parse(facts),
})
