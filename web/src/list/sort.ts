export type SortKey = 'name' | 'size' | 'modified' | 'kind' | 'deleted'

export interface Order {
  readonly by: SortKey
  readonly descending: boolean
}

/** What rows are put in order by. */
export interface Sortable {
  readonly id: number
  readonly name: string
  readonly kind: 'file' | 'folder'
  readonly size: number
  readonly modified: number
  readonly mime: string
}

export const BY_NAME: Order = { by: 'name', descending: false }

/** What a click on a column’s head asks for: the other way round, or first as it is mostly wanted. */
export const turned = (order: Order, by: SortKey): Order =>
  order.by === by ? { by, descending: !order.descending } : { by, descending: by !== 'name' && by !== 'kind' }

type Compare = (one: Sortable, other: Sortable) => number

function comparing({ by }: Order, names: Intl.Collator): Compare {
  const byName: Compare = (one, other) => names.compare(one.name, other.name)
  switch (by) {
    case 'name':
      return byName
    case 'kind':
      return (one, other) => compareText(one.mime, other.mime) || byName(one, other)
    case 'size':
      return (one, other) => one.size - other.size || byName(one, other)
    case 'modified':
    case 'deleted':
      return (one, other) => one.modified - other.modified || byName(one, other)
  }
}

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const collators = new Map<string, Intl.Collator>()

/** Numbers in names as people count: « 2 » before « 10 ». */
function collatorOf(language: string): Intl.Collator {
  let collator = collators.get(language)
  if (collator === undefined) {
    collator = new Intl.Collator(language, { numeric: true })
    collators.set(language, collator)
  }
  return collator
}

/** Rows in an order that they were put in. */
export interface Sorted<R> {
  readonly rows: readonly R[]
  readonly order: Order
}

/** As many new rows are put in their places one by one; of more all are sorted. */
const FEW = 64

/**
 * Folders first, then by the order; never in place.
 * @param before how they stood: where few rows differ, only those are looked for a place
 */
export function sortRows<R extends Sortable>(
  rows: readonly R[],
  order: Order,
  language: string,
  before?: Sorted<R>,
): R[] {
  const byOrder = comparing(order, collatorOf(language))
  const turn = order.descending ? -1 : 1
  const compare: Compare = (one, other) => {
    if (one.kind !== other.kind) return one.kind === 'folder' ? -1 : 1
    return turn * byOrder(one, other) || one.id - other.id
  }
  if (before === undefined) return [...rows].sort(compare)
  const now = new Set(rows)
  const then = new Set(before.rows)
  const stayed = before.rows.filter((row) => now.has(row))
  const fresh = rows.filter((row) => !then.has(row))
  return isSame(before.order, order) && fresh.length <= FEW
    ? withThese(stayed, fresh.sort(compare), compare)
    : [...stayed, ...fresh].sort(compare)
}

const isSame = (one: Order, other: Order): boolean =>
  one.by === other.by && one.descending === other.descending

/** Both are in order already. */
function withThese<R extends Sortable>(rows: readonly R[], fresh: readonly R[], compare: Compare): R[] {
  const all: R[] = []
  let from = 0
  for (const row of fresh) {
    const place = placeFor(row, rows, compare)
    for (; from < place; from++) all.push(rows[from]!)
    all.push(row)
  }
  for (; from < rows.length; from++) all.push(rows[from]!)
  return all
}

/** How many of the rows stand before it. */
function placeFor(row: Sortable, rows: readonly Sortable[], compare: Compare): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(rows[middle]!, row) < 0) low = middle + 1
    else high = middle
  }
  return low
}
