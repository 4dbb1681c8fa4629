import type { Reader } from '../../../storage/records/records.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import { Refusal } from '../../../vocabulary/refusal.ts'
import type { Domain } from '../../domain.ts'
import { SETTINGS } from '../../settings/known.ts'
import { nearest, type SettingRow } from '../../settings/resolve.ts'
import { whileNothingChanges } from '../../standing.ts'
import { isGuarded } from './factor.ts'

const RULE = 'security.second-factor'
const ADMINISTRATORS = 'security.second-factor-administrators'

/** 1 where anybody at all must have a second factor: elsewhere nobody is asked who. */
export const DEMANDED = `CASE WHEN EXISTS (SELECT 1 FROM setting
  WHERE name IN ('${RULE}', '${ADMINISTRATORS}') AND value = 'required') THEN 1 ELSE 0 END`

const ROWS = `SELECT scope, subject, name, value FROM setting WHERE name IN ('${RULE}', '${ADMINISTRATORS}') AND (
  (scope = 'instance' AND subject = '') OR (scope = 'academy' AND subject = ?)
  OR (scope = 'group' AND subject IN (SELECT circle FROM membership WHERE person = ?))
  OR (scope = 'person' AND subject = ?))`

export interface Bound {
  readonly id: PersonId
  readonly academy: string
  readonly admin: boolean
}

const KEPT = 4096
const standing = whileNothingChanges<boolean>(KEPT)

/** Whether somebody must have a second factor: by what holds for them, or since they are an administrator. */
export const isRequired = (reader: Reader, { id, academy, admin }: Bound): Promise<boolean> =>
  standing(reader, JSON.stringify([id, academy, admin]), async () => {
    const rows = await reader.all<SettingRow & { name: string }>(ROWS, academy, id, id)
    const said = (name: typeof RULE | typeof ADMINISTRATORS) =>
      nearest(
        SETTINGS[name],
        rows.filter((row) => row.name === name),
      ).value === 'required'
    return said(RULE) || (admin && said(ADMINISTRATORS))
  })

/**
 * A password alone opens nothing to whoever has a second factor, or must: programs, which nobody can ask for one, have
 * passwords of their own.
 * @throws Refusal `not-signed-in` (`second-factor-needed`).
 */
export async function demandPasswordAlone(domain: Domain, person: Bound): Promise<void> {
  const refused = await domain.records.read(
    async (reader) => (await isGuarded(reader, person.id)) || (await isRequired(reader, person)),
  )
  if (refused) throw new Refusal('not-signed-in', 'second-factor-needed')
}
