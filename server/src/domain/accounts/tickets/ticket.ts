import { createHash } from 'node:crypto'
import type { PersonId } from '../../../vocabulary/ids.ts'

/**
 * What a letter may open: `sign-up` confirms an address, `password` lets a forgotten one be chosen anew, `email`
 * confirms a new address, `email-back` brings the old one back.
 */
export type TicketKind = 'sign-up' | 'password' | 'email' | 'email-back'

export interface Ticket {
  readonly hash: string
  readonly kind: TicketKind
  /** Null for whoever has no account yet. */
  readonly person: PersonId | null
  /** The address it confirms or brings back; for `password` the one it was sent to. */
  readonly email: string
  /** The number of the letter that it was made for: later letters have greater ones. */
  readonly letter: number
  /** Seconds. */
  readonly expires: number
}

const HOUR = 3600

/** Seconds. Those that open an account end soon, for mailboxes are read by others, too. */
export const LIVES: Readonly<Record<TicketKind, number>> = {
  'sign-up': 24 * HOUR,
  password: 2 * HOUR,
  email: 24 * HOUR,
  'email-back': 7 * 24 * HOUR,
}

/** 256 bits. */
export const TOKEN_LENGTH = 43

export const ticketHash = (token: string): string => createHash('sha256').update(token).digest('hex')
