import type { Secrets } from '../../../domain/providers/provider.ts'
import { seal, unseal } from '../../../domain/seal.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import { sameToken } from '../forms.ts'
import type { Visit } from '../visit.ts'

/** A sign-in that is under way at a provider. */
export interface Pending {
  readonly provider: string
  /** Comes back with the answer. */
  readonly state: string
  readonly secrets: Secrets
  /** The page that was asked for. */
  readonly to: string
  readonly remember: boolean
  readonly academy: string
  /** Seconds. */
  readonly expires: number
}

/** Ten minutes are enough for a password that has to be looked for. */
const LIFE = 600
const PURPOSE = 'sign-in pending'

/**
 * Kept by the browser that began, sealed: nothing of it can be read or changed there, no other browser can go on with
 * it, and strangers who begin without end fill no table. The latest of several windows counts.
 */
export function keepPending(visit: Visit, pending: Omit<Pending, 'expires'>): void {
  const expires = seconds(visit.domain.now()) + LIFE
  visit.setCookie('sign-in', seal(visit.domain, PURPOSE, JSON.stringify({ ...pending, expires })), LIFE)
}

/** @returns undefined when this browser began nothing of the kind, or too long ago. */
export function takePending(visit: Visit, provider: string, state: string | undefined): Pending | undefined {
  const kept = visit.cookie('sign-in')
  if (kept === undefined) return undefined
  visit.setCookie('sign-in', '', 0)
  const text = unseal(visit.domain, PURPOSE, kept)
  const pending = text === undefined ? undefined : (JSON.parse(text) as Pending)
  if (pending?.provider !== provider || !sameToken(pending.state, state)) return undefined
  return pending.expires > seconds(visit.domain.now()) ? pending : undefined
}
