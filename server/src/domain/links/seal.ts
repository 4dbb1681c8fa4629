import { createHmac, timingSafeEqual } from 'node:crypto'
import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'
import type { Guarded } from './throttle.ts'

/** Seconds: a day at school. */
const VALID = 12 * 3600

const hmacOf = (domain: Domain, text: string): Buffer =>
  createHmac('sha256', domain.secret).update(`link unlocked\0${text}`).digest()

/**
 * What stands for the password of a link in the browser of whoever knew it. Nothing is stored: another password ends
 * it, and so does time.
 */
export function sealUnlocked(domain: Domain, { share, revision }: Guarded): string {
  const text = `${share}.${revision}.${seconds(domain.now()) + VALID}`
  return `${text}.${hmacOf(domain, text).toString('base64url')}`
}

export function isSealed(domain: Domain, { share, revision }: Guarded, seal: string): boolean {
  const [, text = '', of, at, until, mac = ''] = /^((\d+)\.(\d+)\.(\d+))\.([\w-]{43})$/.exec(seal) ?? []
  const given = Buffer.from(mac, 'base64url')
  const expected = hmacOf(domain, text)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  return Number(of) === share && Number(at) === revision && Number(until) > seconds(domain.now())
}
