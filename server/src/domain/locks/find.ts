import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'
import type { Pin } from '../files/commit-write.ts'
import { lookup } from '../files/resolve.ts'
import { shownEtags } from '../mounts/shown-etag.ts'
import { readView } from '../mounts/view.ts'
import type { Lock } from './lock.ts'
import { locksOn } from './require-unlocked.ts'

/** What conditions on a path are judged by. */
export interface PathState {
  /** As it is shown; undefined when there is nothing. */
  readonly etag: string | undefined
  /** As it is kept, for a write that is to be refused when something has changed meanwhile. */
  readonly pin: Pin
  readonly mtime: number | undefined
  /** Locks that hold here, inherited ones included. */
  readonly locks: readonly Lock[]
}

/** The state of a path as an actor sees it, also when nothing is there. */
export async function stateOf(domain: Domain, actor: Actor, path: readonly string[]): Promise<PathState> {
  const now = seconds(domain.now())
  return await domain.records.read(async (reader) => {
    const place = await lookup(reader, actor, path, now)
    if (place === undefined) return { etag: undefined, pin: 'absent', mtime: undefined, locks: [] }
    const locks = (await locksOn(reader, place.trail, now)).filter(
      (lock) => lock.node === place.node.id || lock.depth === 'infinity',
    )
    const view = actor.kind === 'member' ? await readView(reader, actor.person, now) : undefined
    const [etag] = await shownEtags(reader, view, [place])
    return { etag, pin: { etag: place.node.etag }, mtime: place.node.mtime, locks }
  })
}
