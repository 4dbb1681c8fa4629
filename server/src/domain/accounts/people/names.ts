import type { PersonId } from '../../../vocabulary/ids.ts'
import type { Domain } from '../../domain.ts'
import { askMany, forMany } from '../../many.ts'

const NAMES = forMany((list) => `SELECT id, name FROM person WHERE removed IS NULL AND id IN (${list})`)

/** What people are called; those whose account is gone are left out. */
export async function namesOf(
  domain: Domain,
  people: Iterable<PersonId | null>,
): Promise<ReadonlyMap<PersonId, string>> {
  const ids = [...new Set(people)].filter((id) => id !== null)
  if (ids.length === 0) return new Map()
  const rows = await domain.records.read((reader) =>
    askMany<{ id: PersonId; name: string }>(reader, NAMES, ids),
  )
  return new Map(rows.map(({ id, name }) => [id, name || id]))
}
