import type { Row } from '../list/rows.ts'

/** Bits of the mask of rights, as the API tells it. */
export const CHANGE = 2
export const CREATE = 4
export const DELETE = 8
export const ORIGINAL = 32

type Held = Pick<Row, 'rights' | 'received'>

const may = (held: { readonly rights: number }, right: number): boolean => (held.rights & right) === right

export const mayChange = (held: Held): boolean => may(held, CHANGE)
/** What was received has a name of one’s own, and can always be left. */
export const mayRename = (row: Held): boolean => row.received || may(row, CHANGE)
export const mayLeave = (row: Held): boolean => row.received || may(row, DELETE)
export const mayHave = (row: Held): boolean => may(row, ORIGINAL)
export const mayCreateIn = (folder: { readonly rights: number } | undefined): boolean =>
  folder !== undefined && may(folder, CREATE)
