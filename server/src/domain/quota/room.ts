import type { Reader } from '../../storage/records/records.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'

/** Bytes. */
export interface Room {
  readonly used: number
  /** Promised to uploads under way. */
  readonly reserved: number
  /** null: unlimited. */
  readonly quota: number | null
  /** null: unlimited. */
  readonly free: number | null
}

const USED = `SELECT s.owner, s.reserved, n.size AS used FROM space s JOIN node n ON n.id = s.root WHERE s.id = ?`

/** What is left in a space: live, never a remembered figure. Trash and versions are counted apart. */
export async function roomIn(reader: Reader, space: SpaceId): Promise<Room> {
  const row = await reader.get<{ owner: string | null; reserved: number; used: number }>(USED, space)
  if (row === undefined) throw new Refusal('not-found', 'space-missing')
  const quota: number | null = null
  const free = quota === null ? null : Math.max(0, quota - row.used - row.reserved)
  return { used: row.used, reserved: row.reserved, quota, free }
}

/**
 * @param credit bytes of the same space that this write gives back.
 * @throws Refusal `over-quota`.
 */
export async function requireRoom(
  reader: Reader,
  space: SpaceId,
  bytes: number,
  options: { credit?: number; path?: string } = {},
): Promise<void> {
  const { free } = await roomIn(reader, space)
  const required = bytes - (options.credit ?? 0)
  if (free === null || required <= 0 || required <= free) return
  throw new Refusal('over-quota', 'quota-exceeded', {
    facts: { path: options.path ?? '/', required: bytes, available: free },
  })
}
