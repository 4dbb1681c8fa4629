import Database from 'better-sqlite3'
import type { Reader, Value } from './records.ts'
import type { State } from './state.ts'

/**
 * Bare parameters in joins, orders and limits make SQLite plan a statement anew whenever its values are bound, and
 * the driver binds anew for every execution: ten times the price of a small read. Behind a unary plus, which
 * changes neither value nor index, the planner does not look at them.
 */
const steady = (sql: string): string =>
  sql.replace(/('[^']*')|\?/g, (_, quoted: string | undefined) => quoted ?? '+?')

/** One SQLite connection with its prepared statements. */
export class SqliteConnection implements Reader {
  readonly engine = 'sqlite'
  readonly raw: Database.Database
  generation: State | undefined
  /** As `structure` tells it. */
  seenStructure: State | undefined
  readonly #statements = new Map<string, Database.Statement<Value[]>>()

  constructor(file: string, options: { readonly: boolean }) {
    this.raw = new Database(file, { readonly: options.readonly, timeout: 10_000 })
    if (!options.readonly) this.raw.pragma('journal_mode = WAL')
    this.raw.pragma('cache_size = -16384')
    this.raw.pragma('temp_store = MEMORY')
    this.raw.pragma('foreign_keys = OFF')
  }

  prepare(sql: string): Database.Statement<Value[]> {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.raw.prepare<Value[]>(steady(sql))
      this.#statements.set(sql, statement)
    }
    return statement
  }

  async get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    return this.prepare(sql).get(...values) as Row | undefined
  }

  async all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    return this.prepare(sql).all(...values) as Row[]
  }

  async structure(): Promise<State | undefined> {
    return this.seenStructure
  }

  close(): void {
    this.raw.close()
  }
}
