/** Rows in the order they are shown, and where each stands. */
export class RowCollection<R extends { readonly id: number }> {
  readonly rows: readonly R[]
  #places: ReadonlyMap<number, number> | undefined

  constructor(rows: readonly R[]) {
    this.rows = rows
  }

  get size(): number {
    return this.rows.length
  }

  at(place: number): R | undefined {
    return this.rows[place]
  }

  /** −1 for what is not there. */
  placeOf(id: number | null): number {
    if (id === null) return -1
    this.#places ??= new Map(this.rows.map((row, place) => [row.id, place]))
    return this.#places.get(id) ?? -1
  }

  has(id: number): boolean {
    return this.placeOf(id) >= 0
  }

  get(id: number): R | undefined {
    return this.rows[this.placeOf(id)]
  }

  /** Ids from one place to another, both of them included, in the order shown. */
  between(one: number, other: number): number[] {
    const [first, last] = one < other ? [one, other] : [other, one]
    return this.rows.slice(Math.max(0, first), last + 1).map(({ id }) => id)
  }
}
