import type { Domain } from '../../domain.ts'
import type { Session } from '../sessions/session.ts'
import { FACTOR, type FactorRow } from './factor.ts'
import { isFresh, lacksFactor } from './fresh.ts'
import { type Bound, isRequired } from './require.ts'

/** Times are seconds. */
export interface SecurityOverview {
  /** An app that makes codes. */
  readonly totp: { readonly created: number; readonly lastUsed: number | null } | null
  readonly passkeys: readonly {
    readonly id: number
    readonly name: string
    readonly created: number
    readonly lastUsed: number | null
  }[]
  /** Recovery codes that were not used yet. */
  readonly codesLeft: number
  readonly required: boolean
  /** Whether what protects the account may be changed at once: who asks proved a short while ago who they are. */
  readonly fresh: boolean
}

const ALL = `SELECT ${FACTOR} FROM second_factor WHERE person = ? ORDER BY id`

export async function securityOverview(
  domain: Domain,
  person: Bound,
  session?: Session,
): Promise<SecurityOverview> {
  return await domain.records.read(async (reader) => {
    const rows = await reader.all<FactorRow>(ALL, person.id)
    const times = ({ created, last_used }: FactorRow) => ({ created, lastUsed: last_used })
    const totp = rows.find(({ kind }) => kind === 'totp')
    return {
      totp: totp === undefined ? null : times(totp),
      passkeys: rows
        .filter(({ kind }) => kind === 'passkey')
        .map((row) => ({ id: row.id, name: row.name, ...times(row) })),
      codesLeft: rows.filter(({ kind, last_used }) => kind === 'recovery' && last_used === null).length,
      required: await isRequired(reader, person),
      fresh: session !== undefined && !lacksFactor(session) && isFresh(domain, session),
    }
  })
}
