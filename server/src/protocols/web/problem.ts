import type { Problem } from '@nuage/contract/api'
import type { Language } from '@nuage/contract/words'
import { Refusal } from '../../vocabulary/refusal.ts'
import { sayFault, sayRefusal, typesetSentence } from '../wire/speech.ts'
import { STATUS } from './refusals.ts'

export interface Log {
  error(facts: object, message: string): void
}

/** A failure of the request itself, before the domain is asked. */
export class RequestFault extends Error {
  readonly status: number
  /** A key below `api` of the catalogues. */
  readonly reason: string
  readonly facts: Readonly<Record<string, string | number>>

  constructor(status: number, reason: string, facts: Readonly<Record<string, string | number>> = {}) {
    super(`${status}: ${reason}`)
    this.name = 'RequestFault'
    this.status = status
    this.reason = reason
    this.facts = facts
  }
}

/** Seconds to wait where nothing better is known. */
const LATER = 30
const WAITS: ReadonlySet<number> = new Set([429, 503])

interface Said {
  readonly status: number
  readonly kind: string
  readonly reason: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** What went wrong, in the words of the person who asked (RFC 9457); what is ours is noted and kept to ourselves. */
export function problemOf(error: unknown, language: Language, log: Log): Problem {
  const { status, kind, reason, facts } = saidOf(error, log)
  const title =
    typesetSentence(language, `api.${reason}`, facts) ??
    sayRefusal(language, reason, facts) ??
    sayFault(language, reason, facts) ??
    typesetSentence(language, `api.${kind}`, facts) ??
    ''
  return {
    ...{ type: `urn:nuage:problem:${reason}`, status, title, kind, reason, facts },
    ...(WAITS.has(status) ? { retryAfter: typeof facts.seconds === 'number' ? facts.seconds : LATER } : {}),
  }
}

function saidOf(error: unknown, log: Log): Said {
  if (error instanceof RequestFault)
    return { status: error.status, kind: 'bad-request', reason: error.reason, facts: error.facts }
  if (!(error instanceof Refusal)) {
    log.error({ err: error }, 'a call failed')
    return { status: 500, kind: 'internal', reason: 'internal', facts: {} }
  }
  const { kind, reason, facts, cause } = error
  // A refusal with a cause is storage that failed: whoever asked is told little, the operator all of it.
  if (cause !== undefined) log.error({ err: error }, 'storage failed')
  return { status: STATUS[kind], kind, reason, facts }
}
