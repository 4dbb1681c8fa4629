import type { Statement } from 'better-sqlite3'
import type { Reader } from './records.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { States } from './state.ts'

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
  readonly #version: Statement
  readonly #structure: Statement
  readonly #generations = new States(1)
  readonly #structures = new States(1)
  readonly #retire = (): void => this.retire()

  constructor(connection: SqliteConnection) {
    this.#connection = connection
    this.#version = connection.raw.prepare('PRAGMA data_version').pluck()
    this.#structure = connection.raw.prepare('PRAGMA user_version').pluck()
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
    this.#connection.generation = undefined
    this.#connection.seenStructure = undefined
    this.#connection.prepare('BEGIN').run()
    this.#open = true
    setImmediate(this.#retire)
    // The first look takes the snapshot. The number changes with every commit by another connection than this one,
    // which never writes: by those of other processes, too.
    this.#connection.generation = this.#generations.of(this.#version.get() as number)
    // Every writer counts it up in its transaction, whichever process it is in.
    this.#connection.seenStructure = this.#structures.of(this.#structure.get() as number)
  }

  #end(): void {
    this.#open = false
    this.#over = false
    this.#connection.prepare('COMMIT').run()
    for (const wake of this.#waiting.splice(0)) wake()
  }
}
