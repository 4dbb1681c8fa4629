import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { Domain } from '../domain.ts'
import type { Hold } from '../locks/lock.ts'
import { remove } from './remove.ts'
import { lookingAgain, type Seen, wayTo } from './seen.ts'

/**
 * Deletes what somebody sees into the trash.
 * @returns its entry there; undefined for something received, which is left.
 * @throws Refusal as `remove`; `stale` when it is no longer where it was seen.
 */
export const removeById = (
  domain: Domain,
  actor: Member,
  seen: Seen,
  hold: Hold,
): Promise<number | undefined> =>
  lookingAgain(async () => {
    const now = seconds(domain.now())
    const path = await domain.records.read((reader) => wayTo(reader, actor, seen, now))
    return await remove(domain, actor, path, { seen, hold })
  })
