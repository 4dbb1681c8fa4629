import { seal, unseal } from '../../../domain/seal.ts'
import { seconds } from '../../../vocabulary/clock.ts'
import type { Visit } from '../visit.ts'

/** Seconds: long enough to think of a password. */
const LIFE = 3600

type Purpose = 'sign-up' | 'forgotten'

/** What a letter proved, kept sealed by the browser that pressed its button. */
export function keepProof(visit: Visit, purpose: Purpose, facts: Readonly<Record<string, string>>): void {
  const expires = seconds(visit.domain.now()) + LIFE
  const sealed = seal(visit.domain, `letter ${purpose}`, JSON.stringify({ ...facts, expires }))
  visit.setCookie(purpose, sealed, LIFE)
}

/** @returns undefined when this browser pressed no such button, or too long ago. */
export function readProof<Facts>(visit: Visit, purpose: Purpose): Facts | undefined {
  const kept = visit.cookie(purpose)
  const text = kept === undefined ? undefined : unseal(visit.domain, `letter ${purpose}`, kept)
  if (text === undefined) return undefined
  const { expires, ...facts } = JSON.parse(text) as Facts & { expires: number }
  return expires > seconds(visit.domain.now()) ? (facts as Facts) : undefined
}

export const dropProof = (visit: Visit, purpose: Purpose): void => visit.setCookie(purpose, '', 0)
