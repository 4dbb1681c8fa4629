import type { Reader } from '../../storage/records/records.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { resolveSetting } from '../settings/resolve.ts'

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

const USED = `SELECT s.owner, s.reserved, n.size AS used, p.academy FROM space s JOIN node n ON n.id = s.root
  LEFT JOIN person p ON p.id = s.owner WHERE s.id = ?`

interface Row {
  owner: string | null
  academy: string | null
  reserved: number
  used: number
}

/** What is left in a space: live, never a remembered figure. Trash and versions are counted apart. */
export async function roomIn(reader: Reader, space: SpaceId): Promise<Room> {
  const row = await reader.get<Row>(USED, space)
  if (row === undefined) throw new Refusal('not-found', 'space-missing')
  const { owner, used, reserved } = row
  if (owner === null) return { used, reserved, quota: null, free: null }
  const { value } = await resolveSetting(reader, 'quota.default', { id: owner, academy: row.academy ?? '' })
  if (value === 'unlimited') return { used, reserved, quota: null, free: null }
  return { used, reserved, quota: value, free: Math.max(0, value - used - reserved) }
}

/** Bytes that a sum may come to and still be exact in every part of the program. */
const COUNTABLE = Number.MAX_SAFE_INTEGER

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
  const { free, used, reserved } = await roomIn(reader, space)
  const required = bytes - (options.credit ?? 0)
  // Beyond that the sums themselves would be wrong, whatever anybody may keep.
  const available = Math.min(free ?? COUNTABLE, COUNTABLE - used - reserved)
  if (required <= 0 || required <= available) return
  throw new Refusal('over-quota', 'quota-exceeded', {
    facts: { path: options.path ?? '/', required: bytes, available },
  })
}
