import type { Reader } from '../../storage/records/records.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import { type Policy, policyOf } from './policy.ts'

/** What is kept of the past in a space, beside what is in use. Bytes. */
export interface History {
  readonly trash: number
  readonly versions: number
  /** How much both may take together before the oldest go, and how long they are kept at most. */
  readonly policy: Policy
}

const KEPT = `SELECT t.size AS trash, s.versions_size AS versions FROM space s JOIN node t ON t.id = s.trash
  WHERE s.id = ?`

export async function historyIn(reader: Reader, space: SpaceId): Promise<History> {
  const kept = await reader.get<{ trash: number; versions: number }>(KEPT, space)
  if (kept === undefined) throw new Refusal('not-found', 'space-missing')
  return { ...kept, policy: await policyOf(reader, space) }
}
