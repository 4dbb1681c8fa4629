import type { Reader } from '../../../storage/records/records.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'

export type FactorKind = 'totp' | 'passkey' | 'recovery'

export interface FactorRow {
  id: number
  person: string
  kind: FactorKind
  name: string
  handle: string
  data: string
  last_step: number
  counter: number
  created: number
  last_used: number | null
}

export const FACTOR = 'id, person, kind, name, handle, data, last_step, counter, created, last_used'

/** Beside `person p`: 1 for whoever has a second factor. Recovery codes alone are none. */
export const GUARDED = `CASE WHEN EXISTS (
  SELECT 1 FROM second_factor f WHERE f.person = p.id AND f.kind <> 'recovery') THEN 1 ELSE 0 END`

const ONE = "SELECT 1 AS found FROM second_factor WHERE person = ? AND kind <> 'recovery' LIMIT 1"

/** Whether somebody has a second factor. */
export const isGuarded = async (reader: Reader, person: PersonId): Promise<boolean> =>
  (await reader.get(ONE, person)) !== undefined
