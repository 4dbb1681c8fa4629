import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { personOf } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import type { Place } from '../files/place.ts'
import { resolve } from '../files/resolve.ts'
import type { Lock } from './lock.ts'
import { locksOn } from './require-unlocked.ts'
import { tellFolders } from './tell-folders.ts'

const covers = (lock: Lock, trail: readonly number[]): boolean =>
  lock.node === trail.at(-1) || (lock.depth === 'infinity' && trail.includes(lock.node))

async function findCovering(
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  tokens: readonly string[],
): Promise<{ lock: Lock | undefined; place: Place }> {
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    const place = await resolve(reader, actor, path, now)
    const locks = await locksOn(reader, place.trail, now)
    return { place, lock: locks.find((lock) => tokens.includes(lock.token) && covers(lock, place.trail)) }
  })
}

/**
 * @throws Refusal `lock-lost` when no such lock covers the path, `not-permitted` when it is somebody else's.
 */
export async function releaseLock(
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  token: string,
): Promise<void> {
  const { lock, place } = await findCovering(domain, actor, path, [token])
  if (lock === undefined) throw new Refusal('lock-lost', 'lock-missing')
  if (lock.person !== null && lock.person !== personOf(actor))
    throw new Refusal('not-permitted', 'lock-foreign')
  await domain.records.write([lock.space], async (writer) => {
    await writer.run('DELETE FROM lock WHERE token = ?', token)
    if (lock.node === place.node.id && place.node.kind !== FOLDER)
      await tellFolders(writer, place, seconds(domain.now()))
  })
}

/**
 * Starts a lock's time anew.
 * @param timeout seconds; null: until released.
 * @throws Refusal `lock-lost`.
 */
export async function refreshLock(
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  tokens: readonly string[],
  timeout: number | null,
): Promise<Lock> {
  const { lock } = await findCovering(domain, actor, path, tokens)
  if (lock === undefined || (lock.person !== null && lock.person !== personOf(actor)))
    throw new Refusal('lock-lost', 'lock-missing')
  const expires = timeout === null ? null : seconds(domain.now()) + timeout
  await domain.records.write([lock.space], (writer) =>
    writer.run('UPDATE lock SET expires = ? WHERE token = ?', expires, lock.token),
  )
  return { ...lock, expires }
}
