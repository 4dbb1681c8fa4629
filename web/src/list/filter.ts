import { type FileFamily, familyOf } from '@nuage/contract/families'

export interface Filtered {
  readonly name: string
  readonly kind: 'file' | 'folder'
  readonly mime: string
}

export interface Filter {
  /** Words that the name holds, in any order. */
  readonly words: string
  /** Families that are shown; all when there are none. */
  readonly families: ReadonlySet<FileFamily>
}

export const NO_FILTER: Filter = { words: '', families: new Set() }

/** Without accents and capitals, as people type when they look for something. */
export const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae')

export const familyOfRow = ({ kind, mime }: Filtered): FileFamily =>
  kind === 'folder' ? 'folder' : familyOf(mime)

export function filterRows<R extends Filtered>(rows: readonly R[], filter: Filter): readonly R[] {
  const words = folded(filter.words).split(/\s+/).filter(Boolean)
  if (words.length === 0 && filter.families.size === 0) return rows
  return rows.filter((row) => {
    if (filter.families.size > 0 && !filter.families.has(familyOfRow(row))) return false
    const name = folded(row.name)
    return words.every((word) => name.includes(word))
  })
}
