import Database from 'better-sqlite3'
import type { Reader, Value } from './records.ts'

/** One SQLite connection with its prepared statements. */
export class SqliteConnection implements Reader {
  readonly engine = 'sqlite'
  readonly raw: Database.Database
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
      statement = this.raw.prepare<Value[]>(sql)
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

  close(): void {
    this.raw.close()
  }
}
