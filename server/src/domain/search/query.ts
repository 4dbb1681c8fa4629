import type { NodeId, PersonId } from '../../vocabulary/ids.ts'
import type { Permissions } from '../../vocabulary/permissions.ts'
import { Refusal } from '../../vocabulary/refusal.ts'
import type { Pattern } from './pattern.ts'

export type Comparison = 'eq' | 'gt' | 'gte' | 'lt' | 'lte'
export type TextField = 'name' | 'mime'
/** Times are seconds. `taken`: when a picture was, which nothing but pictures have. */
export type NumberField = 'mtime' | 'created' | 'uploaded' | 'taken' | 'size' | 'id'

/** What is looked for. */
export type Where =
  | { readonly op: 'and'; readonly of: readonly Where[] }
  | { readonly op: 'or'; readonly of: readonly Where[] }
  | { readonly op: 'not'; readonly of: Where }
  | { readonly op: 'always' }
  | { readonly op: 'folder' }
  | { readonly op: 'picture' }
  | { readonly op: 'text'; readonly field: TextField; readonly is: Comparison; readonly text: string }
  | { readonly op: 'like'; readonly field: TextField; readonly pattern: Pattern }
  | { readonly op: 'number'; readonly field: NumberField; readonly is: Comparison; readonly value: number }
  | { readonly op: 'favourite'; readonly on: boolean }
  | { readonly op: 'owner'; readonly person: PersonId }

export type SortKey = TextField | Exclude<NumberField, 'id'> | 'favourite'

export interface Order {
  readonly by: SortKey
  readonly descending: boolean
}

export interface Query {
  readonly where: Where
  /** Paths of folders, names from the actor's root; what lies below any of them is found, not they themselves. */
  readonly below: readonly (readonly string[])[]
  /** Only what this person owns, or gave to whoever asks. */
  readonly from?: PersonId | undefined
  /** Only where the person has at least these rights. */
  readonly allowed?: Permissions | undefined
  /** None: the oldest entry first, always alike. */
  readonly order: readonly Order[]
  /** So many of the results are passed over. */
  readonly first: number
  readonly limit: number
}

/** What one search may ask and is told. */
export const MOST_OPERATORS = 100
export const MOST_RESULTS = 1_000
/** Further than this nobody pages. */
export const LAST_RESULT = 20_000

export const everyOne = (of: readonly Where[]): Where => (of.length === 1 ? of[0]! : { op: 'and', of })

/** @throws Refusal `bad-request` for more than a search may ask. */
export function requireModest(where: Where): void {
  let operators = 0
  const waiting: Where[] = [where]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    operators++
    if (operators > MOST_OPERATORS) throw new Refusal('bad-request', 'search-too-complex')
    if (next.op === 'not') waiting.push(next.of)
    else if (next.op === 'and' || next.op === 'or') waiting.push(...next.of)
  }
}

/** A value that nothing but one node, or what one person marked, can have. */
export function pinned(where: Where): { id: NodeId } | 'favourites' | undefined {
  if (where.op === 'number' && where.field === 'id' && where.is === 'eq') return { id: where.value }
  if (where.op === 'favourite' && where.on) return 'favourites'
  if (where.op !== 'and') return undefined
  for (const part of where.of) {
    const found = pinned(part)
    if (found !== undefined) return found
  }
  return undefined
}
