import type { PersonId } from '../../../vocabulary/ids.ts'
import type { Domain } from '../../domain.ts'
import { type AppPassword, type AppPasswordRow, appPasswordOf } from './app-password.ts'

const LIST = `SELECT id, name, login, created, last_used, last_place, wipe FROM app_password
  WHERE person = ? ORDER BY COALESCE(last_used, created) DESC, id DESC`

/** The most recently used first. */
export async function listAppPasswords(domain: Domain, person: PersonId): Promise<AppPassword[]> {
  const rows = await domain.records.read((reader) => reader.all<AppPasswordRow>(LIST, person))
  return rows.map(appPasswordOf)
}
