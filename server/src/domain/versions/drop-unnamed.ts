import { seconds } from '../../vocabulary/clock.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { dropVersion } from './drop.ts'
import type { Version } from './list.ts'

const STILL = 'SELECT label, space FROM version WHERE id = ?'
/** So many go in one transaction, so that nobody waits long. */
const AT_ONCE = 50

/**
 * Deletes versions of one space for good, but for those that have a name by now.
 * @returns how many went.
 */
export async function dropUnnamed(
  domain: Domain,
  space: SpaceId,
  versions: readonly Pick<Version, 'id' | 'content' | 'size' | 'space'>[],
): Promise<number> {
  let dropped = 0
  for (let at = 0; at < versions.length; at += AT_ONCE)
    dropped += await domain.records.write([space], async (writer) => {
      let count = 0
      for (const version of versions.slice(at, at + AT_ONCE)) {
        // It may have been given a name meanwhile, or another space.
        const now = await writer.get<{ label: string; space: SpaceId }>(STILL, version.id)
        if (now?.label !== '' || now.space !== space) continue
        if (await dropVersion(writer, version, seconds(domain.now()))) count++
      }
      return count
    })
  return dropped
}
