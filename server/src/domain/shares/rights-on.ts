import type { Reader } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { ALL, allows, type Permissions, READ, SHARE } from '../../vocabulary/permissions.ts'
import { climb } from '../files/climb.ts'
import type { Mount } from '../files/place.ts'
import { askMany, forMany } from '../many.ts'
import { MOUNT } from '../mounts/mount.ts'
import { rootOf } from '../spaces/root.ts'
import { readFacts } from './facts.ts'
import { weigh } from './rights.ts'
import { SHARE as COLUMNS, isLive, maskOf, type ShareRow, shareOf } from './share.ts'
import { switchedOn } from './switches.ts'

const MOUNTS = forMany(
  (list) => `SELECT ${MOUNT} FROM mount WHERE state = 0 AND person = ? AND node IN (${list})`,
)

/**
 * What an actor may do with a node, 0 when they do not see it: for doors that are asked about one node by its id.
 * @param now seconds.
 */
export async function rightsOn(
  reader: Reader,
  actor: Actor,
  node: NodeId,
  now: number,
): Promise<Permissions> {
  switch (actor.kind) {
    case 'member':
      return (await seenAs(reader, actor.person, node, now)).permissions
    case 'link-visitor': {
      const { ids, trashed } = await climb(reader, node)
      if (trashed || !ids.includes(actor.root)) return 0
      return await rightsOfShare(reader, actor.share, now)
    }
    case 'drop-visitor':
      return 0
    case 'system':
      return ALL
  }
}

/** How a person sees a node, whatever the path. @param now seconds. */
export async function seenAs(
  reader: Reader,
  person: PersonId,
  node: NodeId,
  now: number,
): Promise<{ permissions: Permissions; mount: Mount | null }> {
  const nothing = { permissions: 0, mount: null }
  const facts = await readFacts(reader, person, [node])
  const { held, given } = weigh(facts, now)
  const permissions = held(person, node)
  if (permissions === 0) return nothing
  const steps = [...facts.above.keys()]
  if (facts.above.has((await rootOf(reader, person)).root)) return { permissions: ALL, mount: null }
  for (const mount of await askMany<Mount>(reader, MOUNTS, steps, [person]))
    if (allows(given(person, mount.node), READ) && !(await climb(reader, mount.parent)).trashed)
      return { permissions, mount }
  return nothing
}

const SHARED = `SELECT ${COLUMNS}, o.owner FROM share s JOIN space o ON o.id = s.space WHERE s.id = ?`

/**
 * What a share gives now to whoever holds it, be it a link: no more than its sharer holds, nothing once it has ended
 * or what it gives was deleted.
 * @param now seconds.
 */
export async function rightsOfShare(reader: Reader, id: number, now: number): Promise<Permissions> {
  const row = await reader.get<ShareRow & { owner: PersonId | null }>(SHARED, id)
  if (row === undefined || (await switchedOn(reader, [row])).length === 0) return 0
  const share = shareOf(row)
  if (!isLive(share, now)) return 0
  const sharers = weigh(await readFacts(reader, share.sharer, [share.node]), now).held(
    share.sharer,
    share.node,
  )
  if (!allows(sharers, SHARE)) return 0
  return maskOf(share) & sharers
}
