import type { Member } from '../../vocabulary/actor.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Domain } from '../domain.ts'
import { parsePattern } from './pattern.ts'
import { MOST_OPERATORS, type Where } from './query.ts'
import { type Results, search } from './search.ts'

export interface NameWish {
  /** As somebody types it: words in any order, each somewhere in the name. */
  readonly term: string
  /** Seconds; changed no earlier, no later. */
  readonly since?: number | undefined
  readonly until?: number | undefined
  readonly first: number
  readonly limit: number
}

const MOST_WORDS = MOST_OPERATORS - 3
const LONGEST_WORD = 255

/** What has all the words in its name, what changed last first, with what is needed to show a preview. */
export async function searchNames(domain: Domain, actor: Member, wish: NameWish): Promise<Results> {
  const words = wordsOf(wish.term)
  const impossible = words.length > MOST_WORDS || words.some((word) => word.length > LONGEST_WORD)
  const { since, until, first } = wish
  const of: Where[] = words.map(inName)
  if (since !== undefined) of.push({ op: 'number', field: 'mtime', is: 'gte', value: since })
  if (until !== undefined) of.push({ op: 'number', field: 'mtime', is: 'lte', value: until })
  // Nothing typed yet: nothing to be found, rather than everything.
  const limit = words.length === 0 || impossible ? 0 : wish.limit
  const where: Where = limit === 0 ? { op: 'not', of: { op: 'always' } } : { op: 'and', of }
  const order = [{ by: 'mtime', descending: true }] as const
  return await search(domain, actor, { where, below: [[]], order, first, limit }, ['previews'])
}

const wordsOf = (term: string): string[] => term.split(/\s+/).filter((word) => word !== '')

/** Each of the words somewhere in the name. @throws Refusal `bad-request` for a word that no name holds. */
export function wordsInName(term: string): Where[] {
  const words = wordsOf(term)
  if (words.some((word) => word.length > LONGEST_WORD)) throw new Refusal('bad-request', 'search-too-complex')
  return words.map(inName)
}

const inName = (word: string): Where => ({ op: 'like', field: 'name', pattern: containing(word) })

const containing = (word: string) => parsePattern(`%${word.replace(/[\\%_]/g, '\\$&')}%`)
