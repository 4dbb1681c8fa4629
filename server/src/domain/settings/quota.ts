import type { Reader } from '../../storage/records/records.ts'
import type { SpaceId } from '../../vocabulary/ids.ts'
import type { Quota } from './known.ts'
import { type Resolved, resolveSetting } from './resolve.ts'

export interface QuotaState {
  readonly limit: Quota
  readonly from: Resolved<Quota>['from']
  /** Bytes of files in use. */
  readonly used: number
}

const USED = 'SELECT n.size FROM space s JOIN node n ON n.id = s.root WHERE s.id = ?'

export async function quotaOf(
  reader: Reader,
  person: { id: string; academy: string; space: SpaceId },
): Promise<QuotaState> {
  const limit = await resolveSetting(reader, 'quota.default', person)
  const row = await reader.get<{ size: number }>(USED, person.space)
  return { limit: limit.value, from: limit.from, used: row?.size ?? 0 }
}
