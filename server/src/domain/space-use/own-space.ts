import type { Member } from '../../vocabulary/actor.ts'
import type { NodeId, SpaceId } from '../../vocabulary/ids.ts'
import type { Domain } from '../domain.ts'
import { type Room, roomIn } from '../quota/room.ts'
import { type History, historyIn } from '../retention/history.ts'
import { rootOf } from '../spaces/root.ts'

/** What a person's own space holds and may hold, and what is kept of its past. */
export interface OwnSpace {
  readonly space: SpaceId
  readonly root: NodeId
  readonly room: Room
  readonly history: History
}

export const readOwnSpace = (domain: Domain, actor: Member): Promise<OwnSpace> =>
  domain.records.read(async (reader) => {
    const { space, root } = await rootOf(reader, actor.person)
    return { space, root, room: await roomIn(reader, space), history: await historyIn(reader, space) }
  })

export const findOwnRoot = (
  domain: Domain,
  actor: Member,
): Promise<{ readonly space: SpaceId; readonly root: NodeId }> =>
  domain.records.readOne((reader) => rootOf(reader, actor.person))
