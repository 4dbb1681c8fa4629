import { releaseLock } from '../../../domain/locks/release.ts'
import type { Member } from '../../../vocabulary/actor.ts'
import { parseLockToken } from '../../wire/lock-token.ts'
import { answer, type Exchange, header } from '../exchange.ts'
import { isOwnLock, releaseOwn } from './own-lock.ts'

/** UNLOCK (RFC 4918 §9.11). */
export async function unlock(exchange: Exchange<Member>): Promise<void> {
  if (isOwnLock(exchange)) return releaseOwn(exchange)
  const token = parseLockToken(header(exchange, 'lock-token'))
  await releaseLock(exchange.domain, exchange.actor, exchange.path, token)
  answer(exchange, 204, {})
}
