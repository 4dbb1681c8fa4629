/** What is looked at one after the other: the order of the list that it was opened from. */
export interface Order {
  readonly ids: readonly number[]
  /** Where each lies, for its address. */
  folderOf(id: number): number
}

let order: Order | undefined

/** Says in which order a list shows its files, before one of them is opened. */
export const showInOrder = (shown: Order): void => {
  order = shown
}

/** The order an item was opened in; undefined when it was opened by its address. */
export const orderOf = (id: number): Order | undefined => (order?.ids.includes(id) ? order : undefined)

export interface Neighbours {
  readonly before: number | undefined
  readonly after: number | undefined
  /** From 1; 0 when it is not among them. */
  readonly place: number
  readonly of: number
}

export function neighboursIn(ids: readonly number[], id: number): Neighbours {
  const at = ids.indexOf(id)
  return at < 0
    ? { before: undefined, after: undefined, place: 0, of: ids.length }
    : { before: ids[at - 1], after: ids[at + 1], place: at + 1, of: ids.length }
}
