import type { Reader } from './records.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

/**
 * One read transaction for all readers of a moment: taking and giving back SQLite's locks costs more than a
 * small read. It lasts until the event loop's next turn, or until somebody here has committed; whoever reads
 * after a commit sees it.
 */
export class SharedSnapshot {
  readonly #connection: SqliteConnection
  #open = false
  #over = false
  #readers = 0
  #waiting: (() => void)[] = []

  constructor(connection: SqliteConnection) {
    this.#connection = connection
  }

  async read<T>(fn: (reader: Reader) => Promise<T>): Promise<T> {
    while (this.#over) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#begin()
    this.#readers++
    try {
      return await fn(this.#connection)
    } finally {
      this.#readers--
      if (this.#over && this.#readers === 0) this.#end()
    }
  }

  /** Nobody who begins to read from now on shares the snapshot of those who are reading. */
  retire(): void {
    if (!this.#open) return
    if (this.#readers === 0) this.#end()
    else this.#over = true
  }

  #begin(): void {
    if (this.#open) return
    this.#connection.prepare('BEGIN').run()
    this.#open = true
    setImmediate(() => this.retire())
  }

  #end(): void {
    this.#open = false
    this.#over = false
    this.#connection.prepare('COMMIT').run()
    for (const wake of this.#waiting.splice(0)) wake()
  }
}
