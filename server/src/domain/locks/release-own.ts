import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'
import { resolve } from '../files/resolve.ts'
import { locksOn } from './require-unlocked.ts'
import { type ShownLock, shownLock } from './shown.ts'
import type { OwnLockKind } from './take-own.ts'
import { tellFolders } from './tell-folders.ts'

export interface Released {
  /** `none`: there was no lock. `in-the-way`: it is another's, or of another kind, and stands. */
  readonly outcome: 'done' | 'none' | 'in-the-way'
  readonly lock?: ShownLock
}

/**
 * Ends the lock that an app of the same person took.
 * @param kind only a lock of this kind; an app that locks while it edits must not end what was locked by hand.
 * @throws Refusal `not-found`.
 */
export async function releaseOwnLock(
  domain: Domain,
  actor: Member,
  path: readonly string[],
  kind: OwnLockKind | undefined,
): Promise<Released> {
  const before = seconds(domain.now())
  const found = await domain.records.read((reader) => resolve(reader, actor, path, before))
  return await domain.records.write([found.node.space], async (writer) => {
    const now = seconds(domain.now())
    const place = await resolve(writer, actor, path, now)
    const standing = await locksOn(writer, [place.node.id], now)
    const own = standing.find(
      (lock) =>
        lock.person === actor.person && lock.kind !== 'dav' && (kind === undefined || lock.kind === kind),
    )
    if (own === undefined) {
      const other = standing[0]
      if (other === undefined) return { outcome: 'none' }
      return { outcome: 'in-the-way', lock: await shownLock(writer, other.token) }
    }
    await writer.run('DELETE FROM lock WHERE token = ?', own.token)
    await tellFolders(writer, place, now)
    return { outcome: 'done' }
  })
}
