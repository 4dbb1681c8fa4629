import { randomBytes } from 'node:crypto'
import type { PostgresConnection } from './postgres-connection.ts'
import type { Reader, Value } from './records.ts'
import { type State, States } from './state.ts'

/**
 * A lane is a row that no other transaction holds at this moment, so nobody ever waits for one; where all are held, one
 * more is made. There are as many as have been under way at once, and they need no trimming.
 */
const MARK = `WITH free AS MATERIALIZED (SELECT lane FROM structure LIMIT 1 FOR UPDATE SKIP LOCKED),
  marked AS (UPDATE structure s SET mark = ? FROM free WHERE s.lane = free.lane RETURNING s.lane)
  INSERT INTO structure (lane, mark) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM marked)
  ON CONFLICT (lane) DO UPDATE SET mark = excluded.mark`

/** Exact, whatever the sum; of no marks at all it is null. */
const MARKS = 'SELECT CAST(sum(mark) AS TEXT) AS marks FROM structure'

/**
 * Marks are random, not counted: a server that comes back without its last transactions cannot hand out one that
 * stands for something else already.
 */
const randomMark = (): string => randomBytes(8).readBigInt64BE().toString()

/** @param connection in the transaction that changes the structure. */
export async function markStructure(connection: PostgresConnection): Promise<void> {
  const mark = randomMark()
  await connection.run(MARK, mark, randomMark(), mark)
}

/** States of the structure, as the readers of one process see them: those that have begun earlier see an older one. */
export const structures = (): States => new States(2)

/** A snapshot that says which structure it sees, once it is asked. */
export class PostgresSnapshot implements Reader {
  readonly engine = 'postgres'
  readonly #connection: PostgresConnection
  readonly #states: States
  #structure: Promise<State> | undefined

  constructor(connection: PostgresConnection, states: States) {
    this.#connection = connection
    this.#states = states
  }

  get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    return this.#connection.get<Row>(sql, ...values)
  }

  all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    return this.#connection.all<Row>(sql, ...values)
  }

  structure(): Promise<State> {
    this.#structure ??= this.#ask()
    return this.#structure
  }

  async #ask(): Promise<State> {
    const row = await this.#connection.get<{ marks: string | null }>(MARKS)
    return this.#states.of(row?.marks ?? 'none')
  }
}
