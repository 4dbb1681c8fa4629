import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'
import { lookup } from '../files/resolve.ts'
import type { Lock } from './lock.ts'
import { locksOn } from './require-unlocked.ts'

/** What conditions on a path are judged by. */
export interface PathState {
  /** Undefined when there is nothing. */
  readonly etag: string | undefined
  readonly mtime: number | undefined
  /** Locks that hold here, inherited ones included. */
  readonly locks: readonly Lock[]
}

/** The state of a path as an actor sees it, also when nothing is there. */
export async function stateOf(domain: Domain, actor: Actor, path: readonly string[]): Promise<PathState> {
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    const place = await lookup(reader, actor, path)
    if (place === undefined) return { etag: undefined, mtime: undefined, locks: [] }
    const locks = (await locksOn(reader, place.trail, now)).filter(
      (lock) => lock.node === place.node.id || lock.depth === 'infinity',
    )
    return { etag: place.node.etag, mtime: place.node.mtime, locks }
  })
}
