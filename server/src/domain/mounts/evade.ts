import type { Writer } from '../../storage/records/records.ts'
import type { Actor } from '../../vocabulary/actor.ts'
import type { NodeId, PersonId, SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { LEFT } from './mount.ts'
import { placeMount } from './place.ts'
import { readView } from './view.ts'

interface Standing {
  readonly id: number
  readonly person: PersonId
  readonly node: NodeId
  readonly space: SpaceId
  readonly wanted: string
}

const LEAVE = `UPDATE mount SET state = ${LEFT}, parent = NULL WHERE id = ?`

/**
 * What somebody received stands in a folder that goes into another space, where they could not keep it: it moves to
 * their root. Whoever moves the folder themselves is told that it will not do.
 * @param standing a statement that finds the mounts in it, given the folder.
 * @param now seconds.
 * @throws Refusal `not-permitted` (`mount-into-share`).
 */
export async function evade(
  writer: Writer,
  actor: Actor,
  folder: NodeId,
  standing: string,
  now: number,
): Promise<void> {
  const mounts = await writer.all<Standing>(standing, folder)
  const view = actor.kind === 'member' ? await readView(writer, actor.person, now) : undefined
  if (mounts.some(({ person, node }) => person === view?.person && view.received.has(node)))
    throw new Refusal('not-permitted', 'mount-into-share')
  for (const { id, person, node, space, wanted } of mounts) {
    await writer.run(LEAVE, id)
    await placeMount(writer, { person, node, space, name: wanted, now }, 'root')
  }
}
