import { randomUUID } from 'node:crypto'
import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import { allows, UPDATE } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { personOf } from '../changes/record.ts'
import type { Domain } from '../domain.ts'
import type { Place } from '../files/place.ts'
import { resolve } from '../files/resolve.ts'
import { type Hold, LOCK, type Lock } from './lock.ts'
import { releaseLost } from './release-lost.ts'
import { locksBelow, locksOn } from './require-unlocked.ts'
import { tellFolders } from './tell-folders.ts'

export interface LockWish {
  readonly scope: 'exclusive' | 'shared'
  readonly depth: '0' | 'infinity'
  readonly owner: string
  /** Seconds from now; null: until released. */
  readonly timeout: number | null
  readonly hold: Hold
}

const INSERT = `INSERT INTO lock (${LOCK}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
export const EXPIRED = 'DELETE FROM lock WHERE space = ? AND expires <= ?'

export const newLockToken = (): string => `opaquelocktoken:${randomUUID()}`

export async function insertLock(writer: Writer, lock: Lock): Promise<void> {
  const { token, space, node, person, kind, scope, depth, owner, taken, expires } = lock
  await writer.run(INSERT, token, space, node, person, kind, scope, depth, owner, taken, expires)
}

/** Locks an existing node. @throws Refusal `locked` when another lock stands in the way, `not-found`, `not-permitted`. */
export async function takeLock(
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  wish: LockWish,
): Promise<{ lock: Lock; place: Place }> {
  const before = seconds(domain.now())
  const found = await domain.records.read((reader) => resolve(reader, actor, path, before))
  return await domain.records.write([found.node.space], async (writer) => {
    const now = seconds(domain.now())
    const place = await resolve(writer, actor, path, now)
    if (!allows(place.permissions, UPDATE)) throw new Refusal('not-permitted', 'no-write')
    const { node } = place
    await writer.run(EXPIRED, node.space, now)
    const standing = (await locksOn(writer, place.trail, now)).filter(
      (lock) => lock.node === node.id || lock.depth === 'infinity',
    )
    if (wish.depth === 'infinity' && node.kind === FOLDER)
      standing.push(...(await locksBelow(writer, node.space, node.id, now)))
    const [blocking] = await releaseLost(
      writer,
      standing.filter((lock) => lock.scope === 'exclusive' || wish.scope === 'exclusive'),
      now,
    )
    if (blocking !== undefined)
      throw new Refusal('locked', 'node-locked', {
        facts: { node: blocking.node, who: blocking.person ?? '' },
      })
    const lock: Lock = {
      token: newLockToken(),
      space: node.space,
      node: node.id,
      person: personOf(actor),
      kind: 'dav',
      scope: wish.scope,
      depth: wish.depth,
      owner: wish.owner,
      taken: now,
      expires: wish.timeout === null ? null : now + wish.timeout,
    }
    await insertLock(writer, lock)
    if (node.kind !== FOLDER) await tellFolders(writer, place, now)
    return { lock, place }
  })
}
