import type { Problem as Told } from '@nuage/contract/api'

/** The server said no, or that it could not; `title` is a sentence for people in their language. */
export class Problem extends Error {
  readonly status: number
  readonly kind: string
  readonly reason: string
  readonly title: string
  readonly facts: Readonly<Record<string, string | number>>
  /** Seconds. */
  readonly retryAfter: number | undefined

  constructor(told: Omit<Told, 'type'>) {
    super(`${told.status} ${told.reason}`)
    this.name = 'Problem'
    this.status = told.status
    this.kind = told.kind
    this.reason = told.reason
    this.title = told.title
    this.facts = told.facts
    this.retryAfter = told.retryAfter
  }
}

/** Nothing came back: no network, no server, or not in time. */
export class LineLost extends Error {
  constructor(cause?: unknown) {
    super('no answer', { cause })
    this.name = 'LineLost'
  }
}

/** An answer that is no problem document: a proxy in between, or a server in trouble. */
export const problemOfStatus = (status: number): Problem =>
  new Problem({ status, kind: 'internal', reason: 'internal', title: '', facts: {} })
