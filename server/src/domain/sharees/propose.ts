import type { Reader, Value } from '../../storage/records/records.ts'
import { foldLoosely } from '../../vocabulary/fold.ts'
import { type FoundPerson, LIVING, NAMED, type PeopleSearch, personOf } from './people.ts'
import { localPart, wordsOf } from './words.ts'

/** So many words are looked at for one search: whoever has more hits types another letter. */
const MOST_WORDS = 1000
/** And so many where a second word says who of them is meant. */
const MOST_TOGETHER = 3000
/** Of one's own groups, so many people are looked through. */
const MOST_COLLEAGUES = 5000
const LAST = '\u{10ffff}'
/** So many words of a search count. */
const MOST_TYPED = 4

const BEGINS = 'EXISTS (SELECT 1 FROM person_word x WHERE x.person = w.person AND x.word >= ? AND x.word < ?)'
const begins = (words: number): string => ` AND ${BEGINS}`.repeat(words)

/** In the order of an index, so that nothing is read but what is looked at. */
const ORDERS = { '=': 'w.word, w.person', '<>': 'w.word, w.academy, w.person' } as const
type Where = keyof typeof ORDERS

const amongAll = (where: Where, also: number): string =>
  `SELECT ${NAMED} FROM (SELECT w.person FROM person_word w WHERE w.academy ${where} ? AND w.word >= ? AND w.word < ?
    ORDER BY ${ORDERS[where]} LIMIT ${also === 0 ? MOST_WORDS : MOST_TOGETHER}) w CROSS JOIN person p
  WHERE p.id = w.person AND ${LIVING}${begins(also)}`

const amongColleagues = (where: Where, typed: number): string =>
  `SELECT ${NAMED} FROM (SELECT DISTINCT o.person FROM membership m JOIN membership o ON o.circle = m.circle
    WHERE m.person = ? LIMIT ${MOST_COLLEAGUES}) w CROSS JOIN person p
  WHERE p.id = w.person AND p.academy ${where} ? AND ${LIVING}${begins(typed)}`

const TYPED = Array.from({ length: MOST_TYPED + 1 }, (_, count) => count)
const AMONG_ALL = TYPED.map((count) => ({
  own: amongAll('=', Math.max(0, count - 1)),
  others: amongAll('<>', Math.max(0, count - 1)),
}))
const AMONG_COLLEAGUES = TYPED.map((count) => ({
  own: amongColleagues('=', count),
  others: amongColleagues('<>', count),
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
  // The longest is whose fewest are.
  const typed = wordsOf(localPart(text))
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_TYPED)
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
  const bounds = (word: string): Value[] => [word, word + LAST]
  const [first = '', ...also] = typed
  const colleagues = policy.proposed === 'own-groups' || policy.sharing.onlyOwnGroups
  const rows = colleagues
    ? await reader.all<FoundPerson>(
        AMONG_COLLEAGUES[typed.length]![where],
        ...[person, academy, person, ...typed.flatMap(bounds)],
      )
    : await reader.all<FoundPerson>(
        AMONG_ALL[typed.length]![where],
        ...[academy, ...bounds(first), person, ...also.flatMap(bounds)],
      )
  return sorted(new Map(rows.map((row) => [row.id, row])).values()).map(personOf)
}

/** As people sort names, accents aside; ids tell people of one name apart. */
function sorted(rows: Iterable<FoundPerson>): FoundPerson[] {
  const keyed = [...rows].map((row) => ({ row, key: `${foldLoosely(row.name)}\0${row.id}` }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row)
}
