import type { Row } from '../list/rows.ts'

/** How an act names what it means: the thing, and the folder it was seen in. */
export const seen = ({ id, parent }: Pick<Row, 'id' | 'parent'>): { id: number; from: number } => ({
  id,
  from: parent,
})

export const idsOf = (rows: readonly { readonly id: number }[]): Set<number> =>
  new Set(rows.map(({ id }) => id))

/** Names by ids, for sentences. */
export function namesOf(rows: readonly Pick<Row, 'id' | 'name'>[]): (id: number) => string {
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? ''
}
