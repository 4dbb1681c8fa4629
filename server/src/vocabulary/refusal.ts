/**
 * Every way the domain says no. Each protocol owns one `Record<RefusalKind, …>`, so a new kind
 * breaks the build until every protocol answers it.
 */
export type RefusalKind =
  | 'not-found'
  | 'parent-missing'
  | 'parent-not-folder'
  | 'not-permitted'
  | 'not-signed-in'
  | 'password-needed'
  | 'exists'
  | 'stale'
  | 'locked'
  | 'lock-lost'
  | 'over-quota'
  | 'bad-name'
  | 'bad-request'
  | 'wrong-kind'
  | 'conflict'
  | 'bad-checksum'
  | 'infected'
  | 'gone'
  | 'too-many'
  | 'busy'
  | 'unavailable'
  | 'damaged'

/** Why, as a key below `refusals` in the language catalogues: `<reason>` is the sentence for the person. */
export type RefusalReason = string

export interface RefusalOptions {
  /** Values for the sentence, all safe to show to whoever asked. */
  readonly facts?: Readonly<Record<string, string | number>>
  /** For the log only; never shown. */
  readonly detail?: string
  readonly cause?: unknown
}

export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly reason: RefusalReason
  readonly facts: Readonly<Record<string, string | number>>

  constructor(kind: RefusalKind, reason: RefusalReason, options: RefusalOptions = {}) {
    super(options.detail ?? `${kind}: ${reason}`, { cause: options.cause })
    this.name = 'Refusal'
    this.kind = kind
    this.reason = reason
    this.facts = options.facts ?? {}
  }
}
