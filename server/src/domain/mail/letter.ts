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
  /**
   * Somebody asked for a letter that opens something. Whose the address is, and so what is written and whether at all,
   * is found out when it leaves: until then nothing is kept that opens anything, and all who ask wait alike.
   */
  ask: Asked
  /** What an `ask` becomes. It is never kept. */
  account: AccountNews
}
export type LetterKind = keyof Written

export type Asked =
  | { readonly what: 'sign-up' }
  | { readonly what: 'password' }
  | { readonly what: 'email' }
  /** @param email the new address, told to the old one. */
  | { readonly what: 'email-back'; readonly email: string }

/** Tokens open something once. `until` is in seconds since 1970. */
export type AccountNews =
  | { readonly what: 'sign-up'; readonly token: string; readonly until: number }
  /** There is an account already. @param academy its id, or empty. */
  | { readonly what: 'known'; readonly name: string; readonly academy: string }
  | {
      readonly what: 'password'
      readonly accounts: readonly { readonly id: PersonId; readonly token: string }[]
      readonly until: number
    }
  /** They sign in with a provider, and so have no password here. @param academy its id, or empty. */
  | {
      readonly what: 'elsewhere'
      readonly name: string
      readonly academy: string
      readonly providers: readonly string[]
    }
  | { readonly what: 'email'; readonly name: string; readonly token: string; readonly until: number }
  /** The address is that of another account. */
  | { readonly what: 'email-taken' }
  | {
      readonly what: 'email-back'
      readonly name: string
      /** The new one. */
      readonly email: string
      readonly token: string
      readonly until: number
    }

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

/** Of which there are words. */
export type Sendable = Exclude<Letter, { kind: 'ask' }>

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
