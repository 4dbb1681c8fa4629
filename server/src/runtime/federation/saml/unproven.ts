import { Refusal } from '../../../vocabulary/refusal.ts'

/** @param detail for the log, without anything secret: what an answer lacks. */
export const unproven = (detail: string, cause?: unknown): Refusal =>
  new Refusal('not-signed-in', 'provider-answer', { detail: `SAML: ${detail}`, cause })
