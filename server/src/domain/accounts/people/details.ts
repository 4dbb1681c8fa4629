import type { Reader } from '../../../storage/records/records.ts'
import { fold } from '../../../vocabulary/fold.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import type { Domain } from '../../domain.ts'
import { type Quota, SETTINGS } from '../../settings/known.ts'
import { nearest, type Resolved, type SettingRow } from '../../settings/resolve.ts'
import { PERSON_COLUMNS, type Person, type PersonRow, personOf } from './person.ts'

/** Everything about an account, as its owner and administrators see it. */
export interface PersonDetails extends Person {
  readonly groups: readonly string[]
  /** Groups they look after. */
  readonly leads: readonly string[]
  readonly quota: Quota
  readonly quotaFrom: Resolved<Quota>['from']
  /** Bytes of files in use. */
  readonly used: number
}

export interface DetailsRow extends PersonRow {
  circles: string | null
  led: string | null
  own_quota: string | null
  used: number | null
}

/** Group ids hold no line ends, so one column carries them all. */
export const DETAILS = `SELECT ${PERSON_COLUMNS},
  (SELECT string_agg(m.circle, '\n') FROM membership m WHERE m.person = p.id) AS circles,
  (SELECT string_agg(l.circle, '\n') FROM leadership l WHERE l.person = p.id) AS led,
  (SELECT t.value FROM setting t
    WHERE t.scope = 'person' AND t.subject = p.id AND t.name = 'quota.default') AS own_quota,
  (SELECT n.size FROM space s JOIN node n ON n.id = s.root WHERE s.id = p.space) AS used
  FROM person p`

const WIDER = `SELECT scope, subject, value FROM setting
  WHERE scope IN ('instance', 'academy', 'group') AND name = 'quota.default'`

const split = (joined: string | null): string[] => (joined === null ? [] : joined.split('\n').sort())

/** However many rows there are, one more query. */
export async function detailsOf(reader: Reader, rows: readonly DetailsRow[]): Promise<PersonDetails[]> {
  const wider = await reader.all<SettingRow>(WIDER)
  return rows.map((row) => {
    const groups = split(row.circles)
    const said = wider.filter(
      ({ scope, subject }) =>
        (scope === 'instance' && subject === '') ||
        (scope === 'academy' && subject === row.academy) ||
        (scope === 'group' && groups.includes(subject)),
    )
    if (row.own_quota !== null) said.push({ scope: 'person', subject: row.id, value: row.own_quota })
    const { value, from } = nearest<Quota>(SETTINGS['quota.default'], said)
    return {
      ...personOf(row),
      groups,
      leads: split(row.led),
      quota: value,
      quotaFrom: from,
      used: row.used ?? 0,
    }
  })
}

const ONE = `${DETAILS} WHERE p.folded = ? AND p.removed IS NULL`

export async function readDetails(reader: Reader, id: PersonId): Promise<PersonDetails | undefined> {
  const row = await reader.get<DetailsRow>(ONE, fold(id))
  return row === undefined ? undefined : (await detailsOf(reader, [row]))[0]
}

export const personDetails = (domain: Domain, id: PersonId): Promise<PersonDetails | undefined> =>
  domain.records.read((reader) => readDetails(reader, id))
