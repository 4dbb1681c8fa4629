import type { Member } from '../../vocabulary/actor.ts'
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
  const words = wish.term.split(/\s+/).filter((word) => word !== '')
  const impossible = words.length > MOST_WORDS || words.some((word) => word.length > LONGEST_WORD)
  const { since, until, first } = wish
  const of: Where[] = words.map((word) => ({ op: 'like', field: 'name', pattern: containing(word) }))
  if (since !== undefined) of.push({ op: 'number', field: 'mtime', is: 'gte', value: since })
  if (until !== undefined) of.push({ op: 'number', field: 'mtime', is: 'lte', value: until })
  // Nothing typed yet: nothing to be found, rather than everything.
  const limit = words.length === 0 || impossible ? 0 : wish.limit
  const where: Where = limit === 0 ? { op: 'not', of: { op: 'always' } } : { op: 'and', of }
  const order = [{ by: 'mtime', descending: true }] as const
  return await search(domain, actor, { where, below: [[]], order, first, limit }, ['previews'])
}

const containing = (word: string) => parsePattern(`%${word.replace(/[\\%_]/g, '\\$&')}%`)
