import type { Domain } from '../domain.ts'
import { isSealed, newSecret, sealOf } from './code.ts'

/** A deposit under way. Nothing is kept of it before it is finished: its own page holds all of this, sealed. */
export interface Begun {
  readonly share: number
  readonly secret: string
  /** Seconds. */
  readonly begun: number
  readonly late: boolean
}

export const beginning = (share: number, begun: number, late: boolean): Begun => ({
  ...{ share, begun, late },
  secret: newSecret(),
})

const factsOf = ({ secret, begun, late }: Begun): string =>
  `${secret}.${begun.toString(36)}.${late ? 'l' : 't'}`

export function ticketOf(domain: Domain, deposit: Begun): string {
  const facts = factsOf(deposit)
  return `${facts}.${sealOf(domain, `${deposit.share}.${facts}`)}`
}

/** @returns undefined for what is no ticket of this box. */
export function readTicket(domain: Domain, share: number, ticket: string): Begun | undefined {
  const [, facts, secret, begun, late, seal] =
    /^(([\w-]{22})\.([0-9a-z]{1,8})\.([lt]))\.([\w-]{22})$/.exec(ticket) ?? []
  if (facts === undefined || !isSealed(domain, `${share}.${facts}`, seal!)) return undefined
  return { share, secret: secret!, begun: Number.parseInt(begun!, 36), late: late === 'l' }
}

/** What the chunks of a file are gathered under while they come. @param at its place in the deposit. */
export const uploadOf = ({ secret }: Begun, at: number): string => `${secret}-${at}`
