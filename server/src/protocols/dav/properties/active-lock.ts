import type { Lock } from '../../../domain/locks/lock.ts'
import { escapeXml } from '../../wire/xml/escape.ts'

/**
 * One lock as RFC 4918 §14.1 tells it.
 * @param now seconds.
 * @param root encoded path of what is locked, where it is known.
 */
export function activeLock(lock: Lock, now: number, root?: string): string {
  const timeout = lock.expires === null ? 'Infinite' : `Second-${Math.max(0, lock.expires - now)}`
  return [
    `<d:activelock><d:lockscope><d:${lock.scope}/></d:lockscope><d:locktype><d:write/></d:locktype>`,
    root === undefined ? '' : `<d:lockroot><d:href>${root}</d:href></d:lockroot>`,
    `<d:depth>${lock.depth}</d:depth>`,
    lock.owner === '' ? '' : `<d:owner>${lock.owner}</d:owner>`,
    `<d:timeout>${timeout}</d:timeout>`,
    `<d:locktoken><d:href>${escapeXml(lock.token)}</d:href></d:locktoken></d:activelock>`,
  ].join('')
}
