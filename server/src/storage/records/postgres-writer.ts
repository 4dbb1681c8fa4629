import type { DomainEvent } from '../../vocabulary/domain-event.ts'
import type { Announcements } from './effects.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import { markStructure } from './postgres-structure.ts'
import type { Sequence, Value, Writer } from './records.ts'
import { changedStructure, changesStructure } from './structure.ts'

interface Means {
  ids(sequence: Sequence, count: number): Promise<number>
  /** Takes what is to be done after the commit. */
  effect(effect: () => void): void
  readonly announced: Announcements
}

/** One write, in a transaction that others may share. */
export class PostgresWriter implements Writer {
  readonly engine = 'postgres'
  readonly #connection: PostgresConnection
  readonly #means: Means
  #hasChangedStructure = false

  constructor(connection: PostgresConnection, means: Means) {
    this.#connection = connection
    this.#means = means
  }

  get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    this.#hasChangedStructure ||= changesStructure(sql)
    return this.#connection.get<Row>(sql, ...values)
  }

  all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    this.#hasChangedStructure ||= changesStructure(sql)
    return this.#connection.all<Row>(sql, ...values)
  }

  async run(sql: string, ...values: Value[]): Promise<number> {
    const rows = await this.#connection.run(sql, ...values)
    this.#hasChangedStructure ||= changedStructure(sql, rows)
    return rows
  }

  ids(sequence: Sequence, count = 1): Promise<number> {
    return this.#means.ids(sequence, count)
  }

  onCommit(effect: () => void): void {
    this.#means.effect(effect)
  }

  announce(event: DomainEvent): void {
    this.#means.effect(() => this.#means.announced.tell(event))
  }

  /** The last that is done in it: in the same transaction, and taken back with it. */
  async finish(): Promise<void> {
    if (this.#hasChangedStructure) await markStructure(this.#connection)
  }
}
