import type { Reader } from '../../storage/records/records.ts'
import type { Sender } from '../../vocabulary/actor.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { requireRoom } from '../quota/room.ts'
import { findBox } from './box.ts'

const UNDER_WAY = `SELECT COALESCE(SUM(CASE WHEN declared > size THEN declared ELSE size END), 0) AS bytes
  FROM upload WHERE person = '' AND share = ?`

/**
 * Whether there is room for what somebody sends in pieces. Of a box, what is under way counts as if it were there, so
 * that nobody keeps its owner's whole space for files that never come; and how much room there is, is told to nobody.
 * @param growth bytes beyond what is announced already.
 * @throws Refusal `over-quota`.
 */
export async function requireRoomFrom(
  reader: Reader,
  actor: Sender,
  space: SpaceId,
  growth: number,
  path: string,
): Promise<void> {
  if (actor.kind !== 'drop-visitor') return await requireRoom(reader, space, growth, { path })
  if (growth <= 0) return
  const box = await findBox(reader, actor.share)
  if (box !== undefined && box.room !== null) {
    const { bytes } = (await reader.get<{ bytes: number }>(UNDER_WAY, actor.share))!
    if (box.held + bytes + growth > box.room) throw new Refusal('over-quota', 'box-full')
  }
  await requireRoom(reader, space, growth).catch(discreet)
}

/** How much room its owner has is nobody's business who hands in. */
export function discreet(error: unknown): never {
  throw error instanceof Refusal && error.kind === 'over-quota'
    ? new Refusal('over-quota', 'box-full')
    : error
}
