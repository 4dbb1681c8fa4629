import { FOLDER } from '../../vocabulary/node-kind.ts'
import { FOLDER_TYPE } from './entry.ts'
import type { Comparison, Where } from './query.ts'

interface Range {
  readonly least: number
  readonly most: number
}

/** What holds of everything that a search can find, and of other things too: the database looks for this. */
export interface Bounds {
  readonly kind: Range
  readonly mtime: Range
  readonly size: Range
  /** Characters in the folded name. */
  readonly piece: string
  /** What the type may begin with: no more than two; `['']` for any. */
  readonly types: readonly string[]
}

const MOST = Number.MAX_SAFE_INTEGER
const ANY: Range = { least: -MOST, most: MOST }
const UNBOUND: Bounds = { kind: { least: 0, most: FOLDER }, mtime: ANY, size: ANY, piece: '', types: [''] }

function rangeOf(is: Comparison, value: number): Range {
  // The database compares whole numbers.
  const whole = Math.max(-MOST, Math.min(MOST, Math.floor(value)))
  return {
    least: is === 'lt' || is === 'lte' ? -MOST : whole,
    most: is === 'gt' || is === 'gte' ? MOST : whole,
  }
}

const within = (a: Range, b: Range): Range => ({
  least: Math.max(a.least, b.least),
  most: Math.min(a.most, b.most),
})
const around = (a: Range, b: Range): Range => ({
  least: Math.min(a.least, b.least),
  most: Math.max(a.most, b.most),
})

const both = (a: Bounds, b: Bounds): Bounds => ({
  kind: within(a.kind, b.kind),
  mtime: within(a.mtime, b.mtime),
  size: within(a.size, b.size),
  piece: a.piece.length >= b.piece.length ? a.piece : b.piece,
  types: a.types.includes('') ? b.types : a.types,
})

function either(a: Bounds, b: Bounds): Bounds {
  const types = [...new Set([...a.types, ...b.types])]
  return {
    kind: around(a.kind, b.kind),
    mtime: around(a.mtime, b.mtime),
    size: around(a.size, b.size),
    piece: a.piece === b.piece ? a.piece : '',
    types: types.length > 2 || types.includes('') ? [''] : types,
  }
}

export function boundsOf(where: Where): Bounds {
  if (where.op === 'and') return where.of.map(boundsOf).reduce(both, UNBOUND)
  if (where.op === 'or') {
    const [first, ...others] = where.of.map(boundsOf)
    return first === undefined ? UNBOUND : others.reduce(either, first)
  }
  if (where.op === 'folder')
    return { ...UNBOUND, kind: { least: FOLDER, most: FOLDER }, types: [FOLDER_TYPE] }
  if (where.op === 'picture') return { ...UNBOUND, types: ['image/'] }
  if (where.op === 'like')
    return where.field === 'name'
      ? { ...UNBOUND, piece: where.pattern.piece }
      : { ...UNBOUND, types: [where.pattern.start] }
  if (where.op === 'text' && where.is === 'eq')
    return where.field === 'name' ? { ...UNBOUND, piece: where.text } : { ...UNBOUND, types: [where.text] }
  if (where.op !== 'number') return UNBOUND
  const range = rangeOf(where.is, where.value)
  if (where.field === 'size') return { ...UNBOUND, size: range }
  if (where.field === 'mtime') return { ...UNBOUND, mtime: range }
  return where.field === 'taken' ? { ...UNBOUND, mtime: range, types: ['image/'] } : UNBOUND
}
