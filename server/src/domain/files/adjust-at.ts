import type { Actor } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'
import type { Hold } from '../locks/lock.ts'
import { requireUnlocked } from '../locks/require-unlocked.ts'
import { type Adjustment, adjust } from './adjust.ts'
import { resolve } from './resolve.ts'

/** All of the adjustments or none. @throws Refusal `not-found`, `not-permitted`, `locked`, `over-quota`. */
export async function adjustAt(
  domain: Domain,
  actor: Actor,
  path: readonly string[],
  adjustments: readonly Adjustment[],
  hold: Hold,
): Promise<void> {
  const before = seconds(domain.now())
  const found = await domain.records.read((reader) => resolve(reader, actor, path, before))
  await domain.records.write([found.node.space], async (writer) => {
    const now = seconds(domain.now())
    const place = await resolve(writer, actor, path, now)
    // A favourite is the person's own mark: somebody else's lock on the file does not concern it.
    if (adjustments.some((adjustment) => adjustment.what !== 'favourite'))
      await requireUnlocked(writer, { nodes: [place.node.id], above: place.trail.slice(0, -1) }, hold, now)
    for (const adjustment of adjustments) await adjust(writer, actor, place, adjustment, now)
  })
}
