import type { Member } from '../../vocabulary/actor.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { LinkRow } from './link.ts'

/**
 * A link that is somebody's to change: they made it, or what it shares is theirs.
 * @throws Refusal `not-found`, also for what is somebody else's.
 */
export function requireOwn(link: LinkRow | undefined, actor: Member): LinkRow {
  if (link === undefined || (link.sharer !== actor.person && link.owner !== actor.person))
    throw new Refusal('not-found', 'share-missing')
  return link
}
