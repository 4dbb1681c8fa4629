import type { Reader } from '../../storage/records/records.ts'
import { fold, foldLoosely } from '../../vocabulary/fold.ts'
import type { PersonId } from '../../vocabulary/ids.ts'
import type { Group } from '../accounts/groups/group.ts'
import type { ShareePolicy } from './policy.ts'
import { wordsOf } from './words.ts'

const MOST_WORDS = 1000
const LAST = '\u{10ffff}'

const MINE = 'EXISTS (SELECT 1 FROM membership m WHERE m.circle = c.id AND m.person = ?)'
const BY_WORD = `SELECT c.id, c.name, CASE WHEN ${MINE} THEN 1 ELSE 0 END AS mine
  FROM circle_word w JOIN circle c ON c.id = w.circle WHERE w.word >= ? AND w.word < ?
  ORDER BY w.word, w.circle LIMIT ${MOST_WORDS}`

interface Row extends Group {
  readonly mine: number
}

export interface FoundGroups {
  readonly exact: readonly Group[]
  readonly proposed: readonly Group[]
}

/** Groups of whose names each typed word begins a word, by name. */
export async function findGroups(
  reader: Reader,
  person: PersonId,
  text: string,
  policy: ShareePolicy,
): Promise<FoundGroups> {
  if (!policy.sharing.groups) return { exact: [], proposed: [] }
  const typed = [...wordsOf(text)].sort((a, b) => b.length - a.length)
  const [first = ''] = typed
  if (first === '' && text.trim() !== '') return { exact: [], proposed: [] }
  const rows = await reader.all<Row>(BY_WORD, person, first, first + LAST)
  const folded = fold(text.trim())
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()]
  const found = unique
    .filter((row) => row.mine === 1 || !policy.sharing.onlyOwnGroups)
    .filter((row) => begins(wordsOf(row.id, row.name), typed))
    .sort((a, b) => (foldLoosely(a.name) < foldLoosely(b.name) ? -1 : 1))
  const isExact = ({ id, name }: Row): boolean => fold(id) === folded || fold(name) === folded
  const proposes = policy.proposed !== 'none' && [...text.trim()].length >= policy.letters
  return {
    exact: found.filter(isExact).map(groupOf),
    proposed: found
      .filter((row) => !isExact(row) && proposes && (policy.proposed === 'all' || row.mine === 1))
      .map(groupOf),
  }
}

const groupOf = ({ id, name }: Row): Group => ({ id, name: name || id })

const begins = (words: readonly string[], typed: readonly string[]): boolean =>
  typed.every((start) => words.some((word) => word.startsWith(start)))
