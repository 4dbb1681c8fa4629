import type { Reader, Value } from '../../storage/records/records.ts'
import { fold, foldLoosely } from '../../vocabulary/fold.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import type { ShareePolicy } from './policy.ts'
import { localPart, wordsOf } from './words.ts'

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
const COLUMNS = `p.id, p.name, p.email, CASE WHEN ${TOGETHER} THEN 1 ELSE 0 END AS together`
const LIVING = 'p.enabled = 1 AND p.removed IS NULL AND p.id <> ?'

const EXACTLY = {
  id: `SELECT ${COLUMNS} FROM person p WHERE p.folded = ? AND ${LIVING}`,
  email: `SELECT ${COLUMNS} FROM person p WHERE p.email_folded = ? AND p.email_folded <> '' AND ${LIVING}
    ORDER BY p.name_folded, p.id LIMIT 25`,
  name: `SELECT ${COLUMNS} FROM person_word w JOIN person p ON p.id = w.person
    WHERE w.word = ? AND p.name_folded = ? AND ${LIVING} ORDER BY p.id LIMIT 25`,
  firstName: `SELECT ${COLUMNS} FROM person_word w JOIN person p ON p.id = w.person
    WHERE w.word = ? AND (p.name_folded = ? OR p.name_folded LIKE ? ESCAPE '\\') AND ${LIVING}
    ORDER BY p.id LIMIT 25`,
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
  const [word] = longestFirst(wordsOf(folded))
  if (word === undefined) return []
  if (!policy.firstNameOnly) return await reader.all<Row>(EXACTLY.name, person, word, folded, person)
  const followed = `${folded.replace(/[\\%_]/g, '\\$&')} (%)`
  return await reader.all<Row>(EXACTLY.firstName, person, word, folded, followed, person)
}

const longestFirst = (words: readonly string[]): string[] => [...words].sort((a, b) => b.length - a.length)

const personOf = ({ id, name, email }: Row): FoundPerson => ({ id, name: name || id, email })

/** Whether whoever searches would be shown them without knowing them. */
function isProposed({ policy, text }: PeopleSearch, row: Row): boolean {
  if (policy.proposed === 'none' || [...text.trim()].length < policy.letters) return false
  return policy.proposed === 'all' || row.together === 1
}

const mayBeGiven = ({ policy }: PeopleSearch, row: Row): boolean =>
  !policy.sharing.onlyOwnGroups || row.together === 1

/** So many words are looked at for one search: whoever has more hits types another letter. */
const MOST_WORDS = 1000
const LAST = '\u{10ffff}'
/** So many words of a search count. */
const MOST_TYPED = 4

const ALSO = ` AND EXISTS (SELECT 1 FROM person_word x WHERE x.person = p.id AND x.word >= ? AND x.word < ?)`

const proposing = (academy: string, also: number, together: boolean): string =>
  `SELECT ${COLUMNS} FROM person_word w JOIN person p ON p.id = w.person
  WHERE w.academy ${academy} ? AND w.word >= ? AND w.word < ? AND ${LIVING}${ALSO.repeat(also)}
    ${together ? `AND ${TOGETHER}` : ''}
  ORDER BY w.word, w.person LIMIT ${MOST_WORDS}`

const PROPOSE = Array.from({ length: MOST_TYPED }, (_, also) => ({
  own: { all: proposing('=', also, false), together: proposing('=', also, true) },
  others: { all: proposing('<>', also, false), together: proposing('<>', also, true) },
}))

/**
 * Those of whose names each typed word begins a word, their own academy first, then by name.
 * @param enough so many suffice.
 */
export async function proposePeople(
  reader: Reader,
  search: PeopleSearch,
  enough: number,
): Promise<FoundPerson[]> {
  const { policy, text } = search
  if (policy.proposed === 'none' || [...text.trim()].length < policy.letters) return []
  const typed = longestFirst(wordsOf(localPart(text))).slice(0, MOST_TYPED)
  if (typed.length === 0 && text.trim() !== '') return []
  const own = await propose(reader, search, typed, 'own')
  return own.length >= enough ? own : [...own, ...(await propose(reader, search, typed, 'others'))]
}

async function propose(
  reader: Reader,
  { person, academy, policy }: PeopleSearch,
  typed: readonly string[],
  where: 'own' | 'others',
): Promise<FoundPerson[]> {
  const [first = '', ...also] = typed
  const together = policy.proposed === 'own-groups' || policy.sharing.onlyOwnGroups
  const bounds = (word: string): Value[] => [word, word + LAST]
  const rows = await reader.all<Row>(
    PROPOSE[also.length]![where][together ? 'together' : 'all'],
    ...[person, academy, ...bounds(first), person, ...also.flatMap(bounds), ...(together ? [person] : [])],
  )
  return sorted(new Map(rows.map((row) => [row.id, row])).values()).map(personOf)
}

/** As people sort names, accents aside; ids tell people of one name apart. */
function sorted(rows: Iterable<Row>): Row[] {
  const keyed = [...rows].map((row) => ({ row, key: `${foldLoosely(row.name)}\0${row.id}` }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row)
}
