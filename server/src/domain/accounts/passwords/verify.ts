import { createHmac } from 'node:crypto'
import type { Domain } from '../../domain.ts'
import type { PersonRow } from '../people/person.ts'
import { matchesHash, matchesNobody } from './hash.ts'

const REMEMBERED = 60_000
const REMEMBERED_AT_MOST = 10_000

/** Until when, by a seal over person, password and the hash now in force. */
const right = new Map<string, number>()

/** Longer than a password can be: not worth hashing. */
export const isTooLong = (password: string): boolean => password.length > 1024

/** What stands for a password in memory: worthless to whoever reads it there. */
export function sealed(domain: Domain, ...parts: string[]): string {
  const hmac = createHmac('sha256', domain.secret).update('password\0')
  for (const part of parts) hmac.update(`${part.length}:${part}`)
  return hmac.digest('base64url')
}

const seal = (domain: Domain, row: PersonRow, password: string): string =>
  sealed(domain, row.id, row.password ?? '', password)

/**
 * Whether this password was right within the last minute and is still the one in force: clients that send it with
 * every request cost one hash a minute.
 */
export function wasRight(domain: Domain, row: PersonRow, password: string): boolean {
  return wasRemembered(domain, seal(domain, row, password))
}

/** @param key what stands for who, which password, and what it was right for: see `sealed`. */
export function wasRemembered(domain: Domain, key: string): boolean {
  const until = right.get(key)
  return until !== undefined && until > domain.now()
}

/** Whether it is the password now in force; takes as long when there is no such person. */
export async function checkPassword(
  domain: Domain,
  row: PersonRow | undefined,
  password: string,
): Promise<boolean> {
  if (isTooLong(password)) return false
  if (row === undefined || row.password === null) return await matchesNobody(password)
  const matches = await matchesHash(row.password, password)
  if (matches) remember(seal(domain, row, password), domain.now())
  return matches
}

/** @param now milliseconds. */
export function remember(key: string, now: number): void {
  if (right.size >= REMEMBERED_AT_MOST)
    for (const [old, until] of right) if (until <= now || right.size >= REMEMBERED_AT_MOST) right.delete(old)
  right.set(key, now + REMEMBERED)
}
