import type { Reader } from '../../../storage/records/records.ts'
import { fold } from '../../../vocabulary/fold.ts'
import { PERSON_COLUMNS, type PersonRow } from './person.ts'

/** So many accounts of one address are looked at. */
const MOST = 5
const BY_EMAIL = `SELECT ${PERSON_COLUMNS} FROM person p
  WHERE p.email_folded = ? AND p.removed IS NULL ORDER BY p.id LIMIT ${MOST}`

/**
 * Those whose address it is. Folding takes some letters for others: a letter goes to the address that the account
 * has, never to the one that was typed.
 */
export const readPeopleByEmail = (reader: Reader, email: string): Promise<PersonRow[]> =>
  reader.all<PersonRow>(BY_EMAIL, fold(email))
