import type { Reader } from '../../../storage/records/records.ts'
import { fold } from '../../../vocabulary/fold.ts'
import type { PersonId } from '../../../vocabulary/ids.ts'
import type { Domain } from '../../domain.ts'
import { PERSON_COLUMNS, type Person, type PersonRow, personOf } from './person.ts'

const BY_ID = `SELECT ${PERSON_COLUMNS} FROM person p WHERE p.folded = ? AND p.removed IS NULL`
const BY_LOGIN = `SELECT ${PERSON_COLUMNS} FROM person p
  WHERE (p.folded = ? OR p.login = ? OR (p.email_folded = ? AND p.email_folded <> '')) AND p.removed IS NULL
  LIMIT 4`

export const readPersonRow = (reader: Reader, id: PersonId): Promise<PersonRow | undefined> =>
  reader.get<PersonRow>(BY_ID, fold(id))

/** The id as whoever asks wrote it: capitals make no difference. */
export async function findPerson(domain: Domain, id: PersonId): Promise<Person | undefined> {
  const row = await domain.records.read((reader) => readPersonRow(reader, id))
  return row === undefined ? undefined : personOf(row)
}

/** By whatever people type to sign in: login name, id, or an e-mail address that is nobody else's. */
export async function readPersonRowByLogin(reader: Reader, typed: string): Promise<PersonRow | undefined> {
  const folded = fold(typed.trim())
  if (folded === '' || folded.length > 320) return undefined
  const rows = await reader.all<PersonRow>(BY_LOGIN, folded, folded, folded)
  const named = rows.find((row) => row.login === folded)
  if (named !== undefined) return named
  const byId = rows.find((row) => row.folded === folded)
  if (byId !== undefined) return byId
  return rows.length === 1 ? rows[0] : undefined
}

export async function findPersonByLogin(domain: Domain, typed: string): Promise<Person | undefined> {
  const row = await domain.records.read((reader) => readPersonRowByLogin(reader, typed))
  return row === undefined ? undefined : personOf(row)
}
