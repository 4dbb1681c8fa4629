import type { Connection } from './connection.ts'
import { STRANGERS } from './limits.ts'

/** Connections that have not yet proved who they are: so many in all, so many from one address. */
export class Strangers {
  readonly #all = new Set<Connection>()
  readonly #byPlace = new Map<string, number>()

  isFull(place: string): boolean {
    return this.#all.size >= STRANGERS.all || (this.#byPlace.get(place) ?? 0) >= STRANGERS.ofOnePlace
  }

  has(connection: Connection): boolean {
    return this.#all.has(connection)
  }

  add(connection: Connection): void {
    this.#all.add(connection)
    this.#byPlace.set(connection.place, (this.#byPlace.get(connection.place) ?? 0) + 1)
  }

  delete(connection: Connection): void {
    if (!this.#all.delete(connection)) return
    const left = this.#byPlace.get(connection.place)! - 1
    if (left === 0) this.#byPlace.delete(connection.place)
    else this.#byPlace.set(connection.place, left)
  }
}
