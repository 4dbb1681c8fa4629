import type { Reader } from '../../storage/records/records.ts'
import { fold } from '../../vocabulary/fold.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import type { ShareePolicy } from './policy.ts'

export interface FoundPerson {
  readonly id: PersonId
  readonly name: string
  readonly email: string
}

interface Row extends FoundPerson {
  readonly together: number
}

/** Who searches, for what. */
export interface PeopleSearch {
  readonly person: PersonId
  readonly academy: string
  readonly text: string
  readonly policy: ShareePolicy
}

const TOGETHER = `EXISTS (SELECT 1 FROM membership m JOIN membership o ON o.circle = m.circle
  WHERE m.person = p.id AND o.person = ?)`
export const NAMED = 'p.id, p.name, p.email'
const COLUMNS = `${NAMED}, CASE WHEN ${TOGETHER} THEN 1 ELSE 0 END AS together`
export const LIVING = 'p.enabled = 1 AND p.removed IS NULL AND p.id <> ?'

const EXACTLY = {
  id: `SELECT ${COLUMNS} FROM person p WHERE p.folded = ? AND ${LIVING}`,
  email: `SELECT ${COLUMNS} FROM person p WHERE p.email_folded = ? AND p.email_folded <> '' AND ${LIVING}
    ORDER BY p.name_folded, p.id LIMIT 25`,
  name: `SELECT ${COLUMNS} FROM person p WHERE p.name_folded = ? AND ${LIVING} ORDER BY p.id LIMIT 25`,
  firstName: `SELECT ${COLUMNS} FROM person p WHERE p.name_folded >= ? AND p.name_folded < ? AND ${LIVING}
    ORDER BY p.name_folded, p.id LIMIT 25`,
} as const

/** Those whom the text names in full, as far as they may be found. */
export async function findExactly(reader: Reader, search: PeopleSearch): Promise<FoundPerson[]> {
  const { policy, text } = search
  const folded = fold(text.trim())
  if (folded === '' || folded.length > 320) return []
  const found = new Map<PersonId, FoundPerson>()
  const ways = [
    [policy.exact.id, await reader.all<Row>(EXACTLY.id, search.person, folded, search.person)],
    [policy.exact.email, await reader.all<Row>(EXACTLY.email, search.person, folded, search.person)],
    [policy.exact.name, await byName(reader, search, folded)],
  ] as const
  for (const [open, rows] of ways)
    for (const row of rows)
      if ((open || isProposed(search, row)) && mayBeGiven(search, row)) found.set(row.id, personOf(row))
  return [...found.values()]
}

async function byName(reader: Reader, { person, policy }: PeopleSearch, folded: string): Promise<Row[]> {
  const named = await reader.all<Row>(EXACTLY.name, person, folded, person)
  if (!policy.firstNameOnly) return named
  const [from, to] = [`${folded} (`, `${folded} )`]
  return [...named, ...(await reader.all<Row>(EXACTLY.firstName, person, from, to, person))]
}

export const personOf = ({ id, name, email }: FoundPerson): FoundPerson => ({ id, name: name || id, email })

/** Whether whoever searches would be shown them without knowing them. */
function isProposed({ policy, text }: PeopleSearch, row: Row): boolean {
  if (policy.proposed === 'none' || [...text.trim()].length < policy.letters) return false
  return policy.proposed === 'all' || row.together === 1
}

const mayBeGiven = ({ policy }: PeopleSearch, row: Row): boolean =>
  !policy.sharing.onlyOwnGroups || row.together === 1
