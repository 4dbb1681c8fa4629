import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import { FOLDER } from '../../vocabulary/node-kind.ts'
import type { SearchEntry } from './entry.ts'
import { fits } from './pattern.ts'
import type { Comparison, Order, SortKey, Where } from './query.ts'

/** What is known besides the entry itself. */
export interface Beside {
  readonly favourites: ReadonlySet<NodeId>
  /** Whose space it lies in. */
  readonly owner: PersonId | null
}

const isPicture = (entry: SearchEntry): boolean => entry.mime.startsWith('image/')

function compare<T extends string | number>(value: T, is: Comparison, with_: T): boolean {
  if (is === 'eq') return value === with_
  if (is === 'gt') return value > with_
  if (is === 'gte') return value >= with_
  return is === 'lt' ? value < with_ : value <= with_
}

const numberOf = (
  entry: SearchEntry,
  field: Exclude<SortKey, 'name' | 'mime' | 'favourite'> | 'id',
): number => (field === 'id' ? entry.node : field === 'taken' ? entry.mtime : entry[field])

export function matches(where: Where, entry: SearchEntry, beside: Beside): boolean {
  if (where.op === 'always') return true
  if (where.op === 'and') return where.of.every((part) => matches(part, entry, beside))
  if (where.op === 'or') return where.of.some((part) => matches(part, entry, beside))
  if (where.op === 'not') return !matches(where.of, entry, beside)
  if (where.op === 'folder') return entry.kind === FOLDER
  if (where.op === 'picture') return isPicture(entry)
  if (where.op === 'favourite') return beside.favourites.has(entry.node) === where.on
  if (where.op === 'owner') return beside.owner === where.person
  if (where.op === 'number')
    return (
      (where.field !== 'taken' || isPicture(entry)) &&
      compare(numberOf(entry, where.field), where.is, where.value)
    )
  const text = where.field === 'name' ? entry.folded : entry.mime
  return where.op === 'like' ? fits(where.pattern, text) : compare(text, where.is, where.text)
}

function sortValue(entry: SearchEntry, by: SortKey, { favourites }: Beside): string | number {
  if (by === 'name') return entry.folded
  if (by === 'mime') return entry.mime
  return by === 'favourite' ? Number(favourites.has(entry.node)) : numberOf(entry, by)
}

export interface Candidate {
  readonly entry: SearchEntry
  readonly beside: Beside
}

/** Which of two comes first; never a tie, so that pages do not overlap. */
export function comparing(order: readonly Order[]): (a: Candidate, b: Candidate) => number {
  return (a, b) => {
    for (const { by, descending } of order) {
      const [of, other] = [sortValue(a.entry, by, a.beside), sortValue(b.entry, by, b.beside)]
      if (of !== other) return of < other === descending ? 1 : -1
    }
    return a.entry.node - b.entry.node
  }
}
