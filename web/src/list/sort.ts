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

/**
 * Folders first, then by the order; never in place.
 * @param before the same rows in the order they had: what is nearly sorted is sorted in one walk.
 */
export function sortRows<R extends Sortable>(
  rows: readonly R[],
  order: Order,
  language: string,
  before?: readonly Sortable[],
): R[] {
  const compare = comparing(order, collatorOf(language))
  const turn = order.descending ? -1 : 1
  return nearlySorted(rows, before).sort((one, other) => {
    if (one.kind !== other.kind) return one.kind === 'folder' ? -1 : 1
    return turn * compare(one, other) || one.id - other.id
  })
}

function nearlySorted<R extends Sortable>(rows: readonly R[], before: readonly Sortable[] | undefined): R[] {
  if (before === undefined || before.length === 0) return [...rows]
  const left = new Map(rows.map((row) => [row.id, row]))
  const known: R[] = []
  for (const { id } of before) {
    const row = left.get(id)
    if (row === undefined) continue
    known.push(row)
    left.delete(id)
  }
  return [...known, ...left.values()]
}
