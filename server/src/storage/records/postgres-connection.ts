import type pg from 'pg'
import type { Reader, Value } from './records.ts'

const prepared = new Map<string, { name: string; text: string }>()

/** PostgreSQL numbers its placeholders; a distinct text is prepared once per connection under its own name. */
function numbered(sql: string): { name: string; text: string } {
  let statement = prepared.get(sql)
  if (statement === undefined) {
    let count = 0
    statement = { name: `n${prepared.size}`, text: sql.replaceAll('?', () => `$${++count}`) }
    prepared.set(sql, statement)
  }
  return statement
}

/** One PostgreSQL connection, lent from the pool. */
export class PostgresConnection implements Reader {
  readonly engine = 'postgres'
  readonly #client: pg.ClientBase

  constructor(client: pg.ClientBase) {
    this.#client = client
  }

  async get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    return (await this.#query(sql, values)).rows[0] as Row | undefined
  }

  async all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    return (await this.#query(sql, values)).rows as Row[]
  }

  async run(sql: string, ...values: Value[]): Promise<number> {
    return (await this.#query(sql, values)).rowCount ?? 0
  }

  /** Transaction control and DDL: not prepared. */
  async execute(sql: string): Promise<void> {
    await this.#client.query(sql)
  }

  #query(sql: string, values: Value[]): Promise<pg.QueryResult> {
    return this.#client.query({ ...numbered(sql), values })
  }
}
