import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Domain } from '../../domain/domain.ts'

/** A browser is known by this from its first form on; it says nothing about who uses it. */
export const newBrowserToken = (): string => randomBytes(24).toString('base64url')

export const isBrowserToken = (value: string | undefined): value is string =>
  value !== undefined && /^[\w-]{32}$/.test(value)

/** What a page of ours knows and a page of somebody else's cannot: 64 hexadecimal digits. */
export function formToken(domain: Domain, purpose: string, ...parts: readonly string[]): string {
  const hmac = createHmac('sha256', domain.secret).update(`page form ${purpose}\0`)
  for (const part of parts) hmac.update(`${part.length}:${part}`)
  return hmac.digest('hex')
}

export function sameToken(expected: string, given: string | undefined): boolean {
  if (given === undefined || given.length !== expected.length) return false
  const bytes = Buffer.from(given)
  return bytes.length === expected.length && timingSafeEqual(Buffer.from(expected), bytes)
}
