import type { Reader } from '../../storage/records/records.ts'
import type { Member } from '../../vocabulary/actor.ts'
import { seconds } from '../../vocabulary/clock.ts'
import type { NodeId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import type { Hold } from '../locks/lock.ts'
import type { OnClash } from './clash.ts'
import { copy } from './copy.ts'
import { readById } from './find-by-id.ts'
import { type Moved, type MoveWish, move } from './move.ts'
import { lookingAgain, type Seen, wayTo } from './seen.ts'

/** Where something is to go. */
export interface IntoWish {
  /** A folder. */
  readonly to: NodeId
  /** The one it has, when absent. */
  readonly name?: string
  readonly onClash: OnClash
  readonly hold: Hold
}

/**
 * Moves or renames what somebody sees, wherever the folders on the way are by now.
 * @throws Refusal as `move`; `stale` when it is no longer where it was seen, `exists`.
 */
export const moveById = (domain: Domain, actor: Member, seen: Seen, wish: IntoWish): Promise<Moved> =>
  lookingAgain(async () => {
    const { from, to } = await domain.records.read((reader) =>
      ways(reader, actor, seen, wish, seconds(domain.now())),
    )
    return await move(domain, actor, from, to, pinned(seen, wish))
  })

/** Copies likewise; beside itself when both are kept. @throws Refusal as `copy`, `stale`, `exists`. */
export const copyById = (domain: Domain, actor: Member, seen: Seen, wish: IntoWish): Promise<Moved> =>
  lookingAgain(async () => {
    const { from, to } = await domain.records.read((reader) =>
      ways(reader, actor, seen, wish, seconds(domain.now())),
    )
    return await copy(domain, actor, from, to, { ...pinned(seen, wish), shallow: false })
  })

const pinned = (seen: Seen, { to, onClash, hold }: IntoWish): MoveWish => ({
  ...{ overwrite: onClash === 'replace', onClash, seen, into: to, hold },
})

async function ways(reader: Reader, actor: Member, seen: Seen, wish: IntoWish, now: number) {
  const from = await wayTo(reader, actor, seen, now)
  const { location } = await readById(reader, actor, wish.to, now)
  return { from, to: [...location.path, wish.name ?? from.at(-1)!] }
}
